// Watches: the triggers of the versions that run, and what the waits of their steps wait for, found by what changes.

package runtime

import (
	"cmp"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/index"
	"github.com/wflang/wf/vm"
)

// listKind says what a trigger is for.
type listKind uint8

const (
	listEnroll listKind = iota
	listUnenroll
	listGoal
	listSuppress
	listWait
	listCenter
)

// watch is one trigger of a version, or what the waits of one of its steps wait for.
type watch struct {
	program *program
	list    listKind
	number  int // of the trigger in its list, or of the step that waits
	trigger vm.Trigger
	shape   *shape // of listWait
	entries []*index.Entry[path]
}

// compare orders watches by their versions, so that what a change starts does not depend on the order in which they became
// known: after a restart it is another one.
func (w *watch) compare(v *watch) int {
	return cmp.Or(cmp.Compare(w.program.no, v.program.no), cmp.Compare(w.list, v.list), cmp.Compare(w.number, v.number))
}

// path is a way from the enrolled record to what a watch reads, with what is read at its end.
type path struct {
	watch *watch
	root  string   // object of the enrolled record
	via   []string // objects on the way; the last is that of what is read
}

// watches finds the triggers and waits that a change may concern: conditions by the index, all else by what it names.
type watches struct {
	conditions *index.Index[path]
	joins      map[joinKey][]hop
	events     map[string][]path // past occurrences that conditions count, by event
	sets       map[string][]path // by set; "*" for those whose name is computed
	onEvent    map[string][]*watch
	onChange   map[propertyKey][]*watch
}

type propertyKey struct{ object, property string }

// joinKey names two objects whose associations matter.
type joinKey struct{ from, to string }

// hop is a step of a path: the part of the way before it.
type hop struct {
	path
	before []string // objects from the root to the nearer end; empty: the root itself is the nearer end
}

func newWatches() *watches {
	return &watches{conditions: index.New[path](), joins: map[joinKey][]hop{}, events: map[string][]path{},
		sets: map[string][]path{}, onEvent: map[string][]*watch{}, onChange: map[propertyKey][]*watch{}}
}

// add makes a watch known.
func (x *watches) add(w *watch, s *schema.Schema) {
	root := w.program.Object
	switch w.trigger.Kind {
	case vm.OnEvent:
		for _, e := range w.trigger.Events {
			x.onEvent[e] = append(x.onEvent[e], w)
		}
		return
	case vm.OnChange:
		c := w.trigger.Change
		k := propertyKey{c.Object, c.Property}
		x.onChange[k] = append(x.onChange[k], w)
		return
	case vm.Every:
		return
	}
	for _, premise := range premisesOf(w) {
		if o := s.Object(premise.Object); o != nil {
			w.entries = append(w.entries, x.conditions.Add(o, premise, path{w, root, premise.Via}))
		}
	}
	for _, m := range w.trigger.Mentions {
		p := path{w, root, m.Via}
		x.addHops(p)
		switch {
		case m.Event != "":
			x.events[m.Event] = append(x.events[m.Event], p)
		case m.Set != "":
			x.sets[m.Set] = append(x.sets[m.Set], p)
		}
	}
}

// premisesOf are those of a condition; of a center, and of a wait of a version that was compiled before waits had
// premises, nothing is known but what it reads.
func premisesOf(w *watch) []vm.Premise {
	if w.list == listCenter || w.list == listWait && w.trigger.Premises == nil {
		return vm.Premises(w.program.Object, w.trigger.Mentions)
	}
	return w.trigger.Premises
}

// addHops makes the associations on a path known, each in both directions.
func (x *watches) addHops(p path) {
	from := p.root
	for i, to := range p.via {
		h := hop{p, p.via[:i]}
		x.joins[joinKey{from, to}] = append(x.joins[joinKey{from, to}], h)
		from = to
	}
}

// remove forgets a watch.
func (x *watches) remove(w *watch) {
	for _, e := range w.entries {
		x.conditions.Remove(e)
	}
	w.entries = nil
	same := func(v *watch) bool { return v == w }
	leads := func(p path) bool { return p.watch == w }
	for _, e := range w.trigger.Events {
		without(x.onEvent, e, same)
	}
	if c := w.trigger.Change; c != nil {
		without(x.onChange, propertyKey{c.Object, c.Property}, same)
	}
	for _, m := range w.trigger.Mentions {
		from := w.program.Object
		for _, to := range m.Via {
			without(x.joins, joinKey{from, to}, func(h hop) bool { return h.watch == w })
			from = to
		}
		switch {
		case m.Event != "":
			without(x.events, m.Event, leads)
		case m.Set != "":
			without(x.sets, m.Set, leads)
		}
	}
}

// without drops from one list of many what is meant, and the list when it is empty.
func without[K comparable, T any](lists map[K][]T, key K, meant func(T) bool) {
	if rest := slices.DeleteFunc(lists[key], meant); len(rest) > 0 {
		lists[key] = rest
	} else {
		delete(lists, key)
	}
}
