package parse

// What expr's language has and ours leaves out, and what its parser says, in the reader's words.

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// leftOut looks through a tree for what the language leaves out, and gives renamed functions their names back.
type leftOut struct {
	b     *builder
	expr  *ast.Expr
	picks map[int]string // by the rune in the text
	head  int            // runes before the text: locations in the tree are so much too large
	found bool
}

// walk looks at all nodes of a tree, those inside of others first.
func (l *leftOut) walk(tree exprast.Node) { exprast.Walk(&tree, l) }

// Visit looks at one node.
func (l *leftOut) Visit(node *exprast.Node) {
	switch n := (*node).(type) {
	case *exprast.BuiltinNode:
		if name, ok := l.picks[n.Location().From-l.head]; ok {
			n.Name = name
		}
	case *exprast.CallNode:
		if member, ok := n.Callee.(*exprast.MemberNode); ok {
			l.fault(notInLanguage(l.place(member.Property), "a method call", "call the function with the value in it: `lower(contact.email)`"))
		} else if _, ok := n.Callee.(*exprast.IdentifierNode); !ok {
			l.fault(notInLanguage(l.place(n), "calling a value", "call a function by its name"))
		}
	case *exprast.SliceNode:
		l.fault(notInLanguage(l.place(n), "a slice `[a:b]`", "take single elements with `first`, `last` or `[0]`"))
	case *exprast.SequenceNode, *exprast.VariableDeclaratorNode:
		l.fault(notInLanguage(l.place(n), "a sequence of expressions", "use one expression"))
	case *exprast.BytesNode:
		l.fault(notInLanguage(l.place(n), "a text of bytes", "write the text without `b` before it"))
	case *exprast.PointerNode:
		if n.Name != "" {
			l.fault(notInLanguage(l.place(n), "`#"+n.Name+"`", "use `#` for the element at hand"))
		}
	case *exprast.BinaryNode:
		l.binary(n)
	}
}

func (l *leftOut) binary(n *exprast.BinaryNode) {
	switch n.Operator {
	case "matches":
		l.pattern(n)
	case "==", "!=", "<", "<=", ">", ">=":
		if isPlainPath(n.Left) && isPlainPath(n.Right) && n.Left.String() == n.Right.String() {
			l.b.exprFaults = append(l.b.exprFaults, comparedWithItself(l.place(n), n.Left.String(), n.Operator))
		}
	}
}

// pattern looks at the right side of `matches`: a regular expression must be constant, and be one.
func (l *leftOut) pattern(n *exprast.BinaryNode) {
	switch right := n.Right.(type) {
	case *exprast.StringNode:
		at := l.expr.Offset(right.Location().From)
		if l.templateAt(right.Location().From - l.head) {
			l.fault(templateNotAllowed(l.b.file.Span(at, at+1)))
			return
		}
		if _, err := regexp.Compile(right.Value); err != nil {
			reason := err.Error()
			var fault *syntax.Error
			if errors.As(err, &fault) {
				reason = fault.Code.String()
			}
			l.fault(badPattern(l.literalAt(at), reason))
		}
	case *exprast.IdentifierNode: // a constant of the project; the checker knows
	default:
		l.fault(patternNotConstant(l.place(n.Right)))
	}
}

func (l *leftOut) templateAt(rune int) bool { return l.expr.Templates[rune] != nil }

// literalAt is the place of the text that begins at a byte of the file.
func (l *leftOut) literalAt(at int) source.Span {
	s := newScanner(l.b.file, l.b.limits)
	s.at = at
	s.one()
	if len(s.tokens) == 0 {
		return l.b.file.Span(at, at)
	}
	return l.b.at(&s.tokens[0]).Place
}

func (l *leftOut) fault(d diag.Diagnostic) {
	l.found = true
	l.b.exprFaults = append(l.b.exprFaults, d)
}

// place is where expr's parser says that a node is: for operators, the operator.
func (l *leftOut) place(n exprast.Node) source.Span {
	at := n.Location()
	return l.b.file.Span(l.expr.Offset(at.From), l.expr.Offset(at.To))
}

// isPlainPath reports whether a node is a name or a property and nothing else.
func isPlainPath(n exprast.Node) bool {
	switch n := n.(type) {
	case *exprast.IdentifierNode:
		return true
	case *exprast.MemberNode:
		_, isName := n.Property.(*exprast.StringNode)
		return isName && isPlainPath(n.Node)
	case *exprast.PointerNode:
		return true
	}
	return false
}

// reworded says what expr's parser said of a text, with the token at which it said it.
func (b *builder) reworded(err error, e *ast.Expr, tokens []lexer.Token, head int) diag.Diagnostic {
	var at *file.Error
	if !errors.As(err, &at) {
		return unreadableExpression(e.Place)
	}
	offset := e.Offset(at.From - head)
	i := 0
	for i < len(tokens) && endOf(&tokens[i]) <= offset {
		i++
	}
	if i == len(tokens) {
		last := &tokens[len(tokens)-1]
		return expectedValue(b.file.Span(endOf(last), endOf(last)), "behind", last, inWords(&lexer.Token{Type: tokenEnd}))
	}
	t := &tokens[i]
	switch {
	case strings.Contains(at.Message, "coalesce expressions"):
		return coalesceBeside(b.at(t).Place, b.coalesceFix(tokens, i))
	case strings.Contains(at.Message, "escape") && t.Type == tokenText:
		return badEscape(b.at(t).Place, t.Value)
	case strings.Contains(at.Message, "literal") && t.Type == tokenNumber:
		return numberTooLarge(b.at(t).Place)
	}
	if i > 0 && valueEnds(tokens, i-1) {
		return expectedOperator(b.at(t).Place, t)
	}
	return expectedValue(b.at(t).Place, "", t, inWords(t))
}

// coalesceFix draws the brackets that `a ?? b > c` lacks.
func (b *builder) coalesceFix(tokens []lexer.Token, operator int) []diag.Edit {
	from := operator - 1
	depth := 0
	for ; from > 0; from-- {
		t := &tokens[from-1]
		switch {
		case isSign(t, ")"), isSign(t, "]"), isSign(t, "}"):
			depth++
		case isSign(t, "("), isSign(t, "["), isSign(t, "{"):
			depth--
		}
		if depth < 0 || depth == 0 && (operatorWords.has(t.Value) && t.Type == tokenWord || t.Type == tokenSign && strings.Contains("&&||==!=<=>=,?::", t.Value)) {
			break
		}
	}
	start, end := tokens[from].Pos.Offset, endOf(&tokens[operator-1])
	return []diag.Edit{{Span: b.file.Span(start, start), New: "("}, {Span: b.file.Span(end, end), New: ")"}}
}

// valueEnds reports whether a value may end with the i-th token of an expression.
func valueEnds(tokens []lexer.Token, i int) bool {
	if i < 0 || i >= len(tokens) {
		return false
	}
	switch t := &tokens[i]; t.Type {
	case tokenWord:
		return !operatorWords.has(t.Value) || i > 0 && (isSign(&tokens[i-1], ".") || isSign(&tokens[i-1], "?."))
	case tokenSign:
		return t.Value == ")" || t.Value == "]" || t.Value == "}"
	}
	return true
}
