package ide

// Completion inside of a statement: by the word before the place, and by the bracket around it.

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

func (c *completer) within() {
	stmt := c.statement()
	if len(stmt) == 0 {
		c.expression()
		return
	}
	first, before := stmt[0].Text, c.before()
	if c.inBracket(before) || c.afterWord(stmt, first, before.Text) {
		return
	}
	switch {
	case before.Kind == parse.NumberToken && c.counts(stmt):
		c.words(units...)
	case c.frame() == propsFrame:
		c.words("readonly", "required", "key")
	case c.o.endsValue(c.i-1) || before.Text == "}" || before.Kind == parse.NumberToken:
		c.following(stmt, first)
	default:
		c.expression()
	}
}

// counts tells whether a number in the statement is one of a length of time.
func (c *completer) counts(stmt []parse.Token) bool {
	if len(stmt) < 2 {
		return false
	}
	switch stmt[len(stmt)-2].Text {
	case "delay", "after", "to", "until", "advance", "minutes", "hours", "days", "weeks", "months", "day", "hour", "week", "month":
		return true
	}
	return false
}

// inBracket completes what begins in a bracket: the name of an argument or of a property.
func (c *completer) inBracket(before parse.Token) bool {
	open := c.o.around(c.i)
	if open < 0 {
		return false
	}
	begins := before.Text == "," || c.i-1 == open
	switch c.o.frames[open] {
	case callFrame:
		callee, _ := c.o.callee(open)
		if a := c.Schema.Action(callee); a != nil && begins {
			c.arguments(a, open)
			return true
		}
	case fieldsFrame:
		if begins || c.newLine() {
			c.fields(open)
			return true
		}
	case propsFrame:
		if before.Text == ":" {
			c.words(propertyTypes...)
			c.add(Item{Label: "enum", Insert: "enum { $0 }", Snippet: true})
			c.add(Item{Label: "set", Insert: "set { $0 }", Snippet: true})
			return true
		}
	case optionsFrame:
		return true
	}
	return false
}

// wordsBehind are the words that a word asks for wherever it stands; nil when it depends.
func wordsBehind(before string) []string {
	switch before {
	case "failure":
		return []string{"stop", "goto"}
	case "unenroll", "goal":
		return []string{"when", "on event", "on change of", "from"}
	case "reenroll":
		return []string{"always", "never", "after"}
	case "suppress":
		return []string{"when"}
	case "center":
		return []string{"on", "every year"}
	case "pause":
		return []string{"on"}
	case "during":
		return weekdays
	case "change":
		return []string{"of"}
	case "delay":
		return []string{"until"}
	case "up":
		return []string{"to"}
	case "since":
		return []string{"enrolled"}
	case "working":
		return []string{"hours", "days"}
	}
	return nil
}

// afterWord completes what a word of the statement asks for.
func (c *completer) afterWord(stmt []parse.Token, first, before string) bool {
	if words := wordsBehind(before); words != nil {
		c.words(words...)
		return true
	}
	switch before {
	case "in", "from", "of", "on", "to", "per":
		return c.afterPreposition(stmt, first, before)
	case "goto":
		c.labels()
	case "workflow", "object", "segment", "let", "plural", "as":
		if len(stmt) > 1 && before != "plural" {
			return false
		}
	case "test":
		return len(stmt) == 1
	case "event", "send":
		if first == "event" && before == "event" {
			return true
		}
		c.events()
	case ",":
		if slices.ContainsFunc(stmt, func(t parse.Token) bool { return t.Text == "event" }) && c.frame().lines() {
			c.events()
			return true
		}
		if first == "during" || first == "delay" && c.frame().lines() {
			c.words(weekdays...)
			return true
		}
		return false
	case "create", "given":
		c.objects()
	case "stub":
		c.actionNames()
	case "expect", "no":
		c.expectations(before)
	case "enroll":
		switch {
		case c.frame() == workflowFrame && !c.afterStep():
			c.words("when", "on event", "on change of", "every", "in")
		case first == "enroll":
			c.words("in")
			c.givens()
			c.records()
		}
	case "every":
		if first == "center" {
			c.words("year")
		} else {
			c.words(append([]string{"day", "month on", "year on"}, weekdays...)...)
		}
	case "until":
		c.words("event", "change of", "center", "at")
		c.words(weekdays...)
		c.expression()
	case "set", "clear", "increase", "decrease", "copy", "associate", "dissociate":
		if len(stmt) > 1 {
			return false
		}
		c.records()
	default:
		return false
	}
	return true
}

// afterPreposition completes what stands behind a word that means another thing in each statement.
func (c *completer) afterPreposition(stmt []parse.Token, first, before string) bool {
	switch before {
	case "in":
		if first == "enroll" {
			c.workflows()
			break
		}
		c.segments()
		c.add(Item{Label: "list", Insert: "list(\"$0\")", Snippet: true, Doc: "a static list"})
		c.expression()
	case "from":
		if first == "unenroll" {
			c.workflows()
		} else {
			c.expression()
		}
	case "of":
		switch first {
		case "test":
			c.workflows()
		case "given":
			c.givens()
		default:
			c.records()
		}
	case "on":
		switch first {
		case "workflow", "segment", "event":
			c.objects()
			if first == "event" {
				c.words("any")
			}
		case "enroll", "unenroll", "goal":
			c.words("event", "change of", "failure")
		case "center":
			c.expression()
		case "pause":
		default:
			c.words("failure")
		}
	case "per":
		if first == "rate" {
			c.words("minute", "hour", "day")
		} else {
			c.expression()
		}
	case "to":
		switch {
		case first == "send":
			c.givens()
		case len(stmt) > 1 && stmt[len(stmt)-2].Text == "up":
		case first == "copy":
			c.records()
		default:
			return false
		}
	}
	return true
}

// labels offers where a goto may lead, and shows the others with the reason.
func (c *completer) labels() {
	w, ok := c.sc.decl.(*ast.Workflow)
	if !ok {
		return
	}
	for _, t := range c.targets(w) {
		detail := "label"
		if t.Step.Stmt != nil && t.Fault == "" {
			detail = firstLine(t.Step.Stmt.Span())
		}
		if t.Fault != "" {
			detail = t.Fault
		}
		c.add(Item{Label: t.Label, Kind: LabelKind, Detail: detail, Fault: t.Fault})
	}
}

// targets judges the labels of the workflow for the goto at the place. What is written there may be half a name or
// nothing: the file is read again with a name in its place.
func (c *completer) targets(w *ast.Workflow) []check.Target {
	const name = "label_to_come"
	text := c.f.Source.Text
	read, _ := parse.File(source.NewFile(c.f.Source.Name, text[:c.word.Start]+" "+name+" "+text[c.word.End:]))
	for _, d := range read.Decls {
		again, ok := d.(*ast.Workflow)
		if !ok || again.Name.Place.Start != w.Name.Place.Start || again.Body == nil {
			continue
		}
		var from *ast.Goto
		ast.Walk(again, func(n ast.Node) bool {
			if s, ok := n.(ast.Stmt); ok {
				if g, ok := s.(*ast.Goto); ok && g.Label.Text == name {
					from = g
				}
				if f := ast.FailureOf(s); f != nil && f.Goto != nil && f.Goto.Label.Text == name {
					from = f.Goto
				}
			}
			return true
		})
		return check.Targets(again.Body, from)
	}
	return nil
}

func firstLine(at source.Span) string {
	line, _, _ := strings.Cut(at.Text(), "\n")
	return strings.TrimSpace(line)
}

// following offers what can come behind a whole value.
func (c *completer) following(stmt []parse.Token, first string) {
	has := func(word string) bool {
		return slices.ContainsFunc(stmt, func(t parse.Token) bool { return t.Text == word })
	}
	closed := c.frame().lines()
	if closed {
		switch first {
		case "if":
			if !has("then") {
				c.words("then")
			} else {
				c.words("else")
			}
		case "workflow", "segment":
			if !has("on") {
				c.words("on")
				return
			}
			if first == "segment" && !has("when") {
				c.words("when")
				return
			}
		case "object":
			c.words("plural")
			return
		case "test":
			c.words("of")
			return
		case "set", "clear":
			c.words("where", "on failure")
		case "copy":
			c.words("to", "append", "where", "on failure")
		case "increase", "decrease":
			c.words("by", "where", "on failure")
		case "create":
			c.words("with", "on failure")
		case "associate":
			c.words("with", "on failure")
		case "dissociate":
			c.words("from", "on failure")
		case "enroll", "unenroll", "goal":
			c.words("in", "from", "where", "when", "at", "on failure")
		case "delay", "let":
			c.words("at", "up to", "where", "before", "after", "on failure")
		case "given":
			c.words("of")
		case "send":
			c.words("to")
		case "stub":
			c.words("returns", "fails")
		case "expect":
			c.words("where", "at")
		default:
			if strings.Contains(first, "(") || c.before().Text == ")" {
				c.words("on failure")
			}
		}
	}
	for _, w := range []string{"and", "or", "in", "not in", "contains", "startsWith", "endsWith", "matches"} {
		c.add(Item{Label: w, Last: true})
	}
}

// arms offers the values that the subject of a match can have.
func (c *completer) arms() {
	open := c.o.around(c.i)
	if c.o.head[open] < len(c.o.tokens) && c.o.tokens[open-1].Text != "split" {
		m := c.sc.ending(open - 1)
		if m.kind.Options != nil {
			for _, o := range m.kind.Options.List {
				c.add(Item{Label: `"` + o.Value + `"`, Kind: OptionKind, Detail: o.Label, Insert: `"` + o.Value + `" => `})
			}
		}
		c.add(Item{Label: "nil", Insert: "nil => "})
	} else {
		c.add(Item{Label: "50%", Insert: "${1:50}% => $0", Snippet: true})
	}
	c.add(Item{Label: "default", Insert: "default => "})
}

// redeclared offers the properties of an object that exists: declared again they get other options.
func (c *completer) redeclared() {
	if d, ok := c.sc.decl.(*ast.Object); ok {
		if o := c.Schema.Object(d.Name.Text); o != nil {
			for _, p := range o.Properties {
				if p.Number > schema.PropUpdatedAt && !c.word.Contains(p.Span.Start) {
					c.add(Item{Label: p.Name, Kind: PropertyKind, Detail: p.Type.String(), Doc: p.Doc, Insert: p.Name + ": "})
				}
			}
		}
	}
}
