package main

// The page of `wf test --cover-html`: the source in colors, and the graph of each workflow.

import (
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/wflang/wf/lang/graph"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/wftest"
)

// coverPage is one workflow of the page.
type coverPage struct {
	title string // "onboarding: 12 of 12 steps, 3 of 4 branches"
	file  *source.File
	marks []wftest.Mark
	graph *graph.Graph
}

func coverPages(p *checked, suite *wftest.Suite, covered wftest.Covered) []coverPage {
	var pages []coverPage
	coverage := suite.Coverage(covered)
	for i, w := range p.Analysis.Project.Workflows {
		g := graph.Workflow(w)
		g.Count(covered.Traffic(w.Name))
		pages = append(pages, coverPage{title: coverage[i].String(), file: w.Span.File, marks: suite.Marks(w, covered), graph: g})
	}
	return pages
}

const coverHead = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Coverage</title>
<style>
body { font: 15px system-ui, sans-serif; margin: 2em; color: #1d2433; background: #fff }
section { display: flex; flex-wrap: wrap; gap: 2em; align-items: flex-start }
pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; margin: 0; counter-reset: line }
.reached { background: #d9f2df }
.partly { background: #fff0b8 }
.missed { background: #ffd3d0 }
</style>
<h1>Coverage</h1>
<p><span class="reached">reached</span> <span class="partly">one side only</span> <span class="missed">never</span>.
Arrows are as wide as records of the tests took them.</p>
`

// classes are the styles of the levels.
var classes = [...]string{wftest.Reached: "reached", wftest.Partly: "partly", wftest.Missed: "missed"}

func writeCoverPage(w io.Writer, outcomes []outcome) error {
	var b strings.Builder
	b.WriteString(coverHead)
	for _, o := range outcomes {
		for _, page := range o.pages {
			fmt.Fprintf(&b, "<h2>%s</h2>\n<section>\n<pre>%s</pre>\n<div>\n", html.EscapeString(page.title), page.source())
			if err := page.graph.SVG(&b); err != nil {
				return err
			}
			b.WriteString("</div>\n</section>\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// source is the text of the workflow's file around its marks.
func (p *coverPage) source() string {
	if len(p.marks) == 0 {
		return html.EscapeString(p.file.Text)
	}
	var b strings.Builder
	at := 0
	for _, m := range p.marks {
		if m.Span.File != p.file || m.Span.Start < at {
			continue
		}
		b.WriteString(html.EscapeString(p.file.Text[at:m.Span.Start]))
		fmt.Fprintf(&b, `<span class="%s" title="%s">%s</span>`, classes[m.Level], html.EscapeString(m.Note), html.EscapeString(m.Span.Text()))
		at = m.Span.End
	}
	b.WriteString(html.EscapeString(p.file.Text[at:]))
	return b.String()
}
