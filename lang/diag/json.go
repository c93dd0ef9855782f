package diag

// The printer for programs. The shape is a promise: fields are added, never renamed or removed within a version.

import (
	"encoding/json"
	"io"

	"github.com/wflang/wf/lang/source"
)

// Report is the document that WriteJSON prints.
type Report struct {
	Version     int           `json:"version"` // of this shape: 1
	Diagnostics []ReportItem  `json:"diagnostics"`
	Summary     ReportSummary `json:"summary"`
}

// ReportItem is one diagnostic.
type ReportItem struct {
	Code    string          `json:"code"`
	Level   string          `json:"level"` // error, warning, note
	Message string          `json:"message"`
	Place   *ReportPlace    `json:"place,omitempty"` // absent: the fault is of no one place
	Label   string          `json:"label,omitempty"`
	Related []ReportRelated `json:"related,omitempty"`
	Notes   []string        `json:"notes,omitempty"`
	Help    []string        `json:"help,omitempty"`
	Fixes   []ReportFix     `json:"fixes,omitempty"`
}

// ReportPlace is a stretch of a file. End is the place after the last character.
type ReportPlace struct {
	File  string      `json:"file"`
	Start ReportPoint `json:"start"`
	End   ReportPoint `json:"end"`
}

// ReportPoint is a place in a file: Offset counts bytes from 0, Line from 1, Column characters (code points) from 1.
type ReportPoint struct {
	Offset int `json:"offset"`
	Line   int `json:"line"`
	Column int `json:"column"`
}

// ReportRelated is another place of a fault.
type ReportRelated struct {
	Place ReportPlace `json:"place"`
	Label string      `json:"label"`
}

// ReportFix is a fix; a sure one may be applied unseen.
type ReportFix struct {
	Title string       `json:"title"`
	Sure  bool         `json:"sure"`
	Edits []ReportEdit `json:"edits"`
}

// ReportEdit replaces the text of a place.
type ReportEdit struct {
	Place ReportPlace `json:"place"`
	New   string      `json:"new"`
}

// ReportSummary counts the diagnostics, and the files that have any.
type ReportSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Files    int `json:"files"`
}

// WriteJSON prints a Report.
func WriteJSON(w io.Writer, list []Diagnostic) error { return writeIndented(w, NewReport(list)) }

// NewReport is the document about these diagnostics.
func NewReport(list []Diagnostic) Report {
	var at locator
	report := Report{Version: 1, Diagnostics: make([]ReportItem, len(list))}
	for i := range list {
		report.Diagnostics[i] = at.item(&list[i])
	}
	levels, files := Count(list)
	report.Summary = ReportSummary{Errors: levels[Error], Warnings: levels[Warning], Notes: levels[Note], Files: files}
	return report
}

func writeIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (l *locator) item(d *Diagnostic) ReportItem {
	item := ReportItem{Code: d.Code, Level: d.Level.String(), Message: d.Message, Label: d.Label, Notes: d.Notes, Help: d.Help}
	if d.Span.Valid() {
		place := l.place(d.Span)
		item.Place = &place
	}
	for _, r := range d.Related {
		if r.Span.Valid() {
			item.Related = append(item.Related, ReportRelated{Place: l.place(r.Span), Label: r.Label})
		}
	}
	for _, f := range d.Fixes {
		fix := ReportFix{Title: f.Title, Sure: f.Sure, Edits: []ReportEdit{}}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, ReportEdit{Place: l.place(e.Span), New: e.New})
		}
		item.Fixes = append(item.Fixes, fix)
	}
	return item
}

// PlaceOf is a stretch of a file as a Report shows it.
func PlaceOf(s source.Span) ReportPlace {
	var at locator
	return at.place(s)
}

func (l *locator) place(s source.Span) ReportPlace {
	return ReportPlace{File: s.File.Name, Start: l.point(s.File, s.Start), End: l.point(s.File, s.End)}
}

func (l *locator) point(f *source.File, offset int) ReportPoint {
	pos := l.position(f, offset)
	return ReportPoint{Offset: offset, Line: pos.Line, Column: pos.Column}
}
