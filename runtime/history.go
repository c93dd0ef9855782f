// The history: what happened to a record on its way. The latest lines of an enrollment are kept with it, so that a turn
// writes them with what it writes anyway; when they are too many they move to a place of their own.

package runtime

import (
	"encoding/binary"
	"fmt"
	"iter"

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

var lineKinds = [...]string{"enrolled", "acted", "branched", "waited", "resumed", "left", "finished", "failed", "refused", "moved"}

func (k lineKind) String() string { return lineKinds[k] }

func encodeLines(buf []byte, at int64, lines []line) []byte {
	buf = appendInt(buf, at)
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

// maxTail is how many bytes of history stay with an enrollment.
const maxTail = 512

// write adds the lines of a turn to the history of an enrollment, which is to be saved after it, and names the failed ones
// among the issues.
func (b *batch) write(en *enrollment, lines []line) {
	if len(lines) == 0 {
		return
	}
	if !b.e.keeps() {
		b.tellLines(en, lines)
		en.turns++
		return
	}
	for i, l := range lines {
		if l.status == schema.Failed {
			b.set(keyIssue(b.now, en.id, en.turns, i), nil)
			b.issues++
		}
	}
	b.said = encodeLines(b.said[:0], b.now, lines)
	said := b.said
	if len(en.tail) > 0 && len(en.tail)+len(said) > maxTail {
		b.set(keyHistory(en.id, en.tailFrom), en.tail)
		en.tail, en.tailFrom = nil, en.turns
	}
	tail := make([]byte, 0, len(en.tail)+binary.MaxVarintLen16+len(said))
	en.tail = appendBytes(append(tail, en.tail...), said)
	en.turns++
}

// turnsOf yields the history of an enrollment by the numbers of its turns, each as encodeLines wrote it.
func (s *state) turnsOf(en *enrollment) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		if en.tailFrom > 0 {
			for k, v := range s.under(append64(key('h'), en.id)) {
				if !eachTurn(int(binary.BigEndian.Uint32(k[9:])), v, yield) {
					return
				}
			}
		}
		eachTurn(en.tailFrom, en.tail, yield)
	}
}

// eachTurn takes a piece of history apart that begins with a turn.
func eachTurn(turn int, piece []byte, yield func(int, []byte) bool) bool {
	for d := (&decoder{data: piece}); len(d.data) > 0; turn++ {
		if !yield(turn, d.bytes()) {
			return false
		}
	}
	return true
}

// pieceWith is the piece of history that holds a turn: the turn it begins with, and its key; the key is nil for what is
// kept with the enrollment.
func (s *state) pieceWith(en *enrollment, turn int) (from int, k, piece []byte) {
	if turn >= en.tailFrom {
		return en.tailFrom, nil, en.tail
	}
	for k, v := range s.r.Scan(keyHistory(en.id, 0), keyHistory(en.id, turn+1), true) {
		return int(binary.BigEndian.Uint32(k[9:])), k, v
	}
	return 0, nil, nil
}

// linesOf are the lines of one turn.
func (s *state) linesOf(en *enrollment, turn int) (lines []line) {
	from, _, piece := s.pieceWith(en, turn)
	eachTurn(from, piece, func(number int, said []byte) bool {
		if number != turn {
			return true
		}
		var err error
		if _, lines, err = decodeLines(said, s.model.schema); err != nil {
			s.fail(fmt.Errorf("history of %s: %w", enrollmentID(en.id), err))
		}
		return false
	})
	return lines
}

// complete changes a line that was written earlier: the answer to a message came.
func (b *batch) complete(id uint64, turn, number int, change func(l *line)) {
	if !b.e.keeps() {
		b.correct(lineAt{id, turn, number}, change)
		return
	}
	en := b.enrollment(id)
	if en == nil {
		return
	}
	from, k, piece := b.pieceWith(en, turn)
	var changed []byte
	eachTurn(from, piece, func(no int, said []byte) bool {
		if no == turn {
			said = b.completed(en, turn, number, said, change)
		}
		changed = appendBytes(changed, said)
		return b.fault == nil
	})
	if k != nil {
		b.set(k, changed)
		return
	}
	en.tail = changed
	b.save(en)
}

func (b *batch) completed(en *enrollment, turn, number int, said []byte, change func(l *line)) []byte {
	at, lines, err := decodeLines(said, b.model.schema)
	if err != nil || number >= len(lines) {
		b.fail(fmt.Errorf("history of %s: %w", enrollmentID(en.id), errDamaged))
		return said
	}
	change(&lines[number])
	if lines[number].status == schema.Failed {
		b.set(keyIssue(b.now, en.id, turn, number), nil)
		b.issues++
	}
	return encodeLines(nil, at, lines)
}
