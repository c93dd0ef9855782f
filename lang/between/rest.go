package between

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// When a workflow that started because its trigger held leaves it holding: then it cannot start itself again.

// heldAlready reports whether the trigger of a workflow held when the record entered by it, and either only one step writes what it
// reads, or none of those steps can make it false: a condition that holds cannot turn true.
func (r *Relations) heldAlready(of *typed.Workflow, entry *typed.Entry) bool {
	if entry.When == nil || entry.Every != nil || len(of.Enroll) > 1 {
		return false
	}
	n, kept := 0, true
	for i := range r.writes[of] {
		w := &r.writes[of][i]
		switch {
		case w.object == of.Object:
			return false // another record, of which nothing held
		case r.concerns(w.on, entry):
			n++
			kept = kept && w.keeps(entry.When)
		}
	}
	return n == 1 || kept
}

// keeps reports whether a condition that held before a write surely holds after it.
func (w *write) keeps(cond typed.Expr) bool {
	if d, ok := w.after(facts{}); ok {
		return facts{w.on: d}.test(cond) == yes
	}
	return w.on.property != nil && w.way != 0 && follows(cond, w.on.property, w.way)
}

// follows reports whether a condition that holds still holds when a number grows (way 1) or shrinks (-1).
func follows(cond typed.Expr, p *schema.Property, way int) bool {
	x, ok := cond.(*typed.Binary)
	if !ok {
		return !reads(cond, p)
	}
	l, r, op := x.L, x.R, x.Op
	switch op {
	case "and", "&&", "or", "||":
		return follows(l, p, way) && follows(r, p, way)
	}
	if !reads(cond, p) {
		return true
	}
	if read(l).property != p {
		l, r, op = r, l, flipped[op]
	}
	if read(l).property != p || reads(r, p) {
		return false
	}
	return way > 0 && (op == ">" || op == ">=") || way < 0 && (op == "<" || op == "<=")
}

// reads reports whether an expression reads a property of any record.
func reads(e typed.Expr, p *schema.Property) bool {
	found := false
	typed.Walk(e, func(e typed.Expr) bool {
		switch x := e.(type) {
		case *typed.Property:
			found = found || x.Property == p
		case *typed.Each:
			found = found || x.Property == p
		case *typed.ChangedAt, *typed.Past:
			found = true // what it was, or when it changed, is another thing after each write
		}
		return !found
	})
	return found
}
