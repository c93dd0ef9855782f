// What a turn leads to, beyond itself: a record enters, leaves, or goes on.

package runtime

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

type jobKind uint8

const (
	jobEnter jobKind = iota
	jobLeave
	jobResume
	jobCenter // the center of an enrollment may have moved
)

// job is one thing to be done in a turn of its own.
type job struct {
	kind       jobKind
	workflow   int // of jobEnter
	record     place
	occurrence *schema.Occurrence // that enrolls or wakes
	text       string             // the trigger, or the reason
	depth      int
	enrollment uint64 // of jobLeave and jobResume
	step       int    // of jobResume: where it must still wait
	goal       bool   // of jobLeave

	caller  lineAt // of jobEnter: the action that enrolls; zero for none
	several bool   // of jobEnter: the action enrolls others too
}

// lineAt is where a line of the history stands.
type lineAt struct {
	enrollment uint64
	turn, line int
}

// maxJobs is how many jobs one input does at once. What is beyond becomes timers that are due now, so that a change that
// concerns a hundred thousand records does not have to fit into one transaction.
const maxJobs = 1000

// work does the jobs that an input led to, and what these lead to.
func (b *batch) work() {
	defer b.testify(true)
	b.testify(false)
	for n, next := 0, 0; next < len(b.jobs) && b.fault == nil; n++ {
		if n == maxJobs {
			for _, j := range b.jobs[next:] {
				b.setTimer(append64(keyTimer(b.now, timerJob), b.next()), j.encode())
			}
			b.jobs = b.jobs[:0]
			return
		}
		j := b.jobs[next]
		if next++; next == len(b.jobs) {
			b.jobs, next = b.jobs[:0], 0 // what the last one leads to begins the list anew
		}
		b.doJob(j)
		b.testify(false)
	}
	b.jobs = b.jobs[:0]
}

func (b *batch) doJob(j job) {
	switch j.kind {
	case jobEnter:
		if _, refusal := b.enter(j); refusal != "" {
			b.tellCaller(j, refusal)
		}
	case jobLeave:
		b.leave(j.enrollment, j.text, j.goal)
	case jobCenter:
		b.recenter(j.enrollment)
	case jobResume:
		v := schema.BoolValue(true)
		if j.occurrence != nil {
			v = schema.EventValue(j.occurrence)
		}
		b.wake(j.enrollment, j.step, v, j.depth)
	}
}

// tellCaller corrects the history of the run that enrolled a record: what came between the action and its turn's end kept
// the record out.
func (b *batch) tellCaller(j job, refusal string) {
	if j.caller.enrollment == 0 {
		return
	}
	b.complete(j.caller.enrollment, j.caller.turn, j.caller.line, func(l *line) {
		if j.several {
			l.text = withRefusal(l.text, fmt.Sprintf("; not %s: %s", b.ref(j.record), refusal))
			return
		}
		l.text, l.status, l.reason = "", schema.Failed, refusal
	})
	if !j.several {
		b.markFailed(j.caller.enrollment)
	}
}

// withRefusal adds a refusal to a line that tells of several records, until the line is long.
func withRefusal(text, refusal string) string {
	const longest, rest = 400, "; nor others"
	switch {
	case strings.HasSuffix(text, rest):
		return text
	case len(text)+len(refusal) > longest:
		return text + rest
	}
	return text + refusal
}

func (j job) encode() []byte {
	buf := append(make([]byte, 0, 64), byte(j.kind))
	buf = appendUint(buf, uint64(j.workflow))
	buf = appendUint(buf, uint64(j.record.object))
	buf = appendText(buf, j.record.id)
	buf = appendText(buf, j.text)
	buf = appendUint(buf, uint64(j.depth))
	buf = appendUint(buf, j.enrollment)
	buf = appendUint(buf, uint64(j.step))
	buf = appendBool(buf, j.goal)
	buf = appendBool(buf, j.occurrence != nil)
	if j.occurrence != nil {
		buf = schema.AppendOccurrence(buf, j.occurrence)
	}
	if c := j.caller; c.enrollment != 0 {
		buf = appendUint(appendUint(appendUint(buf, c.enrollment), uint64(c.turn)), uint64(c.line))
		buf = appendBool(buf, j.several)
	}
	return buf
}

func decodeJob(data []byte, s *schema.Schema) (job, error) {
	d := &decoder{data: data}
	j := job{kind: jobKind(d.byte()), workflow: int(d.uint()), record: place{int(d.uint()), d.text()}, text: d.text(),
		depth: int(d.uint()), enrollment: d.uint(), step: int(d.uint()), goal: d.bool()}
	if d.bool() {
		j.occurrence = d.occurrence(s)
	}
	if len(d.data) > 0 {
		j.caller, j.several = lineAt{d.uint(), int(d.uint()), int(d.uint())}, d.bool()
	}
	return j, d.err
}
