package vm

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// snapshotVersion is the first byte of a snapshot. A form that differs gets the next number, and Restore goes on reading
// the older ones.
const snapshotVersion = 1

// Snapshot appends the state to buf. It may be taken after any Run, before or after Resume or Back. Records in variables
// are kept as references and read anew. Lines that were not fetched are not part of it.
//
// The form: version, phase (with 0x80 for a failed answer), step, enrollment, record, moment of enrollment, trigger, the
// answer where there is one, and the variables that are known, each with its number.
func (m *Machine) Snapshot(buf []byte) []byte {
	flags := byte(m.phase)
	if m.failed {
		flags |= 0x80
	}
	buf = append(buf, snapshotVersion, flags)
	buf = binary.AppendUvarint(buf, uint64(m.step))
	buf = appendText(buf, m.enrollment)
	buf = appendText(buf, m.record.Object)
	buf = appendText(buf, m.record.ID)
	buf = binary.AppendVarint(buf, m.at)
	if m.program.Center != nil {
		buf = binary.AppendVarint(buf, m.ready-m.at)
	}
	buf = schema.AppendValue(buf, schema.EventValue(m.trigger))
	if m.phase == answered {
		buf = schema.AppendValue(buf, m.answer)
	}
	for i, v := range m.slots {
		if !v.IsNil() {
			buf = schema.AppendValue(binary.AppendUvarint(buf, uint64(i)), v)
		}
	}
	return buf
}

func appendText(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

// Restore brings a state back. Damaged state gives an error and leaves the machine as it was after Forget.
func (m *Machine) Restore(data []byte) error {
	m.Forget()
	if err := m.restore(data); err != nil {
		m.Forget()
		return fmt.Errorf("the stored state of a run of `%s` cannot be read: %w", m.program.Name, err)
	}
	return nil
}

func (m *Machine) restore(data []byte) error {
	if len(data) < 2 {
		return errors.New("it is cut short")
	}
	if data[0] != snapshotVersion {
		return fmt.Errorf("its version is %d, this program reads up to %d", data[0], snapshotVersion)
	}
	m.phase, m.failed = phase(data[1]&0x7f), data[1]&0x80 != 0
	r := reader{data: data[2:]}
	m.step = r.count(len(m.program.code.entries))
	m.enrollment = r.text()
	m.record = schema.Ref{Object: r.likely(m.program.Object), ID: r.text()}
	m.at = r.varint()
	if m.program.Center != nil {
		m.ready = m.at + r.varint()
	}
	m.trigger = r.value(m.link.schema).Occurrence()
	if m.phase == answered {
		m.answer = r.value(m.link.schema)
	}
	for r.err == nil && len(r.data) > 0 {
		slot := r.count(len(m.slots))
		if v := r.value(m.link.schema); r.err == nil {
			if slot >= len(m.slots) {
				return errors.New("it holds more variables than the program")
			}
			m.slots[slot] = v
		}
	}
	if r.err != nil {
		return r.err
	}
	return m.standsSomewhere()
}

// standsSomewhere refuses a place that the program does not have.
func (m *Machine) standsSomewhere() error {
	switch {
	case m.phase > over:
		return fmt.Errorf("its phase %d is unknown", m.phase)
	case m.phase == over:
		return nil
	case m.step >= len(m.program.code.entries):
		return fmt.Errorf("it stands at step %d of %d", m.step, len(m.program.code.entries))
	case m.phase != before && m.program.code.entries[m.step].resume < 0:
		return fmt.Errorf("it waits at step %d, which never waits", m.step)
	}
	return nil
}
