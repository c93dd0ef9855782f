package between

// Subjects: what facts are about.

import (
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// subject is one thing that a workflow writes and a condition reads: a property, or, without one, something that has no
// declaration, by name: whether a record is on a list (`contact list:VIP`), the status of a type of mail
// (`contact subscription:News`), or which records of two objects are associated (`contact with deal`). The zero subject
// is none.
type subject struct {
	property *schema.Property
	name     string
}

// A write of a membership whose name is computed concerns all memberships of the object, and a reader of one whose name is
// computed is concerned by all writes.
const (
	anyName      = " any"
	computedName = " computed"
)

func listNamed(o *schema.Object, name string) subject { return subject{name: o.Name + " list:" + name} }

func subscriptionTo(o *schema.Object, kind string) subject {
	return subject{name: o.Name + " subscription:" + kind}
}

// association is which records of two objects belong together, whichever way one looks.
func association(a, b *schema.Object) subject {
	x, y := a.Name, b.Name
	if y < x {
		x, y = y, x
	}
	return subject{name: x + " with " + y}
}

// membership is what `contact in list("VIP")` and `subscribed("News")` read; set is as the checked expression has it.
func membership(o *schema.Object, set string) subject {
	if kind, ok := strings.CutPrefix(set, "subscribed:"); ok {
		return subscriptionTo(o, kind)
	}
	return subject{name: o.Name + " " + set}
}

// inputs are the subjects whose change can make a condition of a workflow turn.
func inputs(w *typed.Workflow, mentions []typed.Mention) []subject {
	var out []subject
	for _, m := range mentions {
		from := w.Object
		for _, to := range m.Via {
			out = append(out, association(from, to))
			from = to
		}
		switch {
		case m.Property != nil:
			out = append(out, subject{property: m.Property})
		case m.Set == "*":
			out = append(out, subject{name: from.Name + computedName})
		case m.Set != "":
			out = append(out, membership(from, m.Set))
		}
	}
	return out
}

// watched are the subjects whose change can fire a trigger.
func watched(w *typed.Workflow, e *typed.Entry) []subject {
	if e.Change != nil {
		return []subject{{property: e.Change.Property}}
	}
	return inputs(w, e.Mentions)
}

// asRead are the names under which the writes that concern a reader of s are found, asWritten those under which a write
// looks for its readers.
func (s subject) asRead() []subject {
	if o, ok := s.member(); ok {
		return []subject{s, {name: o + anyName}}
	}
	return []subject{s}
}

func (s subject) asWritten() []subject {
	if o, ok := s.member(); ok && s.name != o+anyName {
		return []subject{s, {name: o + computedName}}
	}
	return []subject{s}
}

// member reports whether s is a membership, and of which object.
func (s subject) member() (object string, ok bool) {
	object, rest, _ := strings.Cut(s.name, " ")
	return object, s.property == nil && s.name != "" && !strings.HasPrefix(rest, "with ")
}

// meets reports whether a write of one subject can change what a reader of another reads.
func meets(written, read subject) bool {
	if written == read {
		return written != subject{}
	}
	if written.property != nil || read.property != nil {
		return false
	}
	of, member := written.member()
	from, isMember := read.member()
	return member && isMember && of == from && (written.name == of+anyName || read.name == of+computedName)
}
