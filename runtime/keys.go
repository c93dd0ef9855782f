// The layout of the store. A key begins with a letter that says what it is, and goes on so that what is scanned
// together lies together:
//
//	!format, !id, !seq           format, identity, the last number given and the time then
//	!secret                      the key that signs addresses
//	!names, !schema              numbers of objects, properties and workflows; the declarations of the project
//	g PROGRAM                    a version of a workflow
//	w WORKFLOW                   a workflow: its version, whether it is on, its counts
//	s SHAPE                      what the waits of one step wait for
//	r RECORD                     a record, with its enrollments that are inside
//	k OBJECT key                 the id of the record with that key
//	a RECORD OBJECT SEQ          an associated record, in order of association; SEQ is 0 for a chosen primary one
//	A RECORD OBJECT id           its place in the order of association, and a byte more when it is the chosen one
//	v RECORD event at SEQ        an event that reached the record
//	x day RECORD event           events of that day, to be dropped when they are old
//	l set member, n counter      memberships and counters
//	e ENROLLMENT                 an enrollment: its machine and what it waits for
//	z RECORD WORKFLOW per        the last enrollment, where it is not kept in r any more
//	y RECORD ENROLLMENT          enrollments and refusals of a record, where they are not kept in r any more
//	h ENROLLMENT turn            history: the lines of that turn and of those after it, where they are not kept in e
//	f at ENROLLMENT turn line    a failed action
//	t due kind …                 a timer
//	m SEQ                        a message
//	o channel SEQ                a message that is ready to leave
//	c ENROLLMENT turn line       an action whose messages are not all answered
//	q WORKFLOW slot              when a message last took that slot of the workflow's rate
//	u user SEQ                   a notification of a user
//	U at SEQ                     the key of a notification that was read then
//
// A record is its object's number, the length of its id, and the id, so that ids that count upward are scanned in order.
// Numbers are big-endian; times are microseconds since 1970.

package runtime

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

const (
	keyFormat = "!format"
	keyID     = "!id"
	keySeq    = "!seq"
	keySecret = "!secret"
	keyNames  = "!names"
	keySchema = "!schema"
)

// format is the layout of the store. A store of another format is not opened: see settleFormat.
const format = "wf store 3"

// maxID is the most bytes that the id of a record may have: its length takes one byte of the key.
const maxID = 200

func append16(k []byte, n int) []byte    { return binary.BigEndian.AppendUint16(k, uint16(n)) }
func append32(k []byte, n int) []byte    { return binary.BigEndian.AppendUint32(k, uint32(n)) }
func append64(k []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(k, n) }

// appendTime keeps the order of moments before 1970 too.
func appendTime(k []byte, micros int64) []byte { return append64(k, uint64(micros)^1<<63) }

func timeAt(k []byte) int64 { return int64(binary.BigEndian.Uint64(k) ^ 1<<63) }

func numberAt(k []byte) uint64 { return binary.BigEndian.Uint64(k) }

// place is a record as keys write it.
type place struct {
	object int
	id     string
}

func (p place) append(k []byte) []byte {
	k = append16(k, p.object)
	k = append(k, byte(len(p.id)))
	return append(k, p.id...)
}

// cutPlace reads a record from the front of a key.
func cutPlace(k []byte) (p place, rest []byte) {
	n := int(k[2])
	return place{int(binary.BigEndian.Uint16(k)), string(k[3 : 3+n])}, k[3+n:]
}

func key(letter byte) []byte { return append(make([]byte, 0, 48), letter) }

func keyProgram(no int) []byte  { return append32(key('g'), no) }
func keyWorkflow(no int) []byte { return append32(key('w'), no) }
func keyShape(no int) []byte    { return append32(key('s'), no) }
func keyRecord(p place) []byte  { return p.append(key('r')) }

func keyUnique(object int, text string) []byte {
	return append(append16(key('k'), object), short(text)...)
}

func keyAssociations(p place, object int) []byte { return append16(p.append(key('a')), object) }

func keyAssociation(p place, object int, seq uint64) []byte {
	return append64(keyAssociations(p, object), seq)
}

func keyAssociated(p place, other place) []byte {
	return append(append16(p.append(key('A')), other.object), other.id...)
}

func keyEvents(p place, event string) []byte {
	return append(append(p.append(key('v')), event...), 0)
}

func keyEvent(p place, event string, at int64, seq uint64) []byte {
	return append64(appendTime(keyEvents(p, event), at), seq)
}

func keyExpiry(day int, p place, event string) []byte {
	return append(p.append(append32(key('x'), day)), event...)
}

func keyMember(set, member string) []byte {
	return append(append(append(key('l'), set...), 0), member...)
}

func keyCounter(name string) []byte { return append(key('n'), name...) }

func keyEnrollment(id uint64) []byte { return append64(key('e'), id) }

func keyLast(p place, workflow int, per string) []byte {
	return append(append32(p.append(key('z')), workflow), short(per)...)
}

func keyOfRecord(p place, id uint64) []byte { return append64(p.append(key('y')), id) }
func keyHistory(id uint64, turn int) []byte { return append32(append64(key('h'), id), turn) }

func keyIssue(at int64, id uint64, turn, line int) []byte {
	return append16(append32(append64(appendTime(key('f'), at), id), turn), line)
}

func keyMessage(seq uint64) []byte { return append64(key('m'), seq) }

func keyQueue(channel string) []byte { return append(append(key('o'), channel...), 0) }

func keyReady(channel string, seq uint64) []byte { return append64(keyQueue(channel), seq) }

func keyCall(id uint64, turn, line int) []byte {
	return append16(append32(append64(key('c'), id), turn), line)
}

// keyInbox begins the notifications of a user: two spellings of an address are one user.
func keyInbox(user string) []byte { return append(append(key('u'), strings.ToLower(user)...), 0) }

func keyNotification(user string, seq uint64) []byte { return append64(keyInbox(user), seq) }
func keyRead(at int64, seq uint64) []byte            { return append64(appendTime(key('U'), at), seq) }

func keyRate(workflow, slot int) []byte      { return append32(append32(key('q'), workflow), slot) }
func keyTimers() []byte                      { return key('t') }
func keyTimer(due int64, k timerKind) []byte { return append(appendTime(key('t'), due), byte(k)) }

// short is a text as part of a key; a long one is replaced by its hash.
func short(text string) []byte {
	if len(text) <= 120 {
		return []byte(text)
	}
	sum := sha256.Sum256([]byte(text))
	return append([]byte(text[:80]), sum[:]...)
}

// after is the first key behind all that begin with a prefix.
func after(prefix []byte) []byte {
	end := append([]byte(nil), prefix...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}
