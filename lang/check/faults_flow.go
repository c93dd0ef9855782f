// Faults of the flow: labels, gotos, and steps that are never reached.

package check

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func duplicateLabel(l ast.Name, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-label", l.Place, "the label "+diag.Quote(l.Text)+" is there twice", "rename one of the two").With(first, "the first")
}

func unknownLabel(l ast.Name, names []string) diag.Diagnostic {
	help := diag.DidYouMean(l.Text, names)
	if help == "" {
		help = "put `" + l.Text + ":` before the step that it should lead to"
	}
	return diag.Fault("unknown-label", l.Place, "no step of this workflow has the label "+diag.Quote(l.Text), help)
}

func unusedLabel(l ast.Name) diag.Diagnostic {
	d := diag.Warn("unused-label", l.Place, "no goto leads to the label "+diag.Quote(l.Text), "drop the label")
	end := l.Place.End
	text := l.Place.File.Text
	for end < len(text) && (text[end] == ' ' || text[end] == '\t') {
		end++
	}
	if end < len(text) && text[end] == ':' {
		d.Fixes = []diag.Fix{{Title: "drop the label", Edits: []diag.Edit{{Span: l.Place.File.Span(l.Place.Start, end+1)}}}}
	}
	return d
}

func gotoOutsideBranch(j *jump) diag.Diagnostic {
	d := diag.Fault("goto-outside-branch", j.syntax.Place, "this goto stands in no branch",
		"put what follows into the `else` of an `if`, or write `stop`")
	d.Notes = []string{"every record would take it, and the steps after it would run for none"}
	return d.With(j.to.labelPlace(j.syntax.Label.Text), "leads here")
}

func gotoOwnBranch(j *jump, in *branch) diag.Diagnostic {
	d := diag.Fault("goto-own-branch", j.syntax.Place, "this goto leads into the branch that it stands in",
		"use `if … then … else …` inside the branch instead")
	d = d.With(in.place, "the branch")
	return d.With(j.to.labelPlace(j.syntax.Label.Text), "the goto leads here")
}

// gotoLoop prints the loop as a reader walks it: where it starts, every branch, goto and step on the way, and the goto
// that leads back. Three and more steps in a row without a decision are one line.
func gotoLoop(j *jump, path []*node) diag.Diagnostic {
	label := j.syntax.Label.Text
	d := diag.Fault("goto-loop", j.syntax.Place, "this goto closes a loop")
	count := 0
	say := func(at source.Span, words string) {
		count++
		d = d.With(at, strconv.Itoa(count)+". "+words)
	}
	say(j.to.labelPlace(label), "the loop starts here")
	for i := 0; i+1 < len(path); {
		n, m := path[i], path[i+1]
		at, words := n.wayTo(m)
		if words != "" {
			say(at, words)
			i++
			continue
		}
		run := i
		for run+1 < len(path) {
			if _, words := path[run].wayTo(path[run+1]); words != "" {
				break
			}
			run++
		}
		const most = 2
		if run-i > most {
			say(n.place(), strconv.Itoa(run-i)+" steps, one after the other")
			i = run
			continue
		}
		if i > 0 { // the first step is the one with the label
			say(n.place(), "then this step")
		}
		i++
	}
	d.Label = strconv.Itoa(count+1) + ". leads back to " + diag.Quote(label)
	d.Notes = []string{"a record on this path would never leave the workflow"}
	d.Help = []string{"drop this goto, or let a later run do it with `reenroll after 1 day`"}
	return d
}

// wayTo says in words how the flow goes from n to m, and where that is written; no words when m simply comes next.
func (n *node) wayTo(m *node) (source.Span, string) {
	for _, j := range n.jumps {
		if j.to == m && j.joined {
			if j.failure {
				return j.syntax.Place, "on failure leads to " + diag.Quote(j.syntax.Label.Text)
			}
			return j.syntax.Place, "leads to " + diag.Quote(j.syntax.Label.Text)
		}
	}
	for _, b := range n.branches {
		switch {
		case b.entry != m || m == n.next:
		case b.isElse:
			return firstLine(b.place), "otherwise this branch"
		case b.cond != nil:
			return b.place, "when this holds"
		default:
			return b.place, "this arm"
		}
	}
	if len(n.branches) > 0 {
		return n.place(), "past this " + keyword(n.step.Stmt)
	}
	return source.Span{}, ""
}

func keyword(s ast.Stmt) string {
	switch s.(type) {
	case *ast.If:
		return "`if`"
	case *ast.Match:
		return "`match`"
	}
	return "`split`"
}

// labelPlace is where the label stands, with its colon.
func (n *node) labelPlace(name string) source.Span {
	for _, l := range n.step.Labels {
		if l.Text == name {
			at := l.Place
			if strings.HasPrefix(at.File.Text[at.End:], ":") {
				at.End++
			}
			return at
		}
	}
	return n.place()
}

// place is the first line of the step's statement.
func (n *node) place() source.Span {
	if n.step.Stmt != nil && n.step.Stmt.Span().Valid() {
		return firstLine(n.step.Stmt.Span())
	}
	return firstLine(n.step.Place)
}

func unreachableStep(n, before *node) diag.Diagnostic {
	d := diag.Fault("unreachable-step", n.place(), "no path leads to this step", "drop it, or give it a label and a goto that leads to it")
	words := "a record never goes on after this"
	if len(before.branches) > 0 {
		words = "every branch of this leaves"
	}
	return d.With(before.place(), words)
}

// firstLine cuts a span at the end of the line it starts on.
func firstLine(at source.Span) source.Span {
	if i := strings.IndexByte(at.Text(), '\n'); i >= 0 {
		at.End = at.Start + len(strings.TrimRight(at.Text()[:i], " \t\r"))
	}
	return at
}
