package graph

import (
	"strings"
	"testing"
)

func TestLabelsOfBranchesStandApart(t *testing.T) {
	g := &Graph{}
	g.node(Node{Kind: Branch, Text: "contact.city"})
	for range 6 {
		g.Edges = append(g.Edges, Edge{From: 0, To: g.node(Node{Kind: Action, Text: "stop"}), Label: `"Paris", "Lyon"`})
	}
	l := arrange(g, boxSize)
	var tags []tag
	for _, route := range l.routes {
		var b strings.Builder
		tags = append(tags, placeTag(`"Paris", "Lyon"`, l.drawArrow(&b, route, "", ""), 0, tags))
	}
	for i, a := range tags {
		for _, o := range tags[:i] {
			if a.overlap(o) > 0 {
				t.Errorf("the labels at %.0f,%.0f and %.0f,%.0f cover each other", a.x, a.y, o.x, o.y)
			}
		}
	}
}

// An arrow leaves its layer before it turns, and turns no more once it has reached the next.
func TestArrowsTurnBetweenLayers(t *testing.T) {
	g := &Graph{}
	for _, text := range []string{"start", "a box with a text that needs three lines, since it is far longer than one of them can be", "short", "end"} {
		g.node(Node{Kind: Action, Text: text})
	}
	g.Edges = []Edge{{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 3}, {From: 2, To: 3}, {From: 0, To: 3}}
	l := arrange(g, boxSize)
	for _, route := range l.routes {
		var b strings.Builder
		w := l.drawArrow(&b, route, "", "")
		if w.y1 != l.rows[l.spots[route[0]].layer].bottom || w.y2 > l.rows[l.spots[route[0]].layer+1].top {
			t.Errorf("the arrow of %v turns from %.0f to %.0f, its layers are %v", route, w.y1, w.y2, l.rows)
		}
	}
}

func TestMarkLoops(t *testing.T) {
	g := &Graph{Nodes: make([]Node, 5)}
	for _, e := range [][2]int{{0, 1}, {1, 2}, {2, 1}, {2, 3}, {3, 3}, {3, 4}} {
		g.Edges = append(g.Edges, Edge{From: e[0], To: e[1]})
	}
	g.markLoops()
	for i, want := range []bool{false, true, true, false, true, false} {
		if g.Edges[i].Loop != want {
			t.Errorf("arrow %d→%d: loop is %v", g.Edges[i].From, g.Edges[i].To, g.Edges[i].Loop)
		}
	}
}
