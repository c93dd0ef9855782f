package parse

// Expressions in their plain form, read from the tokens that are there already: names, properties, elements, texts,
// decimal numbers, lists, calls, predicates, and the operators between them. They become the very nodes that expr's
// parser would make. Whatever else stands in an expression, and every fault, is for expr's parser, which then reads the
// text from its beginning: it decides what the language is, and a test reads expressions in both ways.

import (
	"strconv"
	"strings"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"github.com/alecthomas/participle/v2/lexer"
)

// shortReader is the state of reading one expression.
type shortReader struct {
	nodes  *exprNodes
	tokens []lexer.Token
	at     int    // the token at hand
	text   string // what expr's parser would see
	offset int    // of the text in the file
	head   int    // runes before the text when expr's parser reads it
	inside bool   // of a predicate, where `#` and `.name` have a meaning
	judged bool   // it holds an operator that leftOut has to look at
}

// shortExpression reads tokens whose text is e's, behind `head` runes; nil when they are no plain expression. judged
// tells whether there is something in it for leftOut.
func shortExpression(text string, tokens []lexer.Token, head int, nodes *exprNodes) (node exprast.Node, judged bool) {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return nil, false // runes are not bytes
		}
	}
	r := shortReader{nodes: nodes, tokens: tokens, text: text, offset: tokens[0].Pos.Offset, head: head, inside: head > 0}
	node = r.expression(0)
	nodes.items = nodes.items[:0]
	if r.at < len(tokens) {
		return nil, false
	}
	return node, r.judged
}

// sign takes the token at hand if it is the sign.
func (r *shortReader) sign(sign string) bool {
	if r.at < len(r.tokens) && isSign(&r.tokens[r.at], sign) {
		r.at++
		return true
	}
	return false
}

func (r *shortReader) atSign(sign string) bool {
	return r.at < len(r.tokens) && isSign(&r.tokens[r.at], sign)
}

// located gives a node the place of a token.
func (r *shortReader) located(n exprast.Node, t *lexer.Token) exprast.Node {
	from := t.Pos.Offset - r.offset + r.head
	n.SetLocation(file.Location{From: from, To: from + len(t.Value)})
	return n
}

// The binding powers of operators, as in expr.
const (
	powerOr         = 10
	powerAnd        = 15
	powerComparison = 20
	powerSum        = 30
	powerNot        = 50
	powerProduct    = 60
	powerSign       = 90
	powerPower      = 100
	powerCoalesce   = 500
)

// power is how strongly a token binds as an operator between two values; 0 for what is none.
func power(t *lexer.Token) int {
	switch t.Type {
	case tokenWord:
		switch t.Value {
		case "or":
			return powerOr
		case "and":
			return powerAnd
		case "in", "contains", "startsWith", "endsWith", "matches":
			return powerComparison
		}
	case tokenSign:
		switch t.Value {
		case "||":
			return powerOr
		case "&&":
			return powerAnd
		case "==", "!=", "<", "<=", ">", ">=":
			return powerComparison
		case "+", "-":
			return powerSum
		case "*", "/", "%":
			return powerProduct
		case "**":
			return powerPower
		case "??":
			return powerCoalesce
		}
	}
	return 0
}

func isOrder(t *lexer.Token) bool {
	return t.Type == tokenSign && (t.Value[0] == '<' || t.Value[0] == '>')
}

// expression reads a value and the operators behind it that bind at least so strongly; nil when it is not plain.
func (r *shortReader) expression(least int) exprast.Node {
	left := r.value()
	coalesced := false // the operator before was `??`, with which no other may be mixed
	for left != nil && r.at < len(r.tokens) {
		op := &r.tokens[r.at]
		negated := isWord(op, "not")
		if negated {
			if r.at+1 == len(r.tokens) {
				return nil
			}
			if op = &r.tokens[r.at+1]; op.Type != tokenWord || !negatedWords.has(op.Value) {
				return nil
			}
		}
		binds := power(op)
		if binds == 0 || binds < least {
			return left
		}
		if coalesced && binds != powerCoalesce {
			return nil
		}
		coalesced = binds == powerCoalesce
		if r.at++; negated {
			r.at++
		}
		next := binds + 1
		if binds == powerPower {
			next = binds // `2 ** 3 ** 2` is read from the right
		}
		right := r.expression(next)
		if right == nil || isOrder(op) && r.at < len(r.tokens) && isOrder(&r.tokens[r.at]) {
			return nil
		}
		left = r.operation(op, left, right)
		if negated {
			not := r.nodes.unary.New()
			not.Operator, not.Node = "not", left
			left = r.located(not, op)
		}
	}
	return left
}

func (r *shortReader) operation(op *lexer.Token, left, right exprast.Node) exprast.Node {
	n := r.nodes.binary.New()
	n.Operator, n.Left, n.Right = op.Value, left, right
	switch {
	case op.Value == "matches":
		r.judged = true
	case power(op) == powerComparison && op.Type == tokenSign:
		r.judged = r.judged || isPlainPath(left) && isPlainPath(right)
	}
	return r.located(n, op)
}

// value reads a value with what is said of it before and behind.
func (r *shortReader) value() exprast.Node {
	if r.at == len(r.tokens) {
		return nil
	}
	t := &r.tokens[r.at]
	switch t.Type {
	case tokenWord:
		if t.Value == "not" {
			return r.unary(t, powerNot)
		}
		return r.word(t)
	case tokenNumber:
		return r.number(t)
	case tokenText, tokenTemplate:
		return r.quoted(t)
	case tokenSign:
		switch t.Value {
		case "-", "+":
			return r.unary(t, powerSign)
		case "!":
			return r.unary(t, powerNot)
		case "(":
			r.at++
			n := r.expression(0)
			if n == nil || !r.sign(")") {
				return nil
			}
			return r.behind(n)
		case "[":
			return r.list(t)
		case ".", "#":
			return r.element(t)
		}
	}
	return nil
}

func (r *shortReader) unary(t *lexer.Token, binds int) exprast.Node {
	r.at++
	x := r.expression(binds)
	if x == nil {
		return nil
	}
	n := r.nodes.unary.New()
	n.Operator, n.Node = t.Value, x
	return r.behind(r.located(n, t))
}

// word reads a name, a call, or a value that is a word.
func (r *shortReader) word(t *lexer.Token) exprast.Node {
	r.at++
	switch t.Value {
	case "true", "false":
		return r.located(&exprast.BoolNode{Value: t.Value == "true"}, t)
	case "nil":
		return r.located(&exprast.NilNode{}, t)
	case "let":
		return nil // an operator for expr
	}
	if operatorWords.has(t.Value) {
		return nil
	}
	if r.sign("(") {
		if predicateWords.has(t.Value) {
			return r.predicate(t)
		}
		return r.call(t)
	}
	return r.behind(r.name(t))
}

func (r *shortReader) name(t *lexer.Token) exprast.Node {
	n := r.nodes.name.New()
	n.Value = t.Value
	return r.located(n, t)
}

// number reads a decimal number of no more digits than surely fit.
func (r *shortReader) number(t *lexer.Token) exprast.Node {
	const mostDigits = 15
	points := 0
	for i := range len(t.Value) {
		if t.Value[i] == '.' {
			points++
		} else if !isDigit(t.Value[i]) {
			return nil
		}
	}
	if len(t.Value) > mostDigits || points > 1 || t.Value[0] == '.' {
		return nil
	}
	if r.at++; r.atSign(".") && touches(t, &r.tokens[r.at]) {
		return nil // for expr the point belongs to the number
	}
	if points == 1 {
		value, err := strconv.ParseFloat(t.Value, 64)
		if err != nil {
			return nil
		}
		return r.located(&exprast.FloatNode{Value: value}, t)
	}
	value, err := strconv.Atoi(t.Value)
	if err != nil {
		return nil
	}
	n := r.nodes.number.New()
	n.Value = value
	return r.located(n, t)
}

// quoted reads a text without escapes; templates in it are blanked.
func (r *shortReader) quoted(t *lexer.Token) exprast.Node {
	from := t.Pos.Offset - r.offset
	text := r.text[from+1 : from+len(t.Value)-1]
	if strings.IndexByte(text, '\\') >= 0 || strings.IndexByte(text, '`') >= 0 || strings.IndexByte(text, '\r') >= 0 {
		return nil
	}
	r.at++
	return r.behind(r.textNode(text, t))
}

func (r *shortReader) textNode(text string, t *lexer.Token) exprast.Node {
	n := r.nodes.text.New()
	n.Value = text
	return r.located(n, t)
}

// element reads `#`, or what stands before `.amount`, inside of a predicate.
func (r *shortReader) element(t *lexer.Token) exprast.Node {
	if !r.inside {
		return nil
	}
	if t.Value == "#" {
		if r.at++; r.at < len(r.tokens) && touches(t, &r.tokens[r.at]) && r.tokens[r.at].Type != tokenSign {
			return nil // `#name`
		}
	}
	return r.behind(r.located(r.nodes.pointer.New(), t))
}

// behind reads the properties and elements of a value.
func (r *shortReader) behind(n exprast.Node) exprast.Node {
	for n != nil {
		switch open := r.at; {
		case r.sign("."):
			if r.at == len(r.tokens) || r.tokens[r.at].Type != tokenWord {
				return nil
			}
			t := &r.tokens[r.at]
			if r.at++; r.atSign("(") {
				return nil // a method
			}
			n = r.member(n, r.textNode(t.Value, t), t)
		case r.sign("["):
			i := r.expression(0)
			if i == nil || !r.sign("]") {
				return nil
			}
			n = r.member(n, i, &r.tokens[open])
		default:
			return n
		}
	}
	return nil
}

func (r *shortReader) member(of, property exprast.Node, at *lexer.Token) exprast.Node {
	n := r.nodes.member.New()
	n.Node, n.Property = of, property
	return r.located(n, at)
}

// list reads `[a, b]`.
func (r *shortReader) list(open *lexer.Token) exprast.Node {
	r.at++
	items, ok := r.items("]")
	if !ok {
		return nil
	}
	n := r.nodes.list.New()
	n.Nodes = items
	return r.behind(r.located(n, open))
}

// call reads the arguments of a function.
func (r *shortReader) call(name *lexer.Token) exprast.Node {
	args, ok := r.items(")")
	if !ok {
		return nil
	}
	n := r.nodes.call.New()
	n.Callee, n.Arguments = r.name(name), args
	return r.behind(r.located(n, name))
}

// items reads values with commas between, and the closing bracket.
func (r *shortReader) items(closing string) (list []exprast.Node, ok bool) {
	from := len(r.nodes.items)
	for !r.sign(closing) {
		if len(r.nodes.items) > from && (!r.sign(",") || r.atSign(closing)) {
			return nil, false
		}
		n := r.expression(0)
		if n == nil {
			return nil, false
		}
		r.nodes.items = append(r.nodes.items, n)
	}
	list = r.nodes.items[from:]
	r.nodes.items = r.nodes.items[:from]
	if len(list) == 0 {
		return []exprast.Node{}, true
	}
	return r.nodes.lists.Copy(list), true
}

// predicate reads `any(list, condition)`, and `count(list)`.
func (r *shortReader) predicate(name *lexer.Token) exprast.Node {
	over := r.expression(0)
	if over == nil {
		return nil
	}
	n := r.nodes.builtin.New()
	n.Name = name.Value
	if r.sign(")") {
		if name.Value != "count" && name.Value != "sum" {
			return nil
		}
		n.Arguments = r.nodes.lists.Make(1)
		n.Arguments[0] = over
		return r.behind(r.located(n, name))
	}
	if !r.sign(",") || r.at == len(r.tokens) {
		return nil
	}
	first, outside := &r.tokens[r.at], r.inside
	r.inside = true
	body := r.expression(0)
	r.inside = outside
	if body == nil || !r.sign(")") {
		return nil
	}
	n.Arguments = r.nodes.lists.Make(2)
	n.Arguments[0], n.Arguments[1] = over, r.located(&exprast.PredicateNode{Node: body}, first)
	return r.behind(r.located(n, name))
}
