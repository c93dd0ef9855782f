package lsp

// What a check of one file cannot decide: it stays as the last check of the project saw it, and moves with the text.

import (
	"slices"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// ofWholes are the codes that only the whole project decides.
var ofWholes = []string{"unused-segment", "unused-allow", "no-enroll", "no-subscription", "trigger-loop", "write-conflict", "duplicate-workflow"}

// carried are the diagnostics of an older text that the whole project decided, where they stand in the new one; those
// in what was edited are left out.
func carried(found []diag.Diagnostic, now *source.File, name string) (list []diag.Diagnostic) {
	for _, d := range found {
		if d.Span.File == nil || d.Span.File.Name != name || !slices.Contains(ofWholes, d.Code) {
			continue
		}
		old := d.Span.File.Text
		same := commonPrefix(old, now.Text)
		after := commonSuffix(old[same:], now.Text[same:])
		switch shift := len(now.Text) - len(old); {
		case d.Span.End <= same:
			d.Span = now.Span(d.Span.Start, d.Span.End)
		case d.Span.Start >= len(old)-after:
			d.Span = now.Span(d.Span.Start+shift, d.Span.End+shift)
		default:
			continue
		}
		d.Fixes = nil
		list = append(list, d)
	}
	return list
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
