// The notification center: what `notify` told each user, and what of it the user has not read yet.

package runtime

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Notification is one entry of a user's notification center.
type Notification struct {
	ID          string
	User        string // e-mail address
	At          time.Time
	Read        time.Time // zero while it is unread
	Title, Text string
	Workflow    string
	Enrollment  string
	Record      schema.Ref // that it is about
	Step        string     // label, or `file:line`
}

// notification is an entry as the store keeps it. It outlives its enrollment, so that it names what it needs by itself.
type notification struct {
	seq         uint64
	user        string
	at, read    int64 // read: 0 while it is unread
	title, text string
	workflow    int
	enrollment  uint64
	record      place
	step        string
}

func (n *notification) encode() []byte {
	buf := appendText(make([]byte, 0, 128), n.user)
	buf = appendInt(appendInt(buf, n.at), n.read)
	buf = appendText(appendText(buf, n.title), n.text)
	buf = appendUint(appendUint(buf, uint64(n.workflow)), n.enrollment)
	buf = appendText(appendUint(buf, uint64(n.record.object)), n.record.id)
	return appendText(buf, n.step)
}

func decodeNotification(k, data []byte) (*notification, error) {
	if len(k) < 8 {
		return nil, errDamaged
	}
	d := &decoder{data: data}
	n := &notification{seq: numberAt(k[len(k)-8:]), user: d.text(), at: d.int(), read: d.int(), title: d.text(), text: d.text(),
		workflow: int(d.uint()), enrollment: d.uint(), record: place{int(d.uint()), d.text()}, step: d.text()}
	return n, d.err
}

func (n *notification) key() []byte { return keyNotification(n.user, n.seq) }

func notificationID(seq uint64) string { return "n" + strconv.FormatUint(seq, 10) }

func parseNotificationID(text string) (seq uint64, ok bool) {
	digits, ok := strings.CutPrefix(text, "n")
	if !ok {
		return 0, false
	}
	seq, err := strconv.ParseUint(digits, 10, 64)
	return seq, err == nil
}

// unread is the name of the counter of what a user has not read.
func unread(user string) string { return "unread:" + strings.ToLower(user) }

// notify puts a message into the notification center of each user it goes to. With a witness it only takes the numbers,
// so that all others are the same.
func (r *running) notify(m *schema.Message, step int) {
	for _, user := range m.To {
		seq := r.t.next()
		if !r.t.e.keeps() {
			continue
		}
		n := &notification{seq: seq, user: user, at: r.t.batch.now, title: m.Subject, text: m.Body, workflow: r.en.workflow,
			enrollment: r.en.id, record: r.en.record, step: r.p.stepNames[step]}
		r.t.set(n.key(), n.encode())
		r.t.setCounter(unread(user), r.t.counter(unread(user))+1)
	}
}

// inCenter is the sender of notifications where nothing else is configured: they are in the center already.
type inCenter struct{}

func (inCenter) Send(context.Context, *schema.Message) (schema.Sent, error) {
	return schema.Sent{}, nil
}

// Notifications yields the notification center of a user, oldest first; without a user those of all, by user. An error
// ends it.
func (e *Engine) Notifications(user string) iter.Seq2[Notification, error] {
	return func(yield func(Notification, error) bool) {
		r := e.read()
		defer r.end()
		prefix := key('u')
		if user != "" {
			prefix = keyInbox(user)
		}
		for k, v := range r.under(prefix) {
			n, err := decodeNotification(k, v)
			if err != nil {
				r.fail(fmt.Errorf("a notification: %w", err))
				break
			}
			if !yield(r.notification(n), nil) {
				return
			}
		}
		if err := r.end(); err != nil {
			yield(Notification{}, err)
		}
	}
}

func (r *reader) notification(n *notification) Notification {
	p := Notification{ID: notificationID(n.seq), User: n.user, At: time.UnixMicro(n.at).UTC(), Title: n.title, Text: n.text,
		Workflow: r.workflowName(n.workflow), Enrollment: enrollmentID(n.enrollment), Record: r.ref(n.record), Step: n.step}
	if n.read != 0 {
		p.Read = time.UnixMicro(n.read).UTC()
	}
	return p
}

// Unread counts the notifications that a user has not read.
func (e *Engine) Unread(user string) (int, error) {
	r := e.read()
	n := r.counter(unread(user))
	return int(n), r.end()
}

// UnknownNotificationError is an ID that a user has no notification of.
type UnknownNotificationError struct{ User, ID string }

func (u *UnknownNotificationError) Error() string {
	return fmt.Sprintf("`%s` has no notification `%s`", u.User, u.ID)
}

// markAtOnce is how many notifications one turn marks as read.
const markAtOnce = 1000

// MarkRead marks notifications of a user as read, by their IDs; without any, all that are there now. It returns how many
// were unread. An ID that the user has no notification of marks nothing and is an *UnknownNotificationError.
func (e *Engine) MarkRead(ctx context.Context, user string, ids ...string) (marked int, err error) {
	from, until := keyInbox(user), []byte(nil)
	for {
		n, next := 0, []byte(nil)
		err := e.submit(ctx, e.live, func(b *batch) error {
			if until == nil {
				until = keyNotification(user, b.seq+1)
			}
			return b.turn(0, func(t *turn) (err error) {
				if len(ids) > 0 {
					n, err = t.markRead(user, ids)
				} else {
					n, next = t.markUnread(from, until)
				}
				return err
			})
		})
		if err != nil {
			return marked, err
		}
		marked, from = marked+n, next
		if next == nil {
			return marked, nil
		}
	}
}

func (t *turn) markRead(user string, ids []string) (marked int, err error) {
	for _, id := range ids {
		seq, ok := parseNotificationID(id)
		k := keyNotification(user, seq)
		var data []byte
		if ok {
			data, ok = t.get(k)
		}
		if !ok {
			return 0, &UnknownNotificationError{user, id}
		}
		n, err := decodeNotification(k, data)
		if err != nil {
			return 0, fmt.Errorf("the notification `%s`: %w", id, err)
		}
		if t.mark(n) {
			marked++
		}
	}
	return marked, nil
}

// markUnread marks what is unread between two keys. next is where to go on; nil at the end.
func (t *turn) markUnread(from, until []byte) (marked int, next []byte) {
	var found []*notification
	for k, v := range t.r.Scan(from, until, false) {
		if len(found) == markAtOnce {
			next = slices.Clone(k)
			break
		}
		n, err := decodeNotification(k, v)
		if err != nil {
			t.fail(err)
			return 0, nil
		}
		if n.read == 0 {
			found = append(found, n)
		}
	}
	for _, n := range found {
		t.mark(n)
	}
	return len(found), next
}

// mark marks a notification and reports whether it was unread.
func (t *turn) mark(n *notification) bool {
	if n.read != 0 {
		return false
	}
	n.read = t.batch.now
	t.set(n.key(), n.encode())
	t.set(keyRead(n.read, n.seq), n.key())
	t.setCounter(unread(n.user), t.counter(unread(n.user))-1)
	return true
}

// trimNotifications drops what was read long ago; what is unread stays. It returns where to go on; nil at the end.
func (b *batch) trimNotifications(t trimming) (next []byte) {
	n := 0
	for k, v := range b.r.Scan(t.from, appendTime(key('U'), t.before), false) {
		if n++; n > trimKeys {
			return slices.Clone(k)
		}
		b.delete(v)
		b.delete(k)
	}
	return nil
}
