// A witness hears of what happens, and the store keeps none of it.

package runtime

import (
	"slices"
	"time"
)

// Witness is told what happens, in the order in which it happens and once it is durable. It is called by the engine's
// own goroutine: it must be quick and must not call the engine.
type Witness interface {
	// Said is told a new line of the history, which is valid until it returns. An action that sends messages has the
	// status Waiting: how they fare is what their sender knows.
	Said(*Entry)
	// Wrote is told a message that is handed to the outbox.
	Wrote(Sent)
}

// testimony is one thing that a batch has to tell the witness: a line, or a message.
type testimony struct {
	line    Entry
	at      lineAt // where the line stands
	message *Sent
}

// keeps reports whether the store remembers what is over.
func (e *Engine) keeps() bool { return e.config.Witness == nil }

// tellLines keeps lines of an enrollment for the witness.
func (b *batch) tellLines(en *enrollment, lines []line) {
	entry := Entry{At: time.UnixMicro(b.now).UTC(), Workflow: b.e.names.workflows[en.workflow], Record: b.ref(en.record)}
	if en.state != refused {
		entry.Enrollment = en.name()
	}
	p := b.e.programs[en.program]
	for i := range lines {
		l := &lines[i]
		entry.Kind, entry.Text, entry.Status, entry.Reason, entry.Outputs = l.kind.String(), l.text, l.status, l.reason, l.outputs
		entry.Number, entry.Step, entry.Action = l.step, "", ""
		if p != nil && l.step >= 0 && l.step < len(p.Steps) {
			entry.Step, entry.Action = p.stepNames[l.step], p.Steps[l.step].Action
		}
		b.told = append(b.told, testimony{line: entry, at: lineAt{en.id, en.turns, i}})
	}
}

// tellMessage keeps a message of an enrollment for the witness.
func (b *batch) tellMessage(p *program, en *enrollment, m *message) {
	b.told = append(b.told, testimony{message: &Sent{At: time.UnixMicro(m.at).UTC(), Workflow: b.e.names.workflows[en.workflow],
		Enrollment: en.name(), Record: b.ref(en.record), Step: p.stepNames[m.step], Action: p.Steps[m.step].Action,
		Message: m.content, State: "pending"}})
}

// correct changes a line that the witness was not told yet.
func (b *batch) correct(at lineAt, change func(l *line)) {
	i := slices.IndexFunc(b.told, func(t testimony) bool { return t.message == nil && t.at == at })
	if i < 0 {
		return
	}
	told := &b.told[i].line
	l := line{text: told.Text, status: told.Status, reason: told.Reason}
	change(&l)
	told.Text, told.Status, told.Reason = l.text, l.status, l.reason
}

// testify tells the witness what came of an input, a timer or a job: held in memory alone, it is durable as soon as it
// is over. What may have to be corrected waits for the last of the jobs.
func (b *batch) testify(last bool) {
	if b.fault != nil || b.e.keeps() || b.revisable && !last {
		return
	}
	for i := range b.told {
		if t := &b.told[i]; t.message != nil {
			b.e.config.Witness.Wrote(*t.message)
		} else {
			b.e.config.Witness.Said(&t.line)
		}
		b.told[i] = testimony{}
	}
	b.told, b.revisable = b.told[:0], false
	b.transient.forgetEnded()
}
