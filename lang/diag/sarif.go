package diag

// SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"): what code hosts and editors take in.

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/wflang/wf/lang/source"
)

// WriteSARIF prints a log with one run. Version is that of wf, "" when unknown; rules are made of the codes that occur.
func WriteSARIF(w io.Writer, list []Diagnostic, codes []CodeInfo, version string) error {
	var at locator
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "wf", InformationURI: "https://github.com/wflang/wf", Version: version, Rules: []sarifRule{}}

	known := make(map[string]*CodeInfo, len(codes))
	for i := range codes {
		known[codes[i].Code] = &codes[i]
	}
	index := map[string]int{}
	for i := range list {
		d := &list[i]
		n, seen := index[d.Code]
		if !seen {
			n = len(run.Tool.Driver.Rules)
			index[d.Code] = n
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(d, known[d.Code]))
		}
		run.Results = append(run.Results, at.result(d, n))
	}
	return writeIndented(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func ruleOf(d *Diagnostic, info *CodeInfo) sarifRule {
	rule := sarifRule{ID: d.Code}
	if info == nil {
		return rule
	}
	rule.Short = &sarifText{Text: info.Title}
	rule.Full = &sarifText{Text: info.Why}
	rule.HelpURI = info.URL()
	rule.Help = &sarifText{Text: info.Why, Markdown: info.Page()}
	rule.Default = &sarifConfiguration{Level: info.Level.String()}
	return rule
}

func (l *locator) result(d *Diagnostic, rule int) sarifResult {
	r := sarifResult{RuleID: d.Code, RuleIndex: rule, Level: d.Level.String(), Message: sarifText{Text: d.Message}, Locations: []sarifLocation{}}
	for _, note := range d.Notes {
		r.Message.Text += "\nnote: " + note
	}
	for _, help := range d.Help {
		r.Message.Text += "\nhelp: " + help
	}
	if d.Span.Valid() {
		r.Locations = append(r.Locations, l.location(d.Span, d.Label))
	}
	for i, related := range d.Related {
		if related.Span.Valid() {
			loc := l.location(related.Span, related.Label)
			loc.ID = i + 1
			r.Related = append(r.Related, loc)
		}
	}
	for _, f := range d.Fixes {
		if len(f.Edits) > 0 {
			r.Fixes = append(r.Fixes, l.fix(f))
		}
	}
	return r
}

func (l *locator) location(s source.Span, label string) sarifLocation {
	loc := sarifLocation{Physical: sarifPhysical{Artifact: artifact(s.File), Region: l.region(s)}}
	if label != "" {
		loc.Message = &sarifText{Text: label}
	}
	return loc
}

func (l *locator) region(s source.Span) sarifRegion {
	from, to := l.position(s.File, s.Start), l.position(s.File, s.End)
	return sarifRegion{
		StartLine: from.Line, StartColumn: from.Column, EndLine: to.Line, EndColumn: to.Column,
		ByteOffset: s.Start, ByteLength: s.End - s.Start,
	}
}

// fix groups the edits by file, which SARIF wants.
func (l *locator) fix(f Fix) sarifFix {
	out := sarifFix{Description: sarifText{Text: f.Title}}
	index := map[*source.File]int{}
	for _, e := range f.Edits {
		n, seen := index[e.Span.File]
		if !seen {
			n = len(out.Changes)
			index[e.Span.File] = n
			out.Changes = append(out.Changes, sarifChange{Artifact: artifact(e.Span.File)})
		}
		change := &out.Changes[n]
		change.Replacements = append(change.Replacements, sarifReplacement{Deleted: l.region(e.Span), Inserted: &sarifContent{Text: e.New}})
	}
	return out
}

func artifact(f *source.File) sarifArtifact {
	name := strings.TrimPrefix(filepath.ToSlash(f.Name), "./")
	return sarifArtifact{URI: (&url.URL{Path: name}).String()}
}
