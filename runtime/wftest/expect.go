package wftest

// Expectations: what a test claims, and what is told when it does not hold.

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/vm"
)

func (w *world) expect(at source.Span, x *typed.Expect) error {
	f := Failure{Span: at}
	var holds bool
	var err error
	switch {
	case x.State != "":
		holds, f.Message, err = w.state(x, &f)
	case x.Label != "":
		holds, f.Message, err = w.atLabel(x)
	case x.Action != nil:
		holds, err = w.took(x, &f)
	default:
		holds, err = w.condition(x, &f)
	}
	if err != nil || holds != x.No {
		return err
	}
	if x.No && x.Action == nil {
		f.Message = "expected the opposite: " + f.Message
	}
	w.result.Failures = append(w.result.Failures, f)
	return nil
}

// enrollments are the runs of a record through the workflows of the test, in order.
func (w *world) enrollments(of *typed.GivenRecord) ([]runtime.Enrollment, error) {
	var out []runtime.Enrollment
	for en, err := range w.engine.Enrollments(runtime.Filter{Record: w.refs[of]}) {
		if err != nil {
			return nil, err
		}
		out = append(out, en)
	}
	return out, nil
}

func (w *world) state(x *typed.Expect, f *Failure) (bool, string, error) {
	list, err := w.enrollments(x.Of)
	if err != nil {
		return false, "", err
	}
	if len(list) == 0 {
		if x.No {
			return false, "", nil
		}
		said, err := w.neverEntered(x.Of, f)
		return false, said, err
	}
	en := list[len(list)-1]
	if x.State == "enrolled" {
		return true, fmt.Sprintf("`%s` entered", x.Of.Name), nil
	}
	is := fmt.Sprintf("`%s` is %s", x.Of.Name, en.State)
	if en.State == runtime.StateWaiting {
		is = fmt.Sprintf("`%s` waits at `%s` %s", x.Of.Name, en.Step, en.Note)
	}
	if en.Failed {
		is += ", and an action failed"
	}
	if x.State == "failed" {
		return en.Failed || en.State == runtime.StateFailed, is, nil
	}
	return string(en.State) == x.State, is, nil
}

func (w *world) atLabel(x *typed.Expect) (bool, string, error) {
	list, err := w.enrollments(x.Of)
	if err != nil {
		return false, "", err
	}
	for i := len(list) - 1; i >= 0; i-- {
		if en := list[i]; en.State == runtime.StateWaiting {
			return en.Label == x.Label, fmt.Sprintf("`%s` waits at `%s`", x.Of.Name, en.Step), nil
		}
	}
	return false, fmt.Sprintf("`%s` waits nowhere", x.Of.Name), nil
}

// took looks for the action among those that took place since the last thing the test did.
func (w *world) took(x *typed.Expect, f *Failure) (bool, error) {
	for _, d := range w.doings.since() {
		f.Instead = append(f.Instead, d.String())
		if d.status != schema.Done || d.call.Action.Name != x.Action.Name {
			continue
		}
		if x.Object != nil && d.call.Arg("object").Text() != x.Object.Name {
			continue
		}
		fits, parts, err := w.fits(x, &d)
		if err != nil {
			return false, err
		}
		if fits {
			f.Message = fmt.Sprintf("`%s` took place", actionName(x))
			return true, nil
		}
		f.Parts = parts
	}
	f.Message = fmt.Sprintf("`%s` did not take place", actionName(x))
	if x.Where != nil {
		f.Message = fmt.Sprintf("no `%s` took place where %s", actionName(x), oneLine(x.Where.Span()))
	}
	return false, nil
}

func actionName(x *typed.Expect) string {
	if x.Object != nil {
		return x.Action.Name + " " + x.Object.Name
	}
	return x.Action.Name
}

func (w *world) fits(x *typed.Expect, d *doing) (bool, []Part, error) {
	if x.Where == nil {
		return true, nil, nil
	}
	return w.evaluate(x.Where, d.args(x.Object))
}

func (w *world) condition(x *typed.Expect, f *Failure) (bool, error) {
	holds, parts, err := w.evaluate(x.Cond, nil)
	f.Parts = parts
	f.Message = oneLine(x.Cond.Span()) + " is not true"
	if x.No || holds {
		f.Message = oneLine(x.Cond.Span()) + " is true"
	}
	return holds, err
}

// evaluate evaluates a condition and tells the value of each part.
func (w *world) evaluate(e typed.Expr, args map[string]schema.Value) (bool, []Part, error) {
	c, err := w.compile(e, args)
	if err != nil {
		return false, nil, err
	}
	v, parts := c.machine.Trace(c.code, c.env, nil, nil)
	return v.Bool(), told(parts, oneLine(e.Span())), c.close()
}

// told are the parts worth telling: each text once, without constants, records and the whole.
func told(parts []vm.Part, whole string) []Part {
	var out []Part
	seen := map[string]bool{whole: true}
	for _, p := range parts {
		text := strings.Join(strings.Fields(p.Text), " ")
		value := shown(p.Value)
		if seen[text] || text == value || text == "" || p.Value.Kind() == schema.RecordRef {
			continue
		}
		seen[text] = true
		out = append(out, Part{Text: text, Value: value})
	}
	return out
}

// history is the way of every record of the test, in order.
func (w *world) history() ([]string, error) {
	var out []string
	for _, g := range w.test.Givens {
		ref, ok := w.refs[g]
		if !ok {
			continue
		}
		for e, err := range w.engine.History(runtime.Filter{Record: ref}) {
			if err != nil {
				return nil, err
			}
			out = append(out, g.Name+"  "+w.line(e))
		}
	}
	return out, nil
}

func (w *world) line(e runtime.Entry) string {
	text := e.At.In(w.zone).Format("2006-01-02 15:04") + "  " + e.Kind
	if e.Step != "" {
		text += " at " + e.Step
	}
	if e.Text != "" {
		text += ": " + e.Text
	}
	if e.Reason != "" {
		text += fmt.Sprintf(" (%s: %s)", e.Status, e.Reason)
	}
	return text
}

func oneLine(s source.Span) string { return strings.Join(strings.Fields(s.Text()), " ") }

// Text is what people read about a test that failed; empty when it passed.
func (r *Result) Text() string {
	var b strings.Builder
	if r.Err != nil {
		fmt.Fprintf(&b, "%s\n", r.Err)
	}
	for _, f := range r.Failures {
		fmt.Fprintf(&b, "%s: %s\n", f.Span, oneLine(f.Span))
		fmt.Fprintf(&b, "  %s\n", f.Message)
		for _, p := range f.Parts {
			fmt.Fprintf(&b, "    %s = %s\n", p.Text, p.Value)
		}
		if len(f.Instead) > 0 {
			b.WriteString("  what took place:\n    " + strings.Join(f.Instead, "\n    ") + "\n")
		}
	}
	if len(r.History) > 0 {
		b.WriteString("history:\n  " + strings.Join(r.History, "\n  ") + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}
