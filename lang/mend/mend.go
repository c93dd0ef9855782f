// Package mend applies the sure fixes of diagnostics to the text of a project, round by round until none is left.
package mend

import (
	"slices"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Outcome is a project after its sure fixes.
type Outcome struct {
	Changed  []Change
	Input    lang.Input     // the mended text
	Analysis *lang.Analysis // of the mended text
}

// Change is a file that was mended.
type Change struct {
	Before, After *source.File
	Fixed         []diag.Diagnostic // in the order of their places, which are those of Before
}

// most is how many rounds are made: a fix may show the next fault, but fixes that undo each other must end.
const most = 50

// Project applies every sure fix that leaves no file with more faults, or more errors, than it had. Programs and
// templates of in are mended; their files are not changed, Outcome has new ones.
func Project(in lang.Input, catalog *schema.Catalog) *Outcome {
	p := &patient{catalog: catalog, refused: map[place]bool{}}
	p.state = p.examine(in, nil)
	p.first = p.count()
	for len(p.rounds) < most {
		fixes := p.fixes()
		if len(fixes) == 0 {
			break
		}
		p.try(fixes)
	}
	return p.outcome(in)
}

// patient is a project while it is mended.
type patient struct {
	state
	catalog *schema.Catalog
	first   map[string]tally // the faults at the beginning, by file
	refused map[place]bool
}

// state is the text after some rounds.
type state struct {
	in       lang.Input
	analysis *lang.Analysis
	rounds   []round
}

// round is the edits that were done together, by file, with the diagnostics they mend.
type round struct {
	edits map[string][]diag.Edit
	fixed []diag.Diagnostic
}

// place is where a fault stands in the text at the beginning.
type place struct {
	file, code string
	start      int
}

// tally counts faults.
type tally struct{ all, errors int }

// cure is a sure fix with what it mends.
type cure struct {
	fix diag.Fix
	of  diag.Diagnostic
}

func (p *patient) examine(in lang.Input, rounds []round) state {
	return state{in: in, analysis: lang.Analyze(in, p.catalog), rounds: rounds}
}

func (s *state) count() map[string]tally {
	out := map[string]tally{}
	for _, d := range s.analysis.Diagnostics {
		if d.Span.File == nil {
			continue
		}
		t := out[d.Span.File.Name]
		t.all++
		if d.Level == diag.Error {
			t.errors++
		}
		out[d.Span.File.Name] = t
	}
	return out
}

// files are all that may be mended.
func (s *state) files() []*source.File {
	return append(slices.Clone(s.in.Files), s.in.Templates...)
}

// fixes chooses, in the order of places, sure fixes that do not touch each other.
func (p *patient) fixes() []cure {
	files := p.files()
	var taken []diag.Edit
	var out []cure
	for _, d := range p.analysis.Diagnostics {
		fix, ok := d.SureFix()
		if !ok || p.refused[p.placeOf(d)] || slices.ContainsFunc(fix.Edits, func(e diag.Edit) bool {
			return !slices.Contains(files, e.Span.File) || slices.ContainsFunc(taken, e.Overlap)
		}) {
			continue
		}
		taken = append(taken, fix.Edits...)
		out = append(out, cure{fix, d})
	}
	return out
}

// try applies the fixes together, or where that makes something worse as many of the first as do well; the one that does
// not even alone is refused.
func (p *patient) try(fixes []cure) {
	for ; ; fixes = fixes[:len(fixes)/2] {
		next := p.after(fixes)
		if p.better(next, fixes) {
			p.state = next
			return
		}
		if len(fixes) == 1 {
			p.refused[p.placeOf(fixes[0].of)] = true
			return
		}
	}
}

// after is the state with the fixes applied.
func (p *patient) after(fixes []cure) state {
	r := round{edits: map[string][]diag.Edit{}}
	for _, c := range fixes {
		d := c.of
		d.Span = p.origin(d.Span)
		r.fixed = append(r.fixed, d)
		for _, e := range c.fix.Edits {
			r.edits[e.Span.File.Name] = append(r.edits[e.Span.File.Name], e)
		}
	}
	edited := func(list []*source.File) []*source.File {
		list = slices.Clone(list)
		for i, f := range list {
			if edits := r.edits[f.Name]; len(edits) > 0 {
				list[i] = source.NewFile(f.Name, diag.Apply(f.Text, edits))
			}
		}
		return list
	}
	in := p.in
	in.Files, in.Templates = edited(in.Files), edited(in.Templates)
	return p.examine(in, append(slices.Clone(p.rounds), r))
}

// better reports whether the fixes did what they say, and no file has more faults than at the beginning.
func (p *patient) better(next state, fixes []cure) bool {
	for name, now := range next.count() {
		if first := p.first[name]; now.all > first.all || now.errors > first.errors {
			return false
		}
	}
	before, after := codes(p.analysis.Diagnostics), codes(next.analysis.Diagnostics)
	for _, c := range fixes {
		if after[c.of.Code] >= before[c.of.Code] {
			return false
		}
	}
	return true
}

func codes(list []diag.Diagnostic) map[string]int {
	n := map[string]int{}
	for _, d := range list {
		n[d.Code]++
	}
	return n
}

func (p *patient) placeOf(d diag.Diagnostic) place {
	at := p.origin(d.Span)
	return place{at.File.Name, d.Code, at.Start}
}

// origin is where a place of the present text stood at the beginning. What a fix has put in stands where it was put.
func (s *state) origin(at source.Span) source.Span {
	for _, r := range slices.Backward(s.rounds) {
		edits := slices.Clone(r.edits[at.File.Name])
		if len(edits) == 0 {
			continue
		}
		slices.SortStableFunc(edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start })
		at = edits[0].Span.File.Span(back(edits, at.Start), back(edits, at.End))
	}
	return at
}

// back takes an offset back over edits in the order of their places.
func back(edits []diag.Edit, offset int) int {
	shift := 0 // of the new text against the old, before the edit at hand
	for _, e := range edits {
		start := e.Span.Start + shift
		end := start + len(e.New)
		switch {
		case offset <= start:
			return offset - shift
		case offset < end:
			return e.Span.Start
		}
		shift += len(e.New) - (e.Span.End - e.Span.Start)
	}
	return offset - shift
}

// outcome gathers what was done to each file.
func (p *patient) outcome(in lang.Input) *Outcome {
	out := &Outcome{Input: p.in, Analysis: p.analysis}
	before := state{in: in}
	for i, f := range p.files() {
		old := before.files()[i]
		if f == old {
			continue
		}
		c := Change{Before: old, After: f}
		for _, r := range p.rounds {
			for _, d := range r.fixed {
				if d.Span.File == old {
					c.Fixed = append(c.Fixed, d)
				}
			}
		}
		c.Fixed = diag.Tidy(c.Fixed)
		out.Changed = append(out.Changed, c)
	}
	return out
}
