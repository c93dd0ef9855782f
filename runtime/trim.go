// Trimming: what happened long ago goes, some at a time, once a day.

package runtime

import (
	"slices"
)

// trimKeys is how many enrollments or messages one turn of the trimming looks at.
const trimKeys = 1000

// trimming is how far the trimming of a day came: the keys that follow are still to be looked at.
type trimming struct {
	before int64  // what ended before goes
	from   []byte // the next key
}

func (t trimming) encode() []byte { return append(appendInt(nil, t.before), t.from...) }

func decodeTrimming(data []byte) (trimming, error) {
	d := &decoder{data: data}
	t := trimming{before: d.int()}
	t.from = d.data
	return t, d.err
}

// startTrimming begins with the oldest enrollments.
func (b *batch) startTrimming() {
	keep := b.e.config.KeepHistory.Microseconds()
	if b.now-keep <= 0 {
		return
	}
	b.goOnTrimming(trimming{before: b.now - keep, from: key('e')})
}

func (b *batch) goOnTrimming(t trimming) { b.setTimer(keyTimer(b.now, timerTrim), t.encode()) }

// trim drops the enrollments that ended long ago, with their history, then the messages, the list of failed actions, and
// the notifications that were read. All of them are kept in the order of time, so that the first one that is young ends
// its part.
func (b *batch) trim(data []byte) {
	t, err := decodeTrimming(data)
	if err != nil || len(t.from) == 0 {
		b.fail(errDamaged)
		return
	}
	t.from = slices.Clone(t.from)
	var next []byte
	switch t.from[0] {
	case 'e':
		if next = b.trimEnrollments(t); next == nil {
			next = key('m')
		}
	case 'm':
		if next = b.trimMessages(t); next == nil {
			next = key('f')
		}
	case 'f':
		if next = b.trimIssues(t); next == nil {
			next = key('U')
		}
	case 'U':
		next = b.trimNotifications(t)
	}
	if next != nil {
		b.goOnTrimming(trimming{t.before, next})
	}
}

// trimEnrollments returns where to go on; nil at the end.
func (b *batch) trimEnrollments(t trimming) (next []byte) {
	n := 0
	for k, v := range b.r.Scan(t.from, after(key('e')), false) {
		if n++; n > trimKeys {
			return slices.Clone(k)
		}
		en, err := decodeEnrollment(numberAt(k[1:]), v)
		if err != nil {
			b.fail(err)
			return nil
		}
		if en.at >= t.before {
			return nil
		}
		if en.state.inside() || en.ended >= t.before || b.awaited(en) {
			continue
		}
		if en.tailFrom > 0 {
			for h := range b.under(append64(key('h'), en.id)) {
				b.delete(h)
			}
		}
		b.delete(keyOfRecord(en.record, en.id))
		b.delete(k)
	}
	return nil
}

// awaited reports whether an enrollment that is over still waits for the answer to a message.
func (b *batch) awaited(en *enrollment) bool {
	for range b.under(append64(key('c'), en.id)) {
		return true
	}
	return false
}

func (b *batch) trimMessages(t trimming) (next []byte) {
	n := 0
	for k, v := range b.r.Scan(t.from, after(key('m')), false) {
		if n++; n > trimKeys {
			return slices.Clone(k)
		}
		m, err := decodeMessage(numberAt(k[1:]), v, b.model.schema)
		if err != nil {
			b.fail(err)
			return nil
		}
		if m.at >= t.before {
			return nil
		}
		if m.done != 0 && m.done < t.before {
			b.delete(k)
		}
	}
	return nil
}

func (b *batch) trimIssues(t trimming) (next []byte) {
	n := 0
	for k := range b.r.Scan(t.from, appendTime(key('f'), t.before), false) {
		if n++; n > trimKeys {
			return slices.Clone(k)
		}
		b.delete(k)
	}
	return nil
}
