package parse

// The shortest expressions, read without expr's parser: a name, a property, a text or a whole number. Most arguments are
// such; they become the very nodes that expr's parser would make, and a test holds the two side by side.

import (
	"strconv"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"github.com/alecthomas/participle/v2/lexer"
)

// shortExpression reads tokens whose text is e's; nil when they are more than a short expression. Behind `head` runes the
// text would begin for expr's parser.
func shortExpression(text string, tokens []lexer.Token, head int) exprast.Node {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return nil // runes are not bytes
		}
	}
	start := tokens[0].Pos.Offset - head
	if len(tokens) == 1 {
		return shortValue(text, &tokens[0], start)
	}
	for i := range tokens {
		if i%2 == 0 && tokens[i].Type != tokenWord || i%2 == 1 && !isSign(&tokens[i], ".") {
			return nil
		}
	}
	if len(tokens)%2 == 0 {
		return nil
	}
	node := shortName(&tokens[0], start)
	if _, isName := node.(*exprast.IdentifierNode); !isName {
		return nil
	}
	for i := 2; i < len(tokens); i += 2 {
		name := &exprast.StringNode{Value: tokens[i].Value}
		member := &exprast.MemberNode{Node: node, Property: name}
		at := locationOf(&tokens[i], start)
		name.SetLocation(at)
		member.SetLocation(at)
		node = member
	}
	return node
}

// shortValue is the node of one token; text is what expr's parser would see of it.
func shortValue(text string, t *lexer.Token, start int) (node exprast.Node) {
	switch t.Type {
	case tokenWord:
		return shortName(t, start)
	case tokenText, tokenTemplate:
		for i := 1; i < len(text)-1; i++ {
			if c := text[i]; c == '\\' || c == '`' || c == '\r' {
				return nil
			}
		}
		node = &exprast.StringNode{Value: text[1 : len(text)-1]}
	case tokenNumber:
		const mostDigits = 15
		n, err := strconv.Atoi(text)
		if err != nil || len(text) > mostDigits {
			return nil
		}
		node = &exprast.IntegerNode{Value: n}
	default:
		return nil
	}
	node.SetLocation(locationOf(t, start))
	return node
}

func shortName(t *lexer.Token, start int) (node exprast.Node) {
	switch t.Value {
	case "true", "false":
		node = &exprast.BoolNode{Value: t.Value == "true"}
	case "nil":
		node = &exprast.NilNode{}
	default:
		node = &exprast.IdentifierNode{Value: t.Value}
	}
	node.SetLocation(locationOf(t, start))
	return node
}

func locationOf(t *lexer.Token, start int) file.Location {
	return file.Location{From: t.Pos.Offset - start, To: endOf(t) - start}
}
