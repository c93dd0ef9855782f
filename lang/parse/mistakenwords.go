package parse

// Words in expressions: those of other languages, of plain English, and those that the language leaves out.

import (
	"strconv"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// word looks at a word that is no property.
func (m *mistakes) word(i int, t *lexer.Token) bool {
	next := m.token(i + 1)
	if isSign(next, ":") && m.top().open >= 0 && isSign(&m.tokens[m.top().open], "{") {
		return true // a key of a map
	}
	if quantities.has(t.Value) && isWord(next, "of") && i > 1 && !valueEnds(m.tokens, i-1) {
		return m.anyOf(i)
	}
	if amount := strings.TrimPrefix(t.Value, "$"); amount != t.Value && isNumber(amount) {
		return m.tell(currency(m.span(i), amount))
	}
	if strings.HasPrefix(t.Value, "$") {
		return m.tell(notInLanguage(m.span(i), "`"+t.Value+"`", "name the records and properties themselves"))
	}
	if i > 0 && valueEnds(m.tokens, i-1) {
		return m.wordBehindValue(i, t)
	}
	if prev := m.token(i - 1); i > 0 && negatedWords.has(t.Value) && joins(prev) {
		return m.tell(lacksSubject(m.between(i-1, i), prev.Value, t.Value, m.subject(i-1)))
	}
	switch t.Value {
	case "not":
		if m.top().negation < 0 {
			m.top().negation = i
		}
	case "null", "NULL", "None", "undefined", "Null":
		return m.tell(otherWord(m.span(i), t.Value, "nil", true))
	case "TRUE", "True", "FALSE", "False", "NIL", "Nil":
		return m.tell(wrongCase(m.span(i), t.Value, strings.ToLower(t.Value)))
	case "let":
		return m.tell(notInLanguage(m.span(i), "`let` inside an expression", "write the `let` as a step of its own before this one"))
	case "if":
		return m.tell(notInLanguage(m.span(i), "`if` inside an expression", "write `condition ? a : b`"))
	}
	if isSign(next, "(") {
		if instead, refused := refusedFunctions[t.Value]; refused {
			return m.tell(notInLanguage(m.span(i), "`"+t.Value+"`", instead))
		}
	}
	if (t.Value == "b" || t.Value == "B") && next.Type == tokenText && touches(t, next) {
		return m.tell(notInLanguage(m.span(i), "a text of bytes", "write the text without `"+t.Value+"` before it"))
	}
	return true
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// refusedFunctions are functions of expr that the language leaves out, with what to do instead.
var refusedFunctions = map[string]string{
	"reduce": "use `sum`, `count`, `min` or `max`", "groupBy": "use `filter` for one group at a time",
	"find": "use `first(filter(…))`", "findLast": "use `last(filter(…))`", "findIndex": "use `first(filter(…))`",
	"findLastIndex": "use `last(filter(…))`", "fromJSON": "declare the outputs of the action that gives the text",
	"toJSON": "pass a map to `webhook`, which writes JSON itself", "get": "name the property: `contact.city`",
}

// wordBehindValue looks at a word where an operator is expected.
func (m *mistakes) wordBehindValue(i int, t *lexer.Token) bool {
	switch t.Value {
	case "and":
		m.join(i, true)
		return true
	case "or":
		m.join(i, false)
		return true
	case "not":
		return true
	}
	if operatorWords.has(t.Value) {
		if m.top().negation >= 0 {
			return m.negated(i)
		}
		return true
	}
	if prev := m.token(i - 1); prev.Type == tokenNumber && (timeUnits[t.Value] != "" || t.Value == "working") {
		return m.unit(i)
	}
	if !mistakenWords.has(t.Value) && !comparingWords.has(t.Value) {
		return true // expr's parser tells
	}
	switch t.Value {
	case "is", "isnt":
		return m.is(i)
	case "between":
		return m.rangeWords(i, i)
	case "does", "doesnt":
		return m.does(i)
	case "starts", "begins", "ends":
		to, operator := i, "startsWith"
		if t.Value == "ends" {
			operator = "endsWith"
		}
		if isWord(m.token(i+1), "with") {
			to = i + 1
		}
		return m.tell(otherWord(m.between(i, to), m.between(i, to).Text(), operator, true))
	case "equals", "equal":
		to := i
		if isWord(m.token(i+1), "to") {
			to = i + 1
		}
		return m.isPhrase(i, to, false)
	case "greater", "more", "larger", "higher", "later", "above", "less", "fewer", "smaller", "lower", "earlier", "below":
		return m.isPhrase(i, i-1, false)
	case "exists":
		from := m.pathBefore(i)
		return m.tell(otherPhrase(m.span(i), m.between(from, i), "known("+m.between(from, i-1).Text()+")"))
	case "changes", "changed":
		return m.tell(changeInWords(m.span(i), m.between(m.pathBefore(i), i-1).Text()))
	}
	guessed := guessedWords.has(t.Value)
	return m.tell(otherWord(m.span(i), t.Value, rightWords[t.Value], !guessed))
}

// guessedWords are those of which one cannot be sure what is meant.
var guessedWords = wordSet("has", "have", "includes", "include", "like", "xor")

// rightWords are what is meant by a word.
var rightWords = map[string]string{
	"eq": "==", "ne": "!=", "gt": ">", "lt": "<", "ge": ">=", "le": "<=",
	"has": "contains", "have": "contains", "includes": "contains", "include": "contains", "like": "contains", "xor": "!=",
}

// is tells `is`, `is not`, `is known`, `is greater than` and their like.
func (m *mistakes) is(i int) bool {
	not := m.token(i).Value == "isnt"
	to := i
	if isWord(m.token(i+1), "not") {
		not, to = true, i+1
	}
	known := false
	switch m.token(to + 1).Value {
	case "known", "set", "filled":
		known = true
	case "unknown", "empty", "blank":
		known = false
	case "between":
		return m.rangeWords(i, to+1)
	default:
		return m.isPhrase(i, to, not)
	}
	from := m.pathBefore(i)
	right := "known(" + m.between(from, i-1).Text() + ")"
	if known == not {
		right = "not " + right
	}
	return m.tell(otherPhrase(m.between(i, to+1), m.between(from, to+1), right))
}

// pathBefore is the first token of the path that ends before a token.
func (m *mistakes) pathBefore(i int) int {
	i--
	for i > 1 && m.tokens[i].Type == tokenWord && (isSign(&m.tokens[i-1], ".") || isSign(&m.tokens[i-1], "?.")) {
		i -= 2
	}
	return i
}

// does tells `does not contain` and its like.
func (m *mistakes) does(i int) bool {
	to, operator := i, ""
	if isWord(m.token(to+1), "not") {
		to++
	}
	not := "not "
	if m.token(i).Value == "does" && to == i {
		not = ""
	}
	to++
	switch verb := m.token(to).Value; verb {
	case "contain", "contains", "include", "have":
		operator = "contains"
	case "start", "begin":
		operator = "startsWith"
	case "end":
		operator = "endsWith"
	case "match":
		operator = "matches"
	case "equal":
		operator, not = "!=", ""
	default:
		return m.tell(otherWord(m.span(i), m.token(i).Value, "not contains", false))
	}
	if isWord(m.token(to+1), "with") {
		to++
	}
	return m.tell(otherWord(m.between(i, to), m.between(i, to).Text(), not+operator, true))
}

// rangeWords tells `x between a and b`, whose words go from one token to another.
func (m *mistakes) rangeWords(i, between int) bool {
	from := m.pathBefore(i)
	subject := m.between(from, i-1).Text()
	and := between + 1
	for and < len(m.tokens) && !isWord(&m.tokens[and], "and") {
		and++
	}
	if and+1 >= len(m.tokens) || and == between+1 {
		return m.tell(otherWord(m.between(i, between), m.between(i, between).Text(), ">=", false))
	}
	to := and + 1
	for to+1 < len(m.tokens) && !isWord(&m.tokens[to+1], "and") && !isWord(&m.tokens[to+1], "or") && !isSign(&m.tokens[to+1], ")") {
		to++
	}
	low, high := m.between(between+1, and-1).Text(), m.between(and+1, to).Text()
	return m.tell(otherPhrase(m.between(i, between), m.between(from, to), subject+" >= "+low+" and "+subject+" <= "+high))
}

// unit tells `30 days` and `30 days ago`.
func (m *mistakes) unit(i int) bool {
	number, to := m.token(i-1), i
	function := timeUnits[m.token(i).Value]
	if m.token(i).Value == "working" {
		unit := timeUnits[m.token(i+1).Value]
		if unit != "day" && unit != "hour" {
			return true
		}
		to, function = i+1, "working_"+unit
	}
	right := function + "s(" + number.Value + ")"
	if isWord(m.token(to+1), "ago") {
		to, right = to+1, "ago("+right+")"
	}
	return m.tell(bareDuration(m.between(i-1, to), right))
}
