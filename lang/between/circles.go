package between

// Circles: ways from a workflow back to itself.

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// circle is a way from a workflow back to itself.
type circle []*Edge

// lassos are the circles that can turn, the certain ones first, and each of the others only when it has a step that is on
// none before.
func (r *Relations) lassos() []lasso {
	k := keeper{sets: map[string]bool{}, steps: map[*write]bool{}}
	newSearch(r, func(e *Edge) bool { return circle{e}.certain() }).each(func(s *search, edges []*Edge) {
		k.keep(lasso{certain: true, circle: s.through(edges, func(c circle) bool { _, surely := c.turns(r); return surely })})
	})
	s := newSearch(r, func(*Edge) bool { return true })
	number := map[*typed.Workflow]int{}
	for i, w := range r.Workflows {
		number[w] = i
	}
	turns := mostTurns
	whole := map[int]bool{} // the groups that were searched to their end
	look := func(group []*typed.Workflow) (all bool) {
		scene := r.stage(group, func(w *typed.Workflow) []*Edge { return s.all[number[w]] })
		if scene == nil {
			return false
		}
		found, all := scene.endless(&turns)
		slices.SortStableFunc(found, func(a, b lasso) int { return cmp.Or(len(a.circle)-len(b.circle), a.circle.compare(b.circle)) })
		for _, l := range found {
			k.keep(l)
		}
		return all
	}
	groups := s.members()
	for _, group := range groups {
		whole[s.group[number[group[0]]]] = look(group)
	}
	for _, group := range r.together(groups) {
		look(group)
	}
	s.each(func(s *search, edges []*Edge) {
		if !whole[s.group[edges[0].from]] {
			k.keep(lasso{circle: s.through(edges, func(c circle) bool { can, _ := c.turns(r); return can })})
		}
	})
	return k.list
}

// keeper keeps circles, each set of workflows once.
type keeper struct {
	list  []lasso
	sets  map[string]bool
	steps map[*write]bool
}

func (k *keeper) keep(l lasso) {
	key := l.circle.key()
	if key == "" || k.sets[key] || !slices.ContainsFunc(l.circle, func(e *Edge) bool { return !k.steps[e.write] }) {
		return
	}
	k.sets[key] = true
	for _, e := range l.circle {
		k.steps[e.write] = true
	}
	k.list = append(k.list, l)
}

// Loops returns the edges that lie on a circle, for drawings.
func (r *Relations) Loops() map[*Edge]bool {
	out := map[*Edge]bool{}
	for _, l := range r.lassos() {
		for _, e := range l.circle {
			out[e] = true
		}
	}
	return out
}

// search finds shortest circles. It walks only inside of groups of workflows that can all be reached from each other.
type search struct {
	relations *Relations
	meant     func(*Edge) bool
	created   map[*schema.Object]bool // of which some step creates records
	all       [][]*Edge               // by workflow
	out       [][]*Edge               // by workflow; those that stay in its group
	group     []int                   // by workflow
	came      []arrival               // by workflow
	walk      int
	queue     []int
}

// arrival is how a walk came to a workflow; it holds for the walk of its number only.
type arrival struct {
	walk int
	by   *Edge
}

// newSearch prepares a search over the edges that are meant.
func newSearch(r *Relations, meant func(*Edge) bool) *search {
	n := len(r.Workflows)
	s := &search{relations: r, meant: meant, created: map[*schema.Object]bool{}, out: make([][]*Edge, n), came: make([]arrival, n)}
	for _, e := range r.Edges {
		if e.write.object != nil {
			s.created[e.write.object] = true
		}
	}
	for _, e := range r.Edges {
		if s.reenters(e) {
			s.out[e.from] = append(s.out[e.from], e)
		}
	}
	s.all = slices.Clone(s.out)
	s.group = s.groups()
	for from := range s.out {
		s.out[from] = slices.DeleteFunc(slices.Clone(s.out[from]), func(e *Edge) bool { return s.group[e.to] != s.group[from] })
	}
	return s
}

// reenters reports whether the target takes a record again: a workflow without re-enrollment ends every circle, unless
// each lap has a new record.
func (s *search) reenters(e *Edge) bool {
	return (e.To.Reenroll.Mode != typed.ReenrollNever || s.created[e.To.Object]) && s.meant(e)
}

// members are the groups of workflows that can all be reached from each other, without those from which no circle starts.
func (s *search) members() [][]*typed.Workflow {
	groups := map[int][]*typed.Workflow{}
	var order []int
	for i, w := range s.relations.Workflows {
		if len(s.out[i]) == 0 {
			continue
		}
		n := s.group[i]
		if groups[n] == nil {
			order = append(order, n)
		}
		groups[n] = append(groups[n], w)
	}
	out := make([][]*typed.Workflow, len(order))
	for i, n := range order {
		out[i] = groups[n]
	}
	return out
}

// each visits the edges of each step.
func (s *search) each(visit func(*search, []*Edge)) {
	edges := s.relations.Edges
	for from := 0; from < len(edges); {
		to := from + 1
		for to < len(edges) && edges[to].write == edges[from].write {
			to++
		}
		visit(s, edges[from:to])
		from = to
	}
}

// groups numbers the strongly connected components, after Tarjan (Depth-First Search and Linear Graph Algorithms, 1972),
// without recursion.
func (s *search) groups() []int {
	n := len(s.out)
	group, low, order := make([]int, n), make([]int, n), make([]int, n) // order 0: not seen
	at := make([]int, n)                                                // the next edge to follow
	seen, groups := 0, 0
	var path, open []int
	for root := range n {
		if order[root] != 0 {
			continue
		}
		path = append(path, root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if order[v] == 0 {
				seen++
				order[v], low[v] = seen, seen
				open = append(open, v)
			}
			if at[v] < len(s.out[v]) {
				to := s.out[v][at[v]].to
				at[v]++
				if order[to] == 0 {
					path = append(path, to)
				} else if group[to] == 0 {
					low[v] = min(low[v], order[to])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				before := path[len(path)-1]
				low[before] = min(low[before], low[v])
			}
			if low[v] == order[v] {
				groups++
				for group[v] == 0 {
					group[open[len(open)-1]] = groups
					open = open[:len(open)-1]
				}
			}
		}
	}
	return group
}

// mostTries is how many targets of one step are looked at. Where hundreds of workflows react to each other, what holds
// for the first holds for the rest.
const mostTries = 64

// through is a shortest circle through one of the edges of a step that is right; nil without.
func (s *search) through(edges []*Edge, right func(circle) bool) circle {
	tries := 0
	for _, e := range edges {
		if !s.reenters(e) {
			continue
		}
		c := s.shortest(e)
		if c == nil {
			continue
		}
		if right(c) {
			return c
		}
		if tries++; tries == mostTries {
			return nil
		}
	}
	return nil
}

// shortest closes a circle behind an edge with as few edges as can be.
func (s *search) shortest(e *Edge) circle {
	if e.From == e.To {
		if e.rests {
			return nil
		}
		return circle{e}
	}
	start, goal := e.to, e.from
	if s.group[start] != s.group[goal] {
		return nil
	}
	s.walk++
	s.came[start] = arrival{s.walk, e}
	s.queue = append(s.queue[:0], start)
	for at := 0; at < len(s.queue); at++ {
		for _, next := range s.out[s.queue[at]] {
			to := next.to
			if s.came[to].walk == s.walk {
				continue
			}
			s.came[to] = arrival{s.walk, next}
			if to != goal {
				s.queue = append(s.queue, to)
				continue
			}
			c := circle{next}
			for c[len(c)-1] != e {
				c = append(c, s.came[c[len(c)-1].from].by)
			}
			slices.Reverse(c)
			return c
		}
	}
	return nil
}

// key is the same for all circles of the same workflows.
func (c circle) key() string {
	least := 0
	for i := range c {
		if c[i].From.Name < c[least].From.Name {
			least = i
		}
	}
	key := ""
	for i := range c {
		key += c[(least+i)%len(c)].From.Name + " "
	}
	return key
}

// turns walks twice around and reports whether the second lap can still fire every trigger, and whether it surely does: a
// circle that writes what is there already comes to rest.
func (c circle) turns(r *Relations) (can, surely bool) {
	known := facts{}
	surely = c.certain()
	for lap := range 2 {
		for _, e := range c {
			if e.write.object != nil {
				known = maps.Clone(e.write.holds())
				continue
			}
			if !e.write.fixed || e.From.Object != e.To.Object {
				known, surely = facts{}, surely && e.Entry == nil
				continue
			}
			before := e.fires(known)
			same := e.write.changesNothing(known)
			r.apply(e, known)
			after := e.fires(known)
			if lap == 0 || e.Entry == nil {
				continue
			}
			if after == no || e.Entry.When != nil && before == yes || (e.Entry.Change != nil || e.write.event != nil) && same {
				return false, false
			}
			surely = surely && (e.Entry.Change != nil && r.once(e) || e.Entry.When != nil && before == no && after == yes)
		}
	}
	return true, surely
}

// once reports whether no other step of the workflow writes what the step of the edge does.
func (r *Relations) once(e *Edge) bool {
	n := 0
	for i := range r.writes[e.From] {
		if meets(r.writes[e.From][i].on, e.write.on) {
			n++
		}
	}
	return n == 1
}

func (e *Edge) fires(f facts) answer {
	switch {
	case e.Entry == nil:
		return yes
	case e.Entry.When != nil:
		return f.test(e.Entry.When)
	}
	return f.test(orTrue(e.Entry.Where))
}

// apply notes what a run leaves behind that makes the step of the edge, on whatever condition it stands.
func (r *Relations) apply(e *Edge, known facts) {
	for i := range r.writes[e.From] {
		wr := &r.writes[e.From][i]
		if (wr.on == subject{}) {
			continue
		}
		d, told := wr.after(known)
		if known.forget(wr.on); told && (wr.sure || wr == e.write) && wr.fixed {
			known[wr.on] = d
		}
	}
}

// certain reports whether nothing can stop the circle: every edge is sure to fire, at once, and every workflow always
// takes records again.
func (c circle) certain() bool {
	for _, e := range c {
		if !e.certain || e.To.Reenroll.Mode != typed.ReenrollAlways || slow(e.To) || len(e.To.Suppress)+len(e.To.Goal)+len(e.To.Unenroll) > 0 {
			return false
		}
	}
	return true
}

// slow reports whether a workflow may hold back what it does, or keep a record inside, so that it does not enter again.
func slow(w *typed.Workflow) bool {
	return w.Center != nil || len(w.Hours.Windows)+len(w.Hours.Off) > 0 || slices.ContainsFunc(w.Body, waits)
}

// rotated is the circle beginning with the step that stands first.
func (c circle) rotated() circle {
	least := 0
	for i, e := range c {
		if e.write.compare(c[least].write) < 0 {
			least = i
		}
	}
	return append(append(circle{}, c[least:]...), c[:least]...)
}

// compare orders circles by the step that stands first.
func (c circle) compare(d circle) int { return c.rotated()[0].write.compare(d.rotated()[0].write) }

// compare orders writes by where they stand.
func (w *write) compare(v *write) int {
	x, y := w.span, v.span
	if x.File != y.File && x.File != nil && y.File != nil {
		return strings.Compare(x.File.Name, y.File.Name)
	}
	return cmp.Compare(x.Start, y.Start)
}
