package check

import (
	"strconv"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// mostFaults is how many faults of one file are told. It is more than the parser tells, which reads no further then.
const mostFaults = 500

// tooManyFaults is the code of what is told in the place of faults: here, and where the parser reads no further.
const tooManyFaults = "too-many-faults"

// Found is what all passes found in a project. Of a file with very many faults it keeps the first by place and counts
// the others, so that a file of a hundred thousand costs little more than one of a thousand. The zero Found is ready.
type Found struct {
	list  []diag.Diagnostic
	limit int // how long the list may become before it is looked through
	more  map[*source.File]*more
	all   map[*source.File]bool // files of which all warnings are kept, since comments may allow them
}

// more is what is counted of one file.
type more struct {
	errors, others int
	first          int // the byte of the first of them
}

// keepAll has the warnings of files kept that hold comments which may silence them: only what is left counts.
func (f *Found) keepAll(files []*ast.File) {
	f.all = map[*source.File]bool{}
	for _, file := range files {
		for _, c := range file.Comments {
			if len(permitsOf(c)) > 0 {
				f.all[file.Source] = true
				break
			}
		}
	}
}

// Add adds diagnostics.
func (f *Found) Add(list ...diag.Diagnostic) {
	f.list = append(f.list, list...)
	if len(f.list) < max(f.limit, 4*mostFaults) {
		return
	}
	f.list = f.cut(diag.Tidy(f.list), func(d *diag.Diagnostic) bool { return d.Level != diag.Error && f.all[d.Span.File] })
	f.limit = 2 * len(f.list)
}

// cut counts what is too much of each file and leaves the rest of a tidy list; what spared holds for stays.
func (f *Found) cut(list []diag.Diagnostic, spared func(*diag.Diagnostic) bool) []diag.Diagnostic {
	out := list[:0]
	n := 0
	for i := range list {
		d := &list[i]
		if i == 0 || d.Span.File != list[i-1].Span.File {
			n = 0
		}
		if n++; n <= mostFaults || d.Span.File == nil || d.Code == tooManyFaults || spared(d) {
			out = append(out, *d)
			continue
		}
		m := f.more[d.Span.File]
		if m == nil {
			if f.more == nil {
				f.more = map[*source.File]*more{}
			}
			m = &more{first: d.Span.Start}
			f.more[d.Span.File] = m
		}
		m.first = min(m.first, d.Span.Start)
		if d.Level == diag.Error {
			m.errors++
		} else {
			m.others++
		}
	}
	return out
}

// Told is all that is told of a project, tidy, without what comments in the files allow. codes are the rows of all codes.
// It ends the collection.
func (f *Found) Told(files []*ast.File, codes func() []diag.CodeInfo) []diag.Diagnostic {
	list := f.cut(diag.Tidy(Allow(files, f.list, codes)), func(*diag.Diagnostic) bool { return false })
	if len(f.more) == 0 {
		return list
	}
	for file, m := range f.more {
		list = append(list, untold(file.Span(m.first, m.first), m))
	}
	return diag.Tidy(list)
}

// untold counts the faults of a file that are not told, where the first of them is.
func untold(at source.Span, m *more) diag.Diagnostic {
	const help = "mend the faults above, which may be the cause of these"
	if m.errors == 0 {
		return diag.Warn(tooManyFaults, at, counted(m.others, "warning")+" more from here on are not told", help)
	}
	rest := counted(m.errors, "error")
	if m.others > 0 {
		rest += " and " + counted(m.others, "warning")
	}
	return diag.Fault(tooManyFaults, at, rest+" more from here on are not told", help)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
