package wftest

// Why a record did not enter, for a test that expected it to.

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// neverEntered says so, and what the conditions of the tested workflows are for the record: one that holds held before
// the workflows were on, or a workflow refuses the record; of one that does not, the parts are told.
func (w *world) neverEntered(of *typed.GivenRecord, f *Failure) (string, error) {
	said := fmt.Sprintf("`%s` never entered", of.Name)
	for _, workflow := range w.test.Workflows {
		if workflow.Object != of.Object {
			continue
		}
		for _, refuse := range append(append([]*typed.Entry{}, workflow.Suppress...), workflow.Goal...) {
			if refuse.When == nil {
				continue
			}
			if holds, _, err := w.of(refuse.When, of); err != nil {
				return "", err
			} else if holds {
				return said + ": `" + oneLine(refuse.Span) + "` keeps it out", nil
			}
		}
		for _, enter := range workflow.Enroll {
			if enter.When == nil || enter.Every != nil {
				continue
			}
			holds, parts, err := w.of(enter.When, of)
			if err != nil {
				return "", err
			}
			if holds {
				return said + ": `" + oneLine(enter.When.Span()) + "` held from the start, and a record enters when it turns true; `set` a property behind `given`", nil
			}
			f.Parts = append(f.Parts, parts...)
		}
	}
	return said, nil
}

// of evaluates a condition of a workflow for a record of the test, and tells the value of each part.
func (w *world) of(cond typed.Expr, of *typed.GivenRecord) (bool, []Part, error) {
	c, err := w.compile(cond, nil)
	if err != nil {
		return false, nil, err
	}
	v, parts := c.machine.Trace(c.code, c.env, c.env.View.Record(w.refs[of]), nil)
	return v.Kind() == schema.Bool && v.Bool(), told(parts, oneLine(cond.Span())), c.close()
}
