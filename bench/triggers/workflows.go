package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/index"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// A contact has so many texts of few values each, numbers, and texts of many words.
const (
	choices = 8
	options = 100
	numbers = 4
	highest = 10_000
	notes   = 2
)

// condition is when a workflow enrolls: its text, which our language and expr read alike, and what it mentions.
type condition struct {
	text     string
	mentions []string
}

// newCondition writes 70 % conjunctions of equalities, 20 % ranges, 10 % texts and predicates.
func newCondition(r *rand.Rand) condition {
	var c condition
	and := func(property, format string, args ...any) {
		if c.text != "" {
			c.text += " and "
		}
		c.text += fmt.Sprintf(format, args...)
		c.mentions = append(c.mentions, property)
	}
	equal := func() {
		p := fmt.Sprintf("choice%d", r.IntN(choices))
		and(p, "contact.%s == %q", p, option(r))
	}
	switch n := r.IntN(100); {
	case n < 70:
		for range 2 + r.IntN(3) {
			equal()
		}
	case n < 90:
		p, low := fmt.Sprintf("number%d", r.IntN(numbers)), r.IntN(highest)
		and(p, "contact.%s >= %d", p, low)
		and(p, "contact.%s < %d", p, low+1+r.IntN(highest/100))
		equal()
	case n < 95:
		p := fmt.Sprintf("note%d", r.IntN(notes))
		and(p, "contact.%s contains %q", p, word(r)+" "+word(r))
	default:
		p := fmt.Sprintf("number%d", r.IntN(numbers))
		equal()
		and(p, "any([1, 2, 3], # * 1000 == contact.%s)", p)
	}
	return c
}

func option(r *rand.Rand) string { return fmt.Sprintf("option%03d", r.IntN(options)) }

func word(r *rand.Rand) string {
	letters := make([]byte, 5)
	for i := range letters {
		letters[i] = byte('a' + r.IntN(20))
	}
	return string(letters)
}

func declarations() string {
	var b strings.Builder
	b.WriteString("object contact {\n")
	for i := range choices {
		fmt.Fprintf(&b, "  choice%d: text\n", i)
	}
	for i := range numbers {
		fmt.Fprintf(&b, "  number%d: number\n", i)
	}
	for i := range notes {
		fmt.Fprintf(&b, "  note%d: text\n", i)
	}
	b.WriteString("}\n")
	return b.String()
}

// workflow is one that is on.
type workflow struct {
	cond    vm.Code
	machine *vm.Machine
	program *vm.Program
	entries []*index.Entry[*workflow]
}

func (w *workflow) add(x *index.Index[*workflow], s *schema.Schema) {
	for _, p := range w.program.Enroll[0].Premises {
		w.entries = append(w.entries, x.Add(s.Object(p.Object), p, w))
	}
}

func (w *workflow) remove(x *index.Index[*workflow]) {
	for _, e := range w.entries {
		x.Remove(e)
	}
	w.entries = w.entries[:0]
}

// compile makes the workflows, some thousand in one project.
func compile(conditions []condition) (s *schema.Schema, all []*workflow, err error) {
	const together = 2000
	for from := 0; from < len(conditions); from += together {
		var b strings.Builder
		b.WriteString(declarations())
		for i, c := range conditions[from:min(from+together, len(conditions))] {
			fmt.Fprintf(&b, "workflow w%05d on contact {\n  enroll when %s\n  stop\n}\n", i, c.text)
		}
		bundle, err := bundleOf(b.String())
		if err != nil {
			return nil, nil, err
		}
		s = bundle.Schema
		for _, p := range bundle.Programs {
			p.Source = nil
			all = append(all, &workflow{cond: p.Enroll[0].Cond, machine: vm.NewMachine(p), program: p})
		}
	}
	return s, all, nil
}

func bundleOf(text string) (*vm.Bundle, error) {
	catalog := stdlib.Catalog()
	var files []*ast.File
	for _, f := range append(catalog.Prelude, source.NewFile("bench.wf", text)) {
		tree, found := parse.File(f)
		if len(found) > 0 {
			return nil, fmt.Errorf("%s", found[0].Message)
		}
		files = append(files, tree)
	}
	project, faults := check.Project(files, nil, catalog, nil)
	for _, d := range faults {
		if d.Level == diag.Error {
			return nil, fmt.Errorf("%s at %q", d.Message, d.Span.Text())
		}
	}
	return compiler.Compile(project, compiler.Options{Working: calendar.Office()})
}
