// What operators do: events, enrollments by hand, switching workflows on and off, sets.

package runtime

import (
	"context"
	"errors"

	"github.com/wflang/wf/lang/schema"
)

// Send makes an event happen to a record, given by id or key. Fields are by name; `at` is now unless given.
func (e *Engine) Send(ctx context.Context, event string, on schema.Ref, fields map[string]schema.Value) error {
	return e.submit(ctx, e.live, func(b *batch) error {
		return b.turn(0, func(t *turn) error {
			at, err := t.must(on)
			if err != nil {
				return err
			}
			o, err := t.occurrence(event, at, fields)
			if err != nil {
				return err
			}
			t.happen(o, at)
			return nil
		})
	})
}

// RefusedError says why a record was not enrolled.
type RefusedError struct{ Reason string }

func (r *RefusedError) Error() string { return r.Reason }

// Enroll enrolls a record, given by id or key, by hand. A *RefusedError says why it did not enter.
func (e *Engine) Enroll(ctx context.Context, workflow string, ref schema.Ref) (enrollment string, err error) {
	err = e.submit(ctx, e.live, func(b *batch) error {
		no := b.e.names.workflow(workflow)
		if no < 0 || b.current(no) == nil {
			return &UnknownError{"workflow", workflow}
		}
		at, err := b.must(ref)
		if err != nil {
			return err
		}
		id, refusal := b.enter(job{workflow: no, record: at, text: "by hand"})
		if refusal != "" {
			return &RefusedError{refusal}
		}
		enrollment = enrollmentID(id)
		return b.fault
	})
	if err != nil {
		return "", err
	}
	return enrollment, nil
}

// Unenroll takes a record out of a workflow by hand, and reports whether it was inside.
func (e *Engine) Unenroll(ctx context.Context, workflow string, ref schema.Ref) (was bool, err error) {
	err = e.submit(ctx, e.live, func(b *batch) error {
		no := b.e.names.workflow(workflow)
		if no < 0 {
			return &UnknownError{"workflow", workflow}
		}
		at, err := b.must(ref)
		if err != nil {
			return err
		}
		for _, l := range b.record(at).live {
			if l.workflow == no && b.leave(l.id, "by hand", false) {
				was = true
			}
		}
		return b.fault
	})
	return was && err == nil, err
}

// On switches a workflow on. It is on when it is deployed first.
func (e *Engine) On(ctx context.Context, workflow string) error {
	return e.switchTo(ctx, workflow, false)
}

// Off switches a workflow off: nothing enters, and those inside keep their places while their actions are skipped.
func (e *Engine) Off(ctx context.Context, workflow string) error {
	return e.switchTo(ctx, workflow, true)
}

func (e *Engine) switchTo(ctx context.Context, workflow string, off bool) error {
	return e.submit(ctx, e.live, func(b *batch) error {
		no := b.e.names.workflow(workflow)
		if no < 0 || b.current(no) == nil {
			return &UnknownError{"workflow", workflow}
		}
		b.changeWorkflow(no).off = off
		return nil
	})
}

// SetMember puts a record into a named set ("list:VIP", "subscribed:Newsletter") or takes it out.
func (e *Engine) SetMember(ctx context.Context, set string, ref schema.Ref, in bool) (changed bool, err error) {
	if set == "" {
		return false, errors.New("a set needs a name")
	}
	err = e.submit(ctx, e.live, func(b *batch) error {
		return b.turn(0, func(t *turn) error {
			at, err := t.must(ref)
			if err != nil {
				return err
			}
			changed = t.setMember(set, t.ref(at).String(), in)
			return nil
		})
	})
	return changed && err == nil, err
}
