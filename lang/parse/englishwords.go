package parse

// Comparisons in plain English behind `is`: `is greater than`, `is any of`, `is more than 30 days ago`.

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// comparisons are what stands behind `is` or `is not`, with its operator. A longer one stands before its beginning.
var comparisons = []struct{ words, operator string }{
	{"equal to", "=="}, {"equal", "=="}, {"exactly", "=="},
	{"greater than or equal to", ">="}, {"more than or equal to", ">="}, {"at least", ">="}, {"on or after", ">="},
	{"less than or equal to", "<="}, {"at most", "<="}, {"on or before", "<="},
	{"greater than", ">"}, {"more than", ">"}, {"larger than", ">"}, {"higher than", ">"}, {"later than", ">"}, {"above", ">"}, {"over", ">"}, {"after", ">"},
	{"less than", "<"}, {"fewer than", "<"}, {"smaller than", "<"}, {"lower than", "<"}, {"earlier than", "<"}, {"below", "<"}, {"under", "<"}, {"before", "<"},
	{"any of", "in"}, {"one of", "in"}, {"either of", "in"}, {"either", "in"}, {"none of", "not in"}, {"in", "in"},
}

// denied are the operators that say the contrary.
var denied = map[string]string{"==": "!=", "!=": "==", ">": "<=", ">=": "<", "<": ">=", "<=": ">", "in": "not in", "not in": "in"}

// memberships are what stands behind `is` or `is not` before the name of a list.
var memberships = []string{"a member of list", "a member of", "member of list", "member of", "in list", "in the list", "on list", "on the list"}

// isPhrase tells a comparison in plain English, whose `is` or `is not` goes from one token to another. Where there is
// no `is`, it ends before it begins.
func (m *mistakes) isPhrase(i, to int, not bool) bool {
	for _, words := range memberships {
		if n := m.phrase(to+1, words); n > 0 && m.token(to+n+1).Type == tokenText {
			at := m.between(i, to+n+1)
			right := "in list(" + m.token(to+n+1).Value + ")"
			if not {
				right = "not " + right
			}
			return m.tell(otherPhrase(m.between(i, to+n), at, right))
		}
	}
	operator := ""
	for _, c := range comparisons {
		if n := m.phrase(to+1, c.words); n > 0 {
			operator, to = c.operator, to+n
			break
		}
	}
	if operator == "" && to < i {
		return m.tell(otherWord(m.span(i), m.token(i).Value, ">", false))
	} else if operator == "" {
		operator = "=="
	}
	if not {
		operator = denied[operator]
	}
	at := m.between(i, to)
	if operator == "in" || operator == "not in" {
		if list, end := m.listInWords(to + 1); list != "" {
			from := m.pathBefore(i)
			return m.tell(otherPhrase(at, m.between(from, end), m.between(from, i-1).Text()+" "+operator+" "+list))
		}
	}
	if end, ok := m.longAgo(to+1, operator); ok {
		// `more than 30 days ago` is before that day.
		right := map[string]string{">": "<", ">=": "<=", "<": ">", "<=": ">="}[operator] + " ago(" + timeUnits[m.token(to+2).Value] + "s(" + m.token(to+1).Value + "))"
		return m.tell(otherPhrase(m.between(i, end), m.between(i, end), right))
	}
	next := m.token(to + 1)
	return m.tell(otherWord(at, at.Text(), operator, next.Type != tokenWord || !mistakenWords.has(next.Value) && !comparingWords.has(next.Value)))
}

// phrase is how many tokens the words take up that begin at one; 0 where something else stands there.
func (m *mistakes) phrase(i int, words string) int {
	list := strings.Fields(words)
	for j, word := range list {
		if !isWord(m.token(i+j), word) {
			return 0
		}
	}
	return len(list)
}

// listInWords makes a list of the values that begin at a token, `"a", "b" or "c"`, and gives its last token; "" where
// there are fewer than two, or where they stand in brackets already.
func (m *mistakes) listInWords(i int) (list string, end int) {
	var values []string
	for isLiteral(m.token(i)) {
		values, end = append(values, m.token(i).Value), i
		if next := m.token(i + 1); isSign(next, ",") || isWord(next, "or") || isWord(next, "and") {
			i += 2
			continue
		}
		break
	}
	if len(values) < 2 {
		return "", 0
	}
	return "[" + strings.Join(values, ", ") + "]", end
}

func isLiteral(t *lexer.Token) bool { return t.Type == tokenText || t.Type == tokenNumber }

// longAgo recognizes `30 days ago` behind an operator of order, and gives its last token.
func (m *mistakes) longAgo(i int, operator string) (end int, ok bool) {
	return i + 2, strings.ContainsAny(operator, "<>") && m.token(i).Type == tokenNumber && timeUnits[m.token(i+1).Value] != "" && isWord(m.token(i+2), "ago")
}

// anyOf tells `contains any of …` and `== any of …` at the word before `of`.
func (m *mistakes) anyOf(i int) bool {
	before := m.token(i - 1)
	from := m.pathBefore(i - 1)
	subject := m.between(from, i-2).Text()
	list, end := m.listInWords(i + 2)
	if list == "" {
		if end = m.closing(i + 2); end < 0 {
			return m.tell(otherWord(m.between(i-1, i+1), m.between(i-1, i+1).Text(), "in", false))
		}
		list = m.between(i+2, end).Text()
	}
	right := subject + " in " + list
	if before.Type == tokenWord {
		right = "any(" + list + ", " + subject + " " + before.Value + " #)"
	}
	d := otherPhrase(m.between(i-1, i+1), m.between(from, end), right)
	d.Fixes[0].Sure = false
	return m.tell(d)
}

// closing is the token that closes the square bracket at a token; -1 where there is none.
func (m *mistakes) closing(i int) int {
	if !isSign(m.token(i), "[") {
		return -1
	}
	for ; i < len(m.tokens); i++ {
		if isSign(&m.tokens[i], "]") {
			return i
		}
	}
	return -1
}
