package diag

// Edits become a new text.

import (
	"slices"
	"strings"
)

// Apply returns the text with the edits done. The edits are of one file and do not overlap; of several at one place the
// first stands first.
func Apply(text string, edits []Edit) string {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Span.Start - b.Span.Start })
	var out strings.Builder
	at := 0
	for _, e := range edits {
		out.WriteString(text[at:e.Span.Start])
		out.WriteString(e.New)
		at = e.Span.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// Overlap reports whether doing one of the edits leaves open what the other means: they share a character, or put
// something at the same place, or one lies at the edge of the other.
func (e Edit) Overlap(other Edit) bool {
	return e.Span.File == other.Span.File && e.Span.Start <= other.Span.End && other.Span.Start <= e.Span.End
}

// SureFix is the fix that may be applied unseen: the only one of its kind.
func (d *Diagnostic) SureFix() (Fix, bool) {
	var sure []Fix
	for _, f := range d.Fixes {
		if f.Sure && len(f.Edits) > 0 {
			sure = append(sure, f)
		}
	}
	if len(sure) != 1 {
		return Fix{}, false
	}
	return sure[0], true
}
