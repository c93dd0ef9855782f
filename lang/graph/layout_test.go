package graph

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// randomGraph draws up to 60 boxes with arrows that mostly go forward, a few of them closing loops.
func randomGraph(t *rapid.T) *Graph {
	n := rapid.IntRange(1, 60).Draw(t, "nodes")
	g := &Graph{Title: "random"}
	for i := range n {
		g.node(Node{Kind: Kind(rapid.IntRange(0, int(Flow)).Draw(t, "kind")), Text: strings.Repeat("word ", rapid.IntRange(0, 30).Draw(t, "words")) + fmt.Sprint(i)})
	}
	for range rapid.IntRange(0, 2*n).Draw(t, "edges") {
		g.Edges = append(g.Edges, Edge{From: rapid.IntRange(0, n-1).Draw(t, "from"), To: rapid.IntRange(0, n-1).Draw(t, "to")})
	}
	return g
}

func TestLayoutKeepsBoxesApartAndArrowsDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomGraph(t)
		l := arrange(g, boxSize)
		for n, layer := range l.layers {
			for i, id := range layer {
				s := l.spots[id]
				if s.x-s.w/2 < -0.01 || s.x+s.w/2 > l.w+0.01 || s.y-s.h/2 < -0.01 || s.y+s.h/2 > l.h+0.01 {
					t.Fatalf("spot %d lies outside of the drawing: %+v in %.1f x %.1f", id, s, l.w, l.h)
				}
				if i > 0 {
					left := l.spots[layer[i-1]]
					if left.x+left.w/2+gapX > s.x-s.w/2+0.01 {
						t.Fatalf("layer %d: boxes %d and %d are too close", n, layer[i-1], id)
					}
				}
			}
		}
		back := backEdges(g)
		for i, e := range g.Edges {
			if e.From == e.To {
				continue
			}
			if down := l.spots[e.From].layer < l.spots[e.To].layer; down == back[i] {
				t.Fatalf("arrow %d from layer %d to %d, closes a loop: %v", i, l.spots[e.From].layer, l.spots[e.To].layer, back[i])
			}
		}
	})
}

func TestSVGIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomGraph(t)
		g.Nodes[0].Text = `a < b & "c"`
		var b strings.Builder
		if err := g.SVG(&b); err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(strings.NewReader(b.String())); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v\n%s", err, b.String())
			}
		}
	})
}

func TestFewCrossings(t *testing.T) {
	// Two chains that are drawn crosswise: the layout has to untangle them.
	g := &Graph{}
	for range 6 {
		g.node(Node{Kind: Action, Text: "x"})
	}
	for _, e := range [][2]int{{0, 3}, {1, 2}, {2, 5}, {3, 4}} {
		g.Edges = append(g.Edges, Edge{From: e[0], To: e[1]})
	}
	if c := arrange(g, boxSize).crossings(); c != 0 {
		t.Errorf("%d crossings, want none", c)
	}
}

func TestBoxLines(t *testing.T) {
	n := Node{Label: "call", Text: `create task { title: "Call {{contact.firstname}} {{contact.lastname}}", type: "call", owner: contact.owner ?? company.owner }`}
	want := []string{`call: create task { title: "Call`, `{{contact.firstname}}`, `{{contact.lastname}}", type: …`}
	if got := boxLines(n); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
