// The history: what happened to a record on its way. The lines of one turn are one value in the store.

package runtime

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// line is one thing that happened, as the store keeps it; step and action are found in the program.
type line struct {
	kind    lineKind
	step    int // -1: the whole run
	text    string
	status  schema.Status
	reason  string
	outputs []schema.Value
}

type lineKind uint8

const (
	lineEnrolled lineKind = iota
	lineActed
	lineBranched
	lineWaited
	lineResumed
	lineLeft
	lineFinished
	lineFailed
	lineRefused
	lineMoved
)

func (k lineKind) String() string {
	return [...]string{"enrolled", "acted", "branched", "waited", "resumed", "left", "finished", "failed", "refused", "moved"}[k]
}

func encodeLines(at int64, lines []line) []byte {
	buf := appendInt(make([]byte, 0, 128), at)
	buf = appendUint(buf, uint64(len(lines)))
	for _, l := range lines {
		buf = append(buf, byte(l.kind), byte(l.status))
		buf = appendInt(buf, int64(l.step))
		buf = appendText(buf, l.text)
		buf = appendText(buf, l.reason)
		buf = appendValues(buf, l.outputs)
	}
	return buf
}

func decodeLines(data []byte, s *schema.Schema) (at int64, lines []line, err error) {
	d := &decoder{data: data}
	at = d.int()
	for range d.count() {
		l := line{kind: lineKind(d.byte()), status: schema.Status(d.byte()), step: int(d.int()), text: d.text(), reason: d.text(), outputs: d.values(s)}
		if l.kind > lineMoved || l.status > schema.Waiting {
			d.fail()
		}
		lines = append(lines, l)
	}
	return at, lines, d.err
}

// write adds the lines of a turn to the history of an enrollment, and names the failed ones among the issues.
func (b *batch) write(en *enrollment, lines []line) {
	if len(lines) == 0 {
		return
	}
	for i, l := range lines {
		if l.status == schema.Failed {
			b.set(keyIssue(b.now, en.id, en.turns, i), nil)
			b.issues++
		}
	}
	b.set(keyHistory(en.id, en.turns), encodeLines(b.now, lines))
	en.turns++
}

// complete changes a line that was written earlier: the answer to a message came.
func (b *batch) complete(id uint64, turn, number int, change func(l *line)) {
	k := keyHistory(id, turn)
	data, ok := b.get(k)
	if !ok {
		return
	}
	at, lines, err := decodeLines(data, b.model.schema)
	if err != nil || number >= len(lines) {
		b.fail(fmt.Errorf("history of %s: %w", enrollmentID(id), errDamaged))
		return
	}
	change(&lines[number])
	if lines[number].status == schema.Failed {
		b.set(keyIssue(b.now, id, turn, number), nil)
		b.issues++
	}
	b.set(k, encodeLines(at, lines))
}
