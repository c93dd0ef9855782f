package between

// Circles: ways from a workflow back to itself.

import (
	"maps"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// circle is a way from a workflow back to itself.
type circle []*Edge

// circles returns a shortest circle through each step that lies on one, each set of workflows once.
func (r *Relations) circles() []circle {
	s := newSearch(r)
	var found []circle
	seen := map[string]bool{}
	for from := 0; from < len(r.Edges); {
		to := from + 1
		for to < len(r.Edges) && r.Edges[to].write == r.Edges[from].write {
			to++
		}
		if c := s.through(r.Edges[from:to]); c != nil {
			if key := c.key(); !seen[key] {
				seen[key] = true
				found = append(found, c)
			}
		}
		from = to
	}
	return found
}

// Loops returns the edges that lie on a circle, for drawings.
func (r *Relations) Loops() map[*Edge]bool {
	s := newSearch(r)
	out := map[*Edge]bool{}
	for i, e := range r.Edges {
		if out[e] {
			continue
		}
		for _, e := range s.through(r.Edges[i : i+1]) {
			out[e] = true
		}
	}
	return out
}

// search finds shortest circles. It walks only inside of groups of workflows that can all be reached from each other.
type search struct {
	relations *Relations
	number    map[*typed.Workflow]int
	out       [][]*Edge // by workflow; those that stay in its group
	group     []int     // by workflow
	came      []arrival // by workflow
	walk      int
	queue     []int
}

// arrival is how a walk came to a workflow; it holds for the walk of its number only.
type arrival struct {
	walk int
	by   *Edge
}

func newSearch(r *Relations) *search {
	n := len(r.Workflows)
	s := &search{relations: r, number: make(map[*typed.Workflow]int, n), out: make([][]*Edge, n), came: make([]arrival, n)}
	for i, w := range r.Workflows {
		s.number[w] = i
	}
	for _, e := range r.Edges {
		if from := s.number[e.From]; reenters(e) {
			s.out[from] = append(s.out[from], e)
		}
	}
	s.group = s.groups()
	for from := range s.out {
		s.out[from] = slices.DeleteFunc(s.out[from], func(e *Edge) bool { return s.group[s.number[e.To]] != s.group[from] })
	}
	return s
}

// reenters reports whether the target takes a record again: a workflow without re-enrollment ends every circle, unless
// each lap makes a new record.
func reenters(e *Edge) bool {
	return e.To.Reenroll.Mode != typed.ReenrollNever || e.write.object != nil
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
				to := s.number[s.out[v][at[v]].To]
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

// through is a shortest circle through one of the edges of a step that can turn; nil without.
func (s *search) through(edges []*Edge) circle {
	tries := 0
	for _, e := range edges {
		if !reenters(e) {
			continue
		}
		c := s.shortest(e)
		if c == nil {
			continue
		}
		if c.turns(s.relations) {
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
		return circle{e}
	}
	start, goal := s.number[e.To], s.number[e.From]
	if s.group[start] != s.group[goal] {
		return nil
	}
	s.walk++
	s.came[start] = arrival{s.walk, e}
	s.queue = append(s.queue[:0], start)
	for at := 0; at < len(s.queue); at++ {
		for _, next := range s.out[s.queue[at]] {
			to := s.number[next.To]
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
				c = append(c, s.came[s.number[c[len(c)-1].From]].by)
			}
			slices.Reverse(c)
			return c
		}
	}
	return nil
}

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

// turns walks twice around and reports whether the second lap can still fire every trigger: a circle that writes what is
// there already comes to rest.
func (c circle) turns(r *Relations) bool {
	known := facts{}
	for lap := range 2 {
		for _, e := range c {
			if e.write.object != nil {
				known = maps.Clone(e.write.holds())
				continue
			}
			if !e.write.fixed || e.From.Object != e.To.Object {
				known = facts{}
				continue
			}
			before := e.fires(known)
			same := e.write.value != nil && known[e.write.property].all(func(v schema.Value) bool { return v.Equal(*e.write.value) }) == yes
			r.apply(e, known)
			after := e.fires(known)
			if lap == 1 && e.Entry != nil && (after == no || e.Entry.When != nil && before == yes || (e.Entry.Change != nil || e.write.event != nil) && same) {
				return false
			}
		}
	}
	return true
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
		switch {
		case wr.property == nil:
		case (wr.sure || wr == e.write) && wr.fixed && wr.value != nil:
			known[wr.property] = exactly(*wr.value)
		default:
			delete(known, wr.property)
		}
	}
}

// certain reports whether nothing can stop the circle: every edge is sure to fire, at once, and every workflow always
// takes records again.
func (c circle) certain() bool {
	for _, e := range c {
		if !e.certain || e.To.Reenroll.Mode != typed.ReenrollAlways || len(e.To.Suppress)+len(e.To.Goal)+len(e.To.Unenroll) > 0 {
			return false
		}
	}
	return true
}

// rotated is the circle beginning with the step that stands first.
func (c circle) rotated() circle {
	least := 0
	for i, e := range c {
		if before(e, c[least]) {
			least = i
		}
	}
	return append(append(circle{}, c[least:]...), c[:least]...)
}

func before(a, b *Edge) bool {
	x, y := a.write.span, b.write.span
	if x.File != y.File && x.File != nil && y.File != nil {
		return x.File.Name < y.File.Name
	}
	return x.Start < y.Start
}
