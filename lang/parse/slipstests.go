package parse

// What people write for a claim of a test.

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
)

// claimSlip tells a claim whose words stand in another order or form: `expect ann enrolled`, `expect not notify`,
// `expect notify(text: "hi")`. Without it the claim is read as a condition, which none of its words makes sense in.
func (b *builder) claimSlip(tokens []lexer.Token) (d diag.Diagnostic, told bool) {
	claim := tokens[1 : len(tokens)-1]
	if len(claim) < 2 || claim[0].Type != tokenWord {
		return d, false
	}
	last := &claim[len(claim)-1]
	right := ""
	switch {
	case isWord(&claim[0], "no") || stateWords.has(claim[0].Value):
		return d, false
	case len(claim) <= 4 && !isWord(&claim[0], "not") && last.Type == tokenWord && stateWords.has(last.Value) && betweenWords(claim[1:len(claim)-1]):
		right = "expect " + last.Value + " " + claim[0].Value
		if slices.ContainsFunc(claim, func(t lexer.Token) bool { return isWord(&t, "not") }) {
			right = "expect no " + last.Value + " " + claim[0].Value
		}
	case len(claim) == 3 && isWord(&claim[0], "not") && stateWords.has(claim[1].Value) && last.Type == tokenWord:
		right = "expect no " + claim[1].Value + " " + last.Value
	case isWord(&claim[0], "not") && actionForms[claim[1].Value] != "" && onlyPath(claim[1:]):
		right = "expect no " + b.spanOf(claim[1:]).Text()
	default:
		path := pathLength(claim)
		if rest := claim[path:]; actionForms[claim[0].Value] != "" && len(rest) > 0 && (isSign(&rest[0], "(") || rest[0].Type == tokenText || rest[0].Type == tokenTemplate || isWord(&rest[0], "to") || isWord(&rest[0], "with")) {
			argument := "text"
			if isSign(&rest[0], "(") && len(rest) > 2 && rest[1].Type == tokenWord && isSign(&rest[2], ":") {
				argument = rest[1].Value
			}
			d = diag.Fault("syntax", b.spanOf(rest), "expected `where` or the end of the line, found "+inWords(&rest[0]),
				"claim something of the action's arguments: `expect "+b.spanOf(claim[:path]).Text()+" where "+argument+" == …`")
			return d, true
		}
	}
	if right == "" {
		return d, false
	}
	at := b.spanOf(tokens[:len(tokens)-1])
	return mended(diag.Fault("syntax", at, "`"+shortened(at.Text())+"` is no claim"), true, "write `"+right+"`", at, right), true
}

// betweenWords reports whether there is nothing but what joins a record and its state in plain English.
func betweenWords(tokens []lexer.Token) bool {
	for i := range tokens {
		if t := &tokens[i]; !isWord(t, "is") && !isWord(t, "has") && !isWord(t, "not") && !isWord(t, "was") && !isWord(t, "to") && !isWord(t, "be") {
			return false
		}
	}
	return true
}

// pathLength is how many tokens the name of an action takes up, `notify.email`.
func pathLength(tokens []lexer.Token) int {
	n := 1
	for n+1 < len(tokens) && isProperty(&tokens[n], &tokens[n+1]) {
		n += 2
	}
	return n
}

func onlyPath(tokens []lexer.Token) bool { return pathLength(tokens) == len(tokens) }
