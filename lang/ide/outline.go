package ide

// The outline of a file: its tokens with the brackets they stand in and the statement they belong to. It is made without
// the grammar, so that it is there for half a statement too.

import (
	"slices"
	"sort"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// outline keeps, by number of token, what each is part of.
type outline struct {
	file    *source.File
	tokens  []parse.Token
	decls   []ast.Decl
	inside  []int   // the bracket that is open around a token; -1 at the top. Brackets themselves stand outside
	partner []int   // of a bracket: its other one; -1
	head    []int   // the first token of its statement, setting, arm or declaration
	frames  []frame // what an opening bracket holds
}

// frame is what stands in a bracket.
type frame uint8

const (
	noFrame       frame = iota
	workflowFrame       // settings and steps
	blockFrame          // steps
	armsFrame           // arms of match or split
	testFrame           // lines of a test
	propsFrame          // declarations of properties or fields
	optionsFrame        // values of an enum
	fieldsFrame         // name: value, of create, set, given, send, stub
	callFrame           // arguments
	groupFrame          // an expression in brackets
	listFrame           // [ ]
	mapFrame            // { } in an expression
)

// lines tells whether statements begin with the lines in a frame.
func (f frame) lines() bool {
	switch f {
	case noFrame, workflowFrame, blockFrame, armsFrame, testFrame, propsFrame:
		return true
	}
	return false
}

func newOutline(file *source.File, tokens []parse.Token, decls []ast.Decl) *outline {
	n := len(tokens)
	o := &outline{file: file, tokens: tokens, decls: decls, inside: make([]int, n), partner: make([]int, n), head: make([]int, n), frames: make([]frame, n)}
	var open []int // opening brackets
	var heads []int
	head, next := 0, 0
	for i, t := range tokens {
		o.partner[i] = -1
		for next < len(decls) && decls[next].Span().Start <= t.Start {
			// What a declaration leaves open does not reach into the next one.
			if decls[next].Span().Start == t.Start {
				open, heads, head = open[:0], heads[:0], i
			}
			next++
		}
		for len(open) > 0 && !o.frameOf(open).lines() && o.breaksOff(i) {
			head = heads[len(open)-1]
			open, heads = open[:len(open)-1], heads[:len(open)-1]
		}
		if o.begins(i, o.frameOf(open)) {
			head = i
		}
		o.head[i] = head
		o.inside[i] = -1
		if len(open) > 0 {
			o.inside[i] = open[len(open)-1]
		}
		if t.Kind != parse.SignToken {
			continue
		}
		switch t.Text {
		case "(", "[", "{":
			o.frames[i] = o.frameAt(i, o.frameOf(open))
			open, heads = append(open, i), append(heads, head)
			head = i + 1
		case ")", "]", "}":
			if last := len(open) - 1; last >= 0 {
				o.partner[open[last]], o.partner[i] = i, open[last]
				o.inside[i], head = o.inside[open[last]], heads[last]
				o.head[i] = head
				open, heads = open[:last], heads[:last]
			}
		}
	}
	return o
}

func (o *outline) frameOf(open []int) frame {
	if len(open) == 0 {
		return noFrame
	}
	return o.frames[open[len(open)-1]]
}

// begins tells whether a statement begins with a token in a frame.
func (o *outline) begins(i int, in frame) bool {
	if !in.lines() || i == 0 {
		return i == 0
	}
	t, before := o.tokens[i], o.tokens[i-1]
	switch before.Text {
	case "{", "then", "else", "=>":
		return true
	case ":":
		return in != propsFrame && i >= 2 && o.isLabel(i-2)
	}
	if !o.newLine(i) || t.Kind == parse.SignToken && t.Text != "#" {
		return false
	}
	return startWords[t.Text] || !continues[t.Text] && !opens(before)
}

// startWords begin a statement wherever a line can begin one, whatever the line before lacks.
var startWords = words("workflow", "object", "segment", "action", "test", "title", "enroll", "reenroll", "unenroll", "goal", "suppress", "timezone",
	"during", "if", "match", "split", "goto", "stop", "delay", "let", "set", "copy", "clear", "increase", "decrease", "create", "associate",
	"dissociate", "given", "stub", "send", "advance", "expect")

// breaksOff tells whether a statement begins with a token although a bracket is open: the bracket was not closed yet.
func (o *outline) breaksOff(i int) bool {
	if !startWords[o.tokens[i].Text] || !o.newLine(i) {
		return false
	}
	if i+1 == len(o.tokens) {
		return true
	}
	next := o.tokens[i+1]
	return next.Kind != parse.SignToken || next.Text == "{" || next.Text == "("
}

// isLabel tells whether the word i, behind which a colon stands, is the label of a step.
func (o *outline) isLabel(i int) bool {
	return o.tokens[i].Kind == parse.WordToken && (i == 0 || o.newLine(i) || o.tokens[i-1].Text == "{" || o.tokens[i-1].Text == "then" ||
		o.tokens[i-1].Text == "else" || o.tokens[i-1].Text == "=>")
}

// newLine tells whether a token is the first of its line.
func (o *outline) newLine(i int) bool {
	return i == 0 || strings.Contains(o.file.Text[o.tokens[i-1].End:o.tokens[i].Start], "\n")
}

// continues are words that go on with a statement at the beginning of a line.
var continues = words("then", "else", "where", "when", "by", "with", "from", "to", "until", "up", "since", "append", "and", "or", "not",
	"in", "contains", "startsWith", "endsWith", "matches")

// opens tells whether more must come behind a token.
func opens(t parse.Token) bool {
	if t.Kind == parse.SignToken {
		return !slices.Contains([]string{")", "]", "}", "#", ".", "?."}, t.Text)
	}
	return t.Kind == parse.WordToken && joins[t.Text]
}

// joins are the words behind which something must follow.
var joins = words("where", "when", "by", "with", "from", "to", "until", "and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches",
	"of", "goto", "set", "if", "let", "copy", "clear")

func words(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}

// frameAt says what the bracket i holds.
func (o *outline) frameAt(i int, in frame) frame {
	before := parse.Token{}
	if i > 0 {
		before = o.tokens[i-1]
	}
	switch o.tokens[i].Text {
	case "(":
		if before.Kind == parse.WordToken && before.Text != "in" && before.Text != "and" && before.Text != "or" && before.Text != "not" {
			return callFrame
		}
		return groupFrame
	case "[":
		return listFrame
	}
	switch before.Text {
	case "then", "else", "=>":
		return blockFrame
	}
	first := o.tokens[o.head[i]].Text
	if o.isLabel(o.head[i]) && o.head[i]+2 < i && o.tokens[o.head[i]+1].Text == ":" {
		first = o.tokens[o.head[i]+2].Text
	}
	switch {
	case in == propsFrame, in == callFrame:
		return optionsFrame
	case in == noFrame:
		switch first {
		case "workflow":
			return workflowFrame
		case "test":
			return testFrame
		case "object", "event", "action":
			return propsFrame
		}
	case first == "match" || first == "split":
		return armsFrame
	case in.lines():
		switch first {
		case "create", "set", "given", "send", "stub", "let":
			if first != "let" || slices.ContainsFunc(o.tokens[o.head[i]:i], func(t parse.Token) bool { return t.Text == "create" }) {
				return fieldsFrame
			}
		}
	}
	return mapFrame
}

// next is the number of the first token that ends behind an offset; len(tokens) without.
func (o *outline) next(offset int) int {
	return sort.Search(len(o.tokens), func(i int) bool { return o.tokens[i].End > offset })
}

// span is the place of a token.
func (o *outline) span(i int) source.Span { return o.file.Span(o.tokens[i].Start, o.tokens[i].End) }

// decl is the declaration in which a token stands; nil without.
func (o *outline) declAt(offset int) ast.Decl {
	n := sort.Search(len(o.decls), func(i int) bool { return o.decls[i].Span().Start > offset })
	if n == 0 {
		return nil
	}
	return o.decls[n-1]
}
