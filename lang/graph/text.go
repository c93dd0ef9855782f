package graph

// The graph as text that other programs draw: Mermaid and Graphviz.

import (
	"fmt"
	"io"
	"strings"
)

// Mermaid writes the graph as a Mermaid flowchart.
func (g *Graph) Mermaid(w io.Writer) error {
	var b strings.Builder
	if g.Title != "" {
		fmt.Fprintf(&b, "---\ntitle: %q\n---\n", g.Title)
	}
	b.WriteString("flowchart TD\n")
	for i, n := range g.Nodes {
		open, shut := mermaidShape(n.Kind)
		fmt.Fprintf(&b, "  n%d%s\"%s\"%s\n", i, open, mermaidText(n.caption(60)), shut)
	}
	for _, e := range g.Edges {
		arrow := "-->"
		if e.Goto {
			arrow = "-.->"
		}
		if e.Loop {
			arrow = "==>"
		}
		label := ""
		if e.Label != "" {
			label = "|\"" + mermaidText(shorten(e.Label, 30)) + "\"|"
		}
		fmt.Fprintf(&b, "  n%d %s%s n%d\n", e.From, arrow, label, e.To)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func mermaidShape(k Kind) (open, shut string) {
	switch k {
	case Start, End:
		return "([", "])"
	case Branch:
		return "{{", "}}"
	case Delay:
		return "[/", "/]"
	}
	return "[", "]"
}

var mermaidEscapes = strings.NewReplacer(`"`, "#quot;", "#", "#35;", "<", "#lt;", ">", "#gt;", "\n", "<br>")

func mermaidText(s string) string { return mermaidEscapes.Replace(s) }

// DOT writes the graph in the language of Graphviz.
func (g *Graph) DOT(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph {\n  label=%s\n  node [shape=box, style=rounded]\n", dotText(g.Title))
	for i, n := range g.Nodes {
		shape := ""
		switch n.Kind {
		case Start, End:
			shape = ", shape=oval"
		case Branch:
			shape = ", shape=diamond, style=solid"
		case Delay:
			shape = ", shape=parallelogram, style=solid"
		}
		fmt.Fprintf(&b, "  n%d [label=%s%s]\n", i, dotText(n.caption(60)), shape)
	}
	for _, e := range g.Edges {
		attrs := []string{"label=" + dotText(shorten(e.Label, 30))}
		if e.Goto {
			attrs = append(attrs, "style=dashed")
		}
		if e.Loop {
			attrs = append(attrs, "color=red", "penwidth=2")
		}
		fmt.Fprintf(&b, "  n%d -> n%d [%s]\n", e.From, e.To, strings.Join(attrs, ", "))
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

var dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func dotText(s string) string { return `"` + dotEscapes.Replace(s) + `"` }

// caption is the text of a box, with its label in front, each line at most width runes.
func (n Node) caption(width int) string {
	text := n.Text
	if n.Label != "" {
		text = n.Label + ": " + text
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = shorten(lines[i], width)
	}
	return strings.Join(lines, "\n")
}

func shorten(s string, width int) string {
	r := []rune(s)
	if len(r) <= width {
		return s
	}
	return string(r[:width-1]) + "…"
}
