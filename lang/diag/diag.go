// Package diag is what the language says to people: a Diagnostic with its code, places, notes and
// fixes, the list of all codes, and the printers (text with excerpts, one line each, JSON, SARIF, annotations).
package diag

import (
	"slices"
	"sort"

	"github.com/wflang/wf/lang/source"
)

// Level says how bad it is.
type Level uint8

const (
	Error   Level = iota // will not compile
	Warning              // compiles, probably wrong
	Note                 // worth knowing
)

func (l Level) String() string { return [...]string{"error", "warning", "note"}[l] }

// Diagnostic is one fault. The message says what is wrong and stands alone: lower case, one line,
// no full stop, code in backticks. Help says how to mend it, beginning with a verb.
type Diagnostic struct {
	Code    string // kebab slug, one of Codes
	Level   Level
	Message string
	Span    source.Span
	Label   string    // words under the underline; may be empty
	Related []Related // other places, in the order a reader should follow them; where they tell a story, labels begin with 1. 2. 3.
	Notes   []string  // facts
	Help    []string  // next steps
	Fixes   []Fix
}

// Related is another place that belongs to the fault.
type Related struct {
	Span  source.Span
	Label string
}

// Fix mends the fault by edits. Sure fixes keep the meaning the writer must have had and may be applied unseen.
type Fix struct {
	Title string // begins with a verb
	Sure  bool
	Edits []Edit
}

// Edit replaces the text under Span with New.
type Edit struct {
	Span source.Span
	New  string
}

// Tidy orders diagnostics by file, place, level and code, and drops exact repeats, so that output is deterministic. In
// messages and labels, which quote what a file holds, it writes characters that are not shown by their number, as
// `<U+000A>`: they are one line, whoever prints them. It works in the list that it is given.
func Tidy(list []Diagnostic) []Diagnostic {
	for i := range list {
		list[i].shown()
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		if fa, fb := fileName(a), fileName(b); fa != fb {
			return fa < fb
		}
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		if a.Level != b.Level {
			return a.Level < b.Level
		}
		if a.Code != b.Code {
			return a.Code < b.Code
		}
		return a.Message < b.Message
	})
	out := list[:0]
	for i, d := range list {
		if i > 0 {
			p := &out[len(out)-1]
			if p.Code == d.Code && p.Span == d.Span && p.Message == d.Message {
				continue
			}
		}
		out = append(out, d)
	}
	return out
}

// shown makes the message and the labels one line each. The list of related places may be shared with a copy of the
// diagnostic that somebody reads, so it is not written to.
func (d *Diagnostic) shown() {
	d.Message, d.Label = visible(d.Message), visible(d.Label)
	for i, r := range d.Related {
		if label := visible(r.Label); label != r.Label {
			d.Related = slices.Clone(d.Related)
			d.Related[i].Label = label
		}
	}
}

func fileName(d *Diagnostic) string {
	if d.Span.File == nil {
		return ""
	}
	return d.Span.File.Name
}

// HasErrors reports whether any diagnostic is an error.
func HasErrors(list []Diagnostic) bool {
	for i := range list {
		if list[i].Level == Error {
			return true
		}
	}
	return false
}
