package parse

// Expressions: their tokens are looked through for mistakes and caps, their text is handed to expr's parser, and the
// tree that comes back for what the language leaves out.

import (
	"errors"
	"strings"
	"sync"
	"unicode/utf8"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	exprparser "github.com/expr-lang/expr/parser"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
)

// predicateHead is put before a condition on records, which is the body of a predicate, and `)` behind it.
const predicateHead = "any(x, "

// expressionConfig is how expr's parser is set: only predicates are its own, functions come from the catalog.
var expressionConfig = sync.OnceValue(func() *conf.Config {
	config := &conf.Config{DisableIfOperator: true, Disabled: make(map[string]bool, len(builtin.Builtins))}
	for _, f := range builtin.Builtins {
		config.Disabled[f.Name] = true
	}
	return config
})

// errUnreadable is that expr's parser could not cope with a text.
var errUnreadable = errors.New("unreadable")

// parseExpression never panics: a text that expr's parser cannot cope with is an error like any other.
func parseExpression(text string) (node exprast.Node, err error) {
	defer func() {
		if recover() != nil {
			node, err = nil, errUnreadable
		}
	}()
	var parser exprparser.Parser // one for each text: its lexer cannot be used twice
	tree, err := parser.Parse(text, expressionConfig())
	if err != nil {
		return nil, err
	}
	return tree.Node, nil
}

// expr makes the node of an expression.
func (b *builder) expr(e expression) *ast.Expr { return b.expression(e.tokens, scope{}) }

func (b *builder) condition(c *condition) *ast.Expr {
	if c == nil {
		return nil
	}
	return b.expr(c.expression)
}

// where makes the node of a condition on records: `.amount > 10` is said of each.
func (b *builder) where(c *condition) *ast.Expr {
	if c == nil {
		return nil
	}
	return b.expression(c.tokens, scope{predicates: 1})
}

func (b *builder) exprList(list []*expression) (out []*ast.Expr) {
	for _, e := range list {
		out = append(out, b.expr(*e))
	}
	return out
}

// momentExpr is the expression of a delay, where a bare date is one.
func (b *builder) momentExpr(e expression) *ast.Expr {
	if len(e.tokens) == 1 && e.tokens[0].Type == tokenDate {
		return b.date(&e.tokens[0])
	}
	return b.expr(e)
}

// armValue is a value of a match, where a bare date is one.
func (b *builder) armValue(v *armValue) *ast.Expr {
	if len(v.tokens) == 1 && v.tokens[0].Type == tokenDate {
		return b.date(&v.tokens[0])
	}
	if t := &v.tokens[0]; t.Type == tokenTemplate {
		b.exprFaults = append(b.exprFaults, templateNotAllowed(b.at(t).Place))
		return &ast.Expr{At: b.span(v.tokens), Text: b.textOf(b.spanOf(v.tokens))}
	}
	return b.expr(expression{v.tokens})
}

// date reads a bare date as the call of `date` that it stands for.
func (b *builder) date(t *lexer.Token) *ast.Expr {
	e := &ast.Expr{At: b.at(t), Text: t.Value}
	if d, ok := b.noDate(t); ok {
		b.exprFaults = append(b.exprFaults, d)
		return e
	}
	whole := file.Location{From: 0, To: len(t.Value)}
	callee, value := &exprast.IdentifierNode{Value: "date"}, &exprast.StringNode{Value: t.Value}
	call := &exprast.CallNode{Callee: callee, Arguments: []exprast.Node{value}}
	callee.SetLocation(whole)
	value.SetLocation(whole)
	call.SetLocation(whole)
	e.Tree = call
	return e
}

// scope is what lies around an expression.
type scope struct {
	predicates int  // predicates whose body it belongs to
	template   bool // it stands in a template
}

// head is how many runes stand before the text of an expression when expr's parser reads it.
func (in scope) head() int {
	if in.predicates > 0 {
		return len(predicateHead)
	}
	return 0
}

// expression makes the node of an expression from its tokens.
func (b *builder) expression(tokens []lexer.Token, in scope) *ast.Expr {
	e := b.reader.trees.expr.New()
	e.At = b.span(tokens)
	if len(tokens) == 0 {
		return e
	}
	e.Text = b.textOf(e.Place)
	before := b.reader.keptOf(e.Text, in)
	if before.tree != nil && before.in == in && before.text == e.Text {
		e.Tree, e.Shift = before.tree, -in.head()
		return e
	}
	text, faults := e.Text, len(b.exprFaults)
	b.read(e, tokens, in)
	if e.Tree != nil && e.Templates == nil && e.Text == text && len(b.exprFaults) == faults {
		*before = kept{text, in, e.Tree}
	}
	return e
}

// read reads the text of an expression, whose tree stays nil when it has a fault.
func (b *builder) read(e *ast.Expr, tokens []lexer.Token, in scope) {
	m := mistakes{b: b, tokens: tokens, in: in}
	if !m.look() {
		return
	}
	b.blankTemplates(e, tokens, &m)
	text, picks := renamed(e, tokens, m.picks)
	head := in.head()
	var node exprast.Node
	judged := true
	if len(picks) == 0 {
		node, judged = shortExpression(text, tokens, head, &b.reader.nodes)
	}
	if node == nil {
		if node = b.byExpr(e, text, tokens, head); node == nil {
			return
		}
		judged = true
	}
	e.Shift = -head
	if judged {
		l := leftOut{b: b, expr: e, picks: picks, head: head}
		if l.walk(node); l.found {
			return
		}
	}
	e.Tree = node
	b.exprFaults = append(b.exprFaults, m.warnings...)
}

// byExpr reads a text with expr's parser; nil where that has a fault, which is told.
func (b *builder) byExpr(e *ast.Expr, text string, tokens []lexer.Token, head int) exprast.Node {
	if head > 0 {
		text = predicateHead + text + ")"
	}
	node, err := parseExpression(text)
	if err != nil {
		b.exprFault(b.reworded(err, e, tokens, head))
		return nil
	}
	if head > 0 {
		node = predicateBody(node)
	}
	if node == nil {
		b.exprFault(unreadableExpression(e.Place))
	}
	return node
}

// predicateBody unwraps `any(x, BODY)`; nil when the text was more than one body.
func predicateBody(node exprast.Node) exprast.Node {
	call, ok := node.(*exprast.BuiltinNode)
	if !ok || len(call.Arguments) != 2 {
		return nil
	}
	body, ok := call.Arguments[1].(*exprast.PredicateNode)
	if !ok {
		return nil
	}
	return body.Node
}

// blankTemplates makes the text that stands for an expression: that of the source, with templates and comments blanked.
func (b *builder) blankTemplates(e *ast.Expr, tokens []lexer.Token, m *mistakes) {
	var bytes []byte // nil as long as nothing changes
	start := e.Place.Start
	edit := func(from, to int) []byte {
		if bytes == nil {
			bytes = []byte(e.Text)
		}
		return bytes[from-start : to-start]
	}
	var found []*ast.Template
	for i := range tokens {
		t := &tokens[i]
		if i > 0 {
			last := endOf(&tokens[i-1])
			if strings.TrimSpace(e.Text[last-start:t.Pos.Offset-start]) != "" {
				blank(edit(last, t.Pos.Offset))
			}
		}
		if t.Type == tokenTemplate {
			inside := edit(t.Pos.Offset+1, endOf(t)-1)
			for j := range inside {
				inside[j] = ' '
			}
			found = append(found, b.template(t, scope{predicates: m.predicatesAt(i), template: true}))
		}
	}
	if bytes != nil {
		e.Text = string(bytes)
	}
	for _, t := range found {
		if e.Templates == nil {
			e.Templates = make(map[int]*ast.Template, len(found))
		}
		e.Templates[runeAt(e, t.Place.Start)] = t
	}
}

// runeAt is the rune of an expression's text that stands at a byte of the file.
func runeAt(e *ast.Expr, offset int) int {
	return utf8.RuneCountInString(e.Text[:offset-e.Place.Start])
}

// renamed gives the text for expr's parser, in which functions that look at elements, but are none for expr, have the
// name of one of the same length. picks has their true names by their rune in the text.
func renamed(e *ast.Expr, tokens []lexer.Token, functions []int) (text string, picks map[int]string) {
	if len(functions) == 0 {
		return e.Text, nil
	}
	bytes := []byte(e.Text)
	picks = make(map[int]string, len(functions))
	for _, i := range functions {
		t := &tokens[i]
		copy(bytes[t.Pos.Offset-e.Place.Start:], pickingWords[t.Value])
		picks[runeAt(e, t.Pos.Offset)] = t.Value
	}
	return string(bytes), picks
}

// blank overwrites a comment with spaces.
func blank(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}

func (b *builder) noDate(t *lexer.Token) (diag.Diagnostic, bool) {
	if _, err := calendar.ParseDate(t.Value); err != nil {
		return noSuchDay(b.at(t).Place, t.Value, "write a day such as `2026-12-24`"), true
	}
	return diag.Diagnostic{}, false
}
