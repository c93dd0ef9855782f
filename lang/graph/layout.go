package graph

// A layered layout after Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures"
// (1981): layers by longest path, order inside a layer by barycenters, and places by least squares with the order kept.

import (
	"slices"
	"sort"
	"unicode/utf8"
)

// spot is a box, or a bend of an arrow that crosses a layer.
type spot struct {
	node       int // -1 for a bend
	layer      int
	x, w, h, y float64 // x and y are the middle
	ear        float64 // room for the label of an arrow to itself; 0 without one
	tag        float64 // room for the labels of arrows that come here
	up, down   []int
}

// layout is where everything is drawn.
type layout struct {
	spots  []spot
	layers [][]int
	rows   []row   // per layer
	routes [][]int // per edge: the spots it runs through, from its tail to its head
	w, h   float64
}

// row is how far a layer reaches.
type row struct{ top, bottom float64 }

const (
	gapX, gapY = 28.0, 52.0
	sweeps     = 12
)

// arrange lays a graph out; size gives the width and height of a box.
func arrange(g *Graph, size func(Node) (w, h float64)) *layout {
	l := &layout{}
	reversed := backEdges(g)
	depth := layersOf(g, reversed)
	for i, n := range g.Nodes {
		w, h := size(n)
		l.spots = append(l.spots, spot{node: i, layer: depth[i], w: w, h: h})
	}
	for i, e := range g.Edges {
		l.routes = append(l.routes, l.route(e, reversed[i]))
		label := tagChar * float64(utf8.RuneCountInString(shorten(e.Label, mostLabel)))
		if e.From == e.To {
			l.spots[e.From].ear = max(l.spots[e.From].ear, label+1)
		} else if head := l.routes[i][1]; label > 0 {
			l.spots[head].tag = max(l.spots[head].tag, label+8)
		}
	}
	// A place is as wide as what stands there with it: on both sides the arrow to itself, so that the box stays in the
	// middle, and above it the label of an arrow.
	boxes := make([]float64, len(l.spots))
	for i := range l.spots {
		s := &l.spots[i]
		boxes[i] = s.w
		if s.ear > 0 {
			s.w += 2 * (earWidth + s.ear)
		}
		s.w = max(s.w, s.tag)
	}
	l.fillLayers()
	l.order()
	l.place()
	for i := range l.spots {
		l.spots[i].w = boxes[i]
	}
	return l
}

// backEdges marks the edges that close a loop when the graph is walked from its first node on.
func backEdges(g *Graph) []bool {
	out := make([][]int, len(g.Nodes))
	for i, e := range g.Edges {
		out[e.From] = append(out[e.From], i)
	}
	back := make([]bool, len(g.Edges))
	state := make([]int8, len(g.Nodes)) // 0 new, 1 on the way, 2 done
	var visit func(n int)
	visit = func(n int) {
		state[n] = 1
		for _, i := range out[n] {
			switch to := g.Edges[i].To; state[to] {
			case 0:
				visit(to)
			case 1:
				back[i] = true
			}
		}
		state[n] = 2
	}
	for n := range g.Nodes {
		if state[n] == 0 {
			visit(n)
		}
	}
	return back
}

func layersOf(g *Graph, reversed []bool) []int {
	depth := make([]int, len(g.Nodes))
	// The graph without its back edges is acyclic, so this settles after at most as many rounds as there are nodes.
	for changed := true; changed; {
		changed = false
		for i, e := range g.Edges {
			from, to := e.From, e.To
			if reversed[i] {
				from, to = to, from
			}
			if from != to && depth[to] < depth[from]+1 {
				depth[to] = depth[from] + 1
				changed = true
			}
		}
	}
	return depth
}

// route gives an edge a spot on every layer it crosses.
func (l *layout) route(e Edge, reversed bool) []int {
	from, to := e.From, e.To
	if reversed {
		from, to = to, from
	}
	path := []int{from}
	for layer := l.spots[from].layer + 1; layer < l.spots[to].layer; layer++ {
		l.spots = append(l.spots, spot{node: -1, layer: layer, w: 10})
		path = append(path, len(l.spots)-1)
	}
	path = append(path, to)
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		if a != b {
			l.spots[a].down = append(l.spots[a].down, b)
			l.spots[b].up = append(l.spots[b].up, a)
		}
	}
	if reversed {
		slices.Reverse(path)
	}
	return path
}

func (l *layout) fillLayers() {
	for i, s := range l.spots {
		for len(l.layers) <= s.layer {
			l.layers = append(l.layers, nil)
		}
		l.layers[s.layer] = append(l.layers[s.layer], i)
	}
}

// order sorts each layer by the middle of its neighbors, down and up in turn, and keeps the order with the fewest crossings.
func (l *layout) order() {
	best, fewest := l.snapshot(), l.crossings()
	for i := range sweeps {
		if i%2 == 0 {
			for n := 1; n < len(l.layers); n++ {
				l.sortLayer(n, func(s *spot) []int { return s.up })
			}
		} else {
			for n := len(l.layers) - 2; n >= 0; n-- {
				l.sortLayer(n, func(s *spot) []int { return s.down })
			}
		}
		if c := l.crossings(); c < fewest {
			best, fewest = l.snapshot(), c
		}
	}
	l.layers = best
}

func (l *layout) snapshot() [][]int {
	out := make([][]int, len(l.layers))
	for i, layer := range l.layers {
		out[i] = slices.Clone(layer)
	}
	return out
}

func (l *layout) positions() []int {
	at := make([]int, len(l.spots))
	for _, layer := range l.layers {
		for i, s := range layer {
			at[s] = i
		}
	}
	return at
}

func (l *layout) sortLayer(n int, neighbors func(*spot) []int) {
	at := l.positions()
	weight := map[int]float64{}
	for i, s := range l.layers[n] {
		near := neighbors(&l.spots[s])
		weight[s] = float64(i)
		if len(near) > 0 {
			sum := 0
			for _, m := range near {
				sum += at[m]
			}
			weight[s] = float64(sum) / float64(len(near))
		}
	}
	sort.SliceStable(l.layers[n], func(i, j int) bool { return weight[l.layers[n][i]] < weight[l.layers[n][j]] })
}

func (l *layout) crossings() int {
	at, count := l.positions(), 0
	for _, layer := range l.layers {
		var heads []int // in order of their tails
		for _, s := range layer {
			down := make([]int, 0, len(l.spots[s].down))
			for _, d := range l.spots[s].down {
				down = append(down, at[d])
			}
			sort.Ints(down)
			heads = append(heads, down...)
		}
		for i := range heads {
			for _, h := range heads[:i] {
				if h > heads[i] {
					count++
				}
			}
		}
	}
	return count
}

// place gives every spot its coordinates.
func (l *layout) place() {
	for _, layer := range l.layers {
		x := 0.0
		for _, s := range layer {
			l.spots[s].x = x + l.spots[s].w/2
			x += l.spots[s].w + gapX
		}
	}
	for i := range 2 * sweeps {
		if i%2 == 0 {
			for _, layer := range l.layers {
				l.pull(layer, func(s *spot) []int { return s.up })
			}
		} else {
			for _, layer := range slices.Backward(l.layers) {
				l.pull(layer, func(s *spot) []int { return s.down })
			}
		}
	}
	l.shift()
}

// pull moves the spots of a layer to the middle of their neighbors as far as the order and the gaps allow: the least
// squares solution, by pooling adjacent violators.
func (l *layout) pull(layer []int, neighbors func(*spot) []int) {
	type pool struct {
		sum   float64
		count int
	}
	var pools []pool
	offsets := make([]float64, len(layer))
	for i, id := range layer {
		s := &l.spots[id]
		if i > 0 {
			prev := l.spots[layer[i-1]]
			offsets[i] = offsets[i-1] + prev.w/2 + gapX + s.w/2
		}
		want := s.x
		if near := neighbors(s); len(near) > 0 {
			sum := 0.0
			for _, n := range near {
				sum += l.spots[n].x
			}
			want = sum / float64(len(near))
		}
		pools = append(pools, pool{want - offsets[i], 1})
		for n := len(pools); n > 1 && pools[n-2].sum/float64(pools[n-2].count) > pools[n-1].sum/float64(pools[n-1].count); n = len(pools) {
			pools[n-2].sum += pools[n-1].sum
			pools[n-2].count += pools[n-1].count
			pools = pools[:n-1]
		}
	}
	i := 0
	for _, p := range pools {
		for range p.count {
			l.spots[layer[i]].x = p.sum/float64(p.count) + offsets[i]
			i++
		}
	}
}

// shift moves the drawing to the origin, sets the heights of the layers and measures the whole.
func (l *layout) shift() {
	if len(l.spots) == 0 {
		return
	}
	left := l.spots[0].x
	for _, s := range l.spots {
		left = min(left, s.x-s.w/2)
	}
	y := 0.0
	for _, layer := range l.layers {
		tall := 0.0
		for _, s := range layer {
			tall = max(tall, l.spots[s].h)
		}
		for _, s := range layer {
			l.spots[s].x -= left
			l.spots[s].y = y + tall/2
			l.w = max(l.w, l.spots[s].x+l.spots[s].w/2)
		}
		l.rows = append(l.rows, row{y, y + tall})
		y += tall + gapY
	}
	l.h = y - gapY
}
