package simulate

// Comparing two versions: which records fare differently, and how many messages more or fewer there are.

import (
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Comparison holds two versions of the workflows against each other, on the same records.
type Comparison struct {
	Same    int          `json:"same"`    // records that fare as before
	Differ  int          `json:"differ"`  // records that do not
	More    int          `json:"more"`    // of Differ: those that lead to more messages
	Fewer   int          `json:"fewer"`   // of Differ: those that lead to fewer messages
	Before  int          `json:"before"`  // messages
	After   int          `json:"after"`   // messages
	Samples []Difference `json:"samples"` // the first few of Differ
}

// Difference is a record that fares differently: the first line of its history that is another one, before and after.
type Difference struct {
	Record         string `json:"record"`
	Before         string `json:"before"` // "" when nothing happened any more
	After          string `json:"after"`
	MessagesBefore int    `json:"messages_before"`
	MessagesAfter  int    `json:"messages_after"`
}

// samples is how many differences are shown.
const samples = 10

func (c *Comparison) add(o *Comparison) {
	c.Same += o.Same
	c.Differ += o.Differ
	c.More += o.More
	c.Fewer += o.Fewer
	c.Before += o.Before
	c.After += o.After
	c.Samples = append(c.Samples, o.Samples[:min(len(o.Samples), samples-len(c.Samples))]...)
}

// fate is what became of a record: the lines of its history in words that do not depend on where a step stands in its
// file, and its messages.
type fate struct {
	words    []string
	messages int
}

type fates map[schema.Ref]*fate

func (f fates) of(r schema.Ref) *fate {
	if f[r] == nil {
		f[r] = &fate{}
	}
	return f[r]
}

// say adds a line. When the hours of a workflow open, the waiting actions are spread over some minutes by chance, which
// is no difference.
func (f *fate) say(e runtime.Entry) {
	if e.Kind == "waited" && strings.HasPrefix(e.Text, "outside of its hours") {
		return
	}
	if e.Kind == "acted" && e.Status == schema.Waiting {
		e.Status = schema.Done // what is sent arrives
	}
	e.Step = ""
	f.words = append(f.words, e.Workflow+": "+e.Words())
}

// compare looks at every record that something happened to in one of the versions.
func (t *tally) compare(records []runtime.Change, before, after fates) {
	c := &t.compared
	for _, r := range records {
		ref := schema.Ref{Object: r.Object, ID: r.ID}
		was, is := before.of(ref), after.of(ref)
		c.Before += was.messages
		c.After += is.messages
		at := differ(was.words, is.words)
		if at < 0 && was.messages == is.messages {
			c.Same++
			continue
		}
		c.Differ++
		switch {
		case is.messages > was.messages:
			c.More++
		case is.messages < was.messages:
			c.Fewer++
		}
		if len(c.Samples) < samples {
			c.Samples = append(c.Samples, Difference{ref.String(), word(was.words, at), word(is.words, at), was.messages, is.messages})
		}
	}
}

// differ is where two lists begin to differ; -1 when they do not.
func differ(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if word(a, i) != word(b, i) {
			return i
		}
	}
	return -1
}

func word(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return list[i]
}
