// The index of triggers: which conditions may turn true when something changes.

package runtime

import "github.com/wflang/wf/vm"

// listKind says what a trigger is for.
type listKind uint8

const (
	listEnroll listKind = iota
	listUnenroll
	listGoal
	listSuppress
	listWait
)

// watch is one trigger of a version, or what the waits of one of its steps wait for.
type watch struct {
	program *program
	list    listKind
	number  int // of the trigger in its list, or of the step that waits
	trigger vm.Trigger
	shape   *shape // of listWait
}

// path is a way from the enrolled record to what a watch reads, with what is read at its end.
type path struct {
	watch *watch
	root  string   // object of the enrolled record
	via   []string // objects on the way; the last is that of what is read
}

// index finds the watches that a change may concern, by the mentions of their conditions. It is the one place that
// knows how this is done: a finer index takes its place behind add and what match.go asks.
type index struct {
	properties map[propertyKey][]path
	joins      map[joinKey][]hop
	events     map[string][]path // past occurrences that conditions count, by event
	sets       map[string][]path // by set; "*" for those whose name is computed
	onEvent    map[string][]*watch
	onChange   map[propertyKey][]*watch
	objects    map[string][]*watch // conditions on new records, by object
}

type propertyKey struct{ object, property string }

// joinKey names two objects whose associations matter.
type joinKey struct{ from, to string }

// hop is a step of a path: the part of the way before it.
type hop struct {
	path
	before []string // objects from the root to the nearer end; empty: the root itself is the nearer end
}

func newIndex() *index {
	return &index{properties: map[propertyKey][]path{}, joins: map[joinKey][]hop{}, events: map[string][]path{},
		sets: map[string][]path{}, onEvent: map[string][]*watch{}, onChange: map[propertyKey][]*watch{}, objects: map[string][]*watch{}}
}

// add makes a watch known.
func (x *index) add(w *watch) {
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
	if w.list != listWait {
		x.objects[root] = append(x.objects[root], w)
	}
	for _, m := range w.trigger.Mentions {
		p := path{w, root, m.Via}
		x.addHops(p)
		switch {
		case m.Event != "":
			x.events[m.Event] = append(x.events[m.Event], p)
		case m.Set != "":
			x.sets[m.Set] = append(x.sets[m.Set], p)
		case m.Property != "":
			k := propertyKey{m.Object, m.Property}
			x.properties[k] = append(x.properties[k], p)
		}
	}
}

// addHops makes the associations on a path known, each in both directions.
func (x *index) addHops(p path) {
	from := p.root
	for i, to := range p.via {
		h := hop{p, p.via[:i]}
		x.joins[joinKey{from, to}] = append(x.joins[joinKey{from, to}], h)
		from = to
	}
}
