package ide

import (
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/source"
)

// Format is what brings a file into its layout: as few lines as differ. Files of the standard library and templates
// stay as they are.
func Format(f *source.File) []diag.Edit {
	text, _ := format.File(f)
	return lineEdits(f, text)
}

// FormatRange is Format for the lines of a stretch.
func FormatRange(f *source.File, at source.Span) []diag.Edit {
	var edits []diag.Edit
	for _, e := range Format(f) {
		if e.Span.Start <= at.End && at.Start <= e.Span.End {
			edits = append(edits, e)
		}
	}
	return edits
}

// lineEdits turns a file's text into another, a run of changed lines at a time.
func lineEdits(f *source.File, text string) []diag.Edit {
	if f.Text == text {
		return nil
	}
	old, now := strings.SplitAfter(f.Text, "\n"), strings.SplitAfter(text, "\n")
	start := 0
	for start < len(old) && start < len(now) && old[start] == now[start] {
		start++
	}
	same := 0
	for same < len(old)-start && same < len(now)-start && old[len(old)-1-same] == now[len(now)-1-same] {
		same++
	}
	old, now = old[start:len(old)-same], now[start:len(now)-same]
	at := f.LineStart(start + 1)
	if start >= f.Lines() {
		at = len(f.Text)
	}
	if len(old)*len(now) > mostCells {
		end := at + len(strings.Join(old, ""))
		return []diag.Edit{{Span: f.Span(at, end), New: strings.Join(now, "")}}
	}
	return align(f, at, old, now)
}

// mostCells is how large a table align makes; beyond it a stretch is replaced whole.
const mostCells = 4 << 20

// align finds the longest lines that both have in common, and replaces what lies between.
func align(f *source.File, at int, old, now []string) []diag.Edit {
	table := make([][]int32, len(old)+1)
	for i := range table {
		table[i] = make([]int32, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	var edits []diag.Edit
	from, text := at, ""
	flush := func() {
		if from < at || text != "" {
			edits = append(edits, diag.Edit{Span: f.Span(from, at), New: text})
		}
	}
	for i, j := 0, 0; i < len(old) || j < len(now); {
		switch {
		case i < len(old) && j < len(now) && old[i] == now[j]:
			flush()
			at += len(old[i])
			from, text = at, ""
			i++
			j++
		case j == len(now) || i < len(old) && table[i+1][j] >= table[i][j+1]:
			at += len(old[i])
			i++
		default:
			text += now[j]
			j++
		}
	}
	flush()
	return edits
}
