package parse

// One look at the tokens of an expression before expr's parser sees its text: the caps, and the mistakes that people make
// because a word or sign means something else elsewhere. The first mistake is told; an expression with one has no tree.

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// mistakes is the state of the look.
type mistakes struct {
	b        *builder
	tokens   []lexer.Token
	in       scope
	levels   []level
	picks    []int             // tokens that name functions which look at elements but are none for expr
	depths   map[int]int       // predicates around each template, by token
	warnings []diag.Diagnostic // told when the expression can be read
}

// level is what is known of one pair of brackets, or of the expression itself.
type level struct {
	open       int // its bracket; -1 for the expression itself
	predicate  bool
	looks      bool // of a function that looks at elements: behind its first comma
	pick       bool // of a function that may look at elements
	commas     int
	ternaries  int // `?` since the last comma
	outer      int // `?` of the levels around
	comparison int // the last `<`, `>` … that has no `and`, `or`, `,` behind it; -1 without
	negation   int // a `not` before a value, likewise
	and, or    int // the last ones since the last `,`, `?` or `:`; -1 without
	part       int // the first token behind the last `or`, `,`, `?`, `:` or the bracket
	runs       [][2]int
}

func newLevel(open int) level {
	return level{open: open, comparison: -1, negation: -1, and: -1, or: -1, part: open + 1}
}

func (m *mistakes) top() *level { return &m.levels[len(m.levels)-1] }

func (m *mistakes) span(i int) source.Span { return m.b.at(&m.tokens[i]).Place }

// between is the place of some tokens.
func (m *mistakes) between(from, to int) source.Span { return m.b.spanOf(m.tokens[from : to+1]) }

func (m *mistakes) token(i int) *lexer.Token {
	if i < 0 || i >= len(m.tokens) {
		return &lexer.Token{Type: tokenEnd}
	}
	return &m.tokens[i]
}

// look reports whether the text can be handed to expr's parser.
func (m *mistakes) look() bool {
	if whole := m.between(0, len(m.tokens)-1); whole.End-whole.Start > m.b.limits.ExpressionBytes {
		return m.tell(expressionTooLong(whole, m.b.limits.ExpressionBytes))
	}
	m.levels = append(m.b.reader.levels[:0], newLevel(-1))
	defer func() { m.b.reader.levels = m.levels }()
	for i := range m.tokens {
		t := &m.tokens[i]
		ok := true
		switch t.Type {
		case tokenBad:
			return false // told by the lexer
		case tokenWord:
			if prev := m.token(i - 1); !isSign(prev, ".") && !isSign(prev, "?.") {
				ok = m.word(i, t)
			}
		case tokenSign:
			ok = m.sign(i, t)
		case tokenDate:
			ok = m.tell(bareDate(m.span(i), t.Value))
		case tokenNumber:
			if i > 0 && m.tokens[i-1].Type == tokenNumber && touches(&m.tokens[i-1], t) {
				ok = m.tell(dottedDate(m.between(i-1, i)))
			}
		case tokenTemplate:
			if m.in.template {
				ok = m.tell(templateNotAllowed(m.span(i)))
			} else if n := m.predicates(); n > 0 {
				if m.depths == nil {
					m.depths = map[int]int{}
				}
				m.depths[i] = n
			}
		}
		if !ok {
			return false
		}
	}
	return m.atEnd()
}

// tell tells a mistake; it gives false, so that the look ends there.
func (m *mistakes) tell(d diag.Diagnostic) bool {
	m.b.exprFault(d)
	return false
}

// atEnd looks at what is still open.
func (m *mistakes) atEnd() bool {
	last := len(m.tokens) - 1
	if l := m.top(); l.open >= 0 {
		open := &m.tokens[l.open]
		end := endOf(&m.tokens[last])
		return m.tell(unclosedBracket(m.b.file.Span(end, end), m.span(l.open), open.Value, closingOf(open.Value)))
	}
	m.closeLevel(last + 1)
	if t := &m.tokens[last]; !valueEnds(m.tokens, last) && !isSign(t, "#") {
		end := endOf(t)
		return m.tell(expectedValue(m.b.file.Span(end, end), "behind", t, ""))
	}
	return true
}

func closingOf(open string) string {
	switch open {
	case "(":
		return ")"
	case "[":
		return "]"
	}
	return "}"
}

// predicates is how many predicates lie around the token at hand, those around the whole expression included.
func (m *mistakes) predicates() int {
	n := m.in.predicates
	for i := range m.levels {
		if m.levels[i].predicate {
			n++
		}
	}
	return n
}

// predicatesAt is the same for a template.
func (m *mistakes) predicatesAt(i int) int {
	if n, ok := m.depths[i]; ok {
		return n
	}
	return m.in.predicates
}

// sign looks at an operator, bracket or comma.
func (m *mistakes) sign(i int, t *lexer.Token) bool {
	l := m.top()
	next := m.token(i + 1)
	switch t.Value {
	case "(", "[", "{":
		return m.open(i, t)
	case ")", "]", "}":
		return m.close(i, t)
	case ",":
		if i > 0 && next.Type == tokenNumber && len(next.Value) == 3 && l.open < 0 {
			return m.tell(thousands(m.grouped(i)))
		}
		m.closeLevel(i)
		l.commas++
		l.ternaries = 0
		l.part = i + 1
		if l.looks && l.commas == 1 && !l.predicate {
			return m.enterPredicate()
		}
	case "?":
		if l.ternaries++; l.ternaries+l.outer > m.b.limits.Ternaries {
			return m.tell(tooManyTernaries(m.span(i), m.b.limits.Ternaries))
		}
		m.closeLevel(i)
		l.part = i + 1
	case ":":
		if prev := m.token(i - 1); l.ternaries == 0 && prev.Type == tokenNumber && next.Type == tokenNumber &&
			touches(prev, t) && touches(t, next) && len(next.Value) == 2 {
			return m.tell(clockInExpression(m.between(i-1, i+1), prev.Value))
		}
		m.closeLevel(i)
		l.part = i + 1
	case "|":
		m.closeLevel(i)
		l.part = i + 1
	case "=":
		return m.equals(i, next)
	case "=>":
		return m.tell(otherSign(m.span(i), "=>", ">="))
	case "<", "<=", ">", ">=", "==", "!=":
		return m.comparison(i, t, next)
	case "&&":
		m.join(i, true)
	case "||":
		m.join(i, false)
	case "&":
		return m.tell(otherSign(m.span(i), "&", "and"))
	case "!":
		if !isSign(next, "=") {
			l.negation = i
		}
	case "^":
		return m.tell(otherSign(m.span(i), "^", "**"))
	case "::":
		return m.tell(notInLanguage(m.span(i), "`::`", "call the function by its name alone"))
	case "/":
		if days, ok := m.slashed(i); ok {
			return m.tell(slashedDate(m.between(i-1, i+3), days))
		}
	case "%":
		if next.Type == tokenEnd || next.Type == tokenWord && operatorWords.has(next.Value) || next.Type == tokenSign && !slices.Contains([]string{"(", "[", "-", ".", "#"}, next.Value) {
			return m.percent(i)
		}
	case ".", "#":
		m.pointer(i)
	}
	return true
}

// equals tells `=`, `===` and the like.
func (m *mistakes) equals(i int, next *lexer.Token) bool {
	from, to := i, i
	if prev := m.token(i - 1); prev.Type == tokenSign && touches(prev, m.token(i)) && (prev.Value == "==" || prev.Value == "!=") {
		from = i - 1
	}
	if isSign(next, "=") || isSign(next, "==") {
		to = i + 1
	}
	if isSign(next, "<") || isSign(next, ">") || isSign(next, "!") {
		return m.tell(otherSign(m.between(i, i+1), m.between(i, i+1).Text(), next.Value+"="))
	}
	if from < to || from < i {
		operator := "=="
		if m.token(from).Value == "!=" {
			operator = "!="
		}
		return m.tell(otherSign(m.between(from, to), m.between(from, to).Text(), operator))
	}
	return m.tell(equalSign(m.span(i)))
}

// comparison looks at `<` and its like: a chain of them, and a `not` that reaches less far than it seems.
func (m *mistakes) comparison(i int, t, next *lexer.Token) bool {
	if isSign(next, "=") && touches(t, next) && (t.Value == "==" || t.Value == "!=") {
		return true // `===`, told at the next sign
	}
	if t.Value == "<" && isSign(next, ">") {
		return m.tell(otherSign(m.between(i, i+1), "<>", "!="))
	}
	l := m.top()
	if prev := m.token(i - 1); i > 0 && joins(prev) {
		return m.tell(lacksSubject(m.between(i-1, i), prev.Value, t.Value, m.subject(i-1)))
	}
	if l.negation >= 0 {
		return m.negated(i)
	}
	if t.Value == "==" || t.Value == "!=" {
		return true
	}
	if l.comparison >= 0 {
		return m.tell(comparisonChain(m.span(i), m.span(l.comparison), m.middle(l.comparison, i)))
	}
	l.comparison = i
	return true
}

// subject is what the last comparison before a token compares; "" without.
func (m *mistakes) subject(i int) string {
	for i--; i > m.top().open+1; i-- {
		t := &m.tokens[i]
		if t.Type == tokenSign && slices.Contains([]string{"<", "<=", ">", ">=", "==", "!="}, t.Value) || t.Type == tokenWord && negatedWords.has(t.Value) {
			return m.between(m.pathBefore(i), i-1).Text()
		}
		if t.Type == tokenSign && (t.Value == ")" || t.Value == "]") {
			return ""
		}
	}
	return ""
}

// grouped is a number whose thousands stand between commas, the first of which is the token.
func (m *mistakes) grouped(i int) (at source.Span, number string) {
	from := i - 1
	number = m.token(from).Value
	for isSign(m.token(i), ",") && m.token(i+1).Type == tokenNumber && touches(m.token(i-1), m.token(i)) && touches(m.token(i), m.token(i+1)) {
		number += m.token(i + 1).Value
		i += 2
	}
	return m.between(from, i-1), number
}

// slashed reads a date as people write it, `12/24/2026`, whose first stroke is the token.
func (m *mistakes) slashed(i int) (days []time.Time, ok bool) {
	parts := [3]int{}
	for j := range parts {
		t := m.token(i - 1 + 2*j)
		n, err := strconv.Atoi(t.Value)
		if t.Type != tokenNumber || err != nil || j > 0 && (!isSign(m.token(i+2*j-2), "/") || !touches(m.token(i+2*j-2), t)) {
			return nil, false
		}
		parts[j] = n
	}
	for _, month := range [...]int{0, 1} { // as in America, and elsewhere
		day, err := time.Parse(time.DateOnly, fmt.Sprintf("%04d-%02d-%02d", parts[2], parts[month], parts[1-month]))
		if err == nil && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	return days, parts[2] > 999 && len(days) > 0
}

// middle is the text between two tokens.
func (m *mistakes) middle(from, to int) string {
	if to-from < 2 {
		return ""
	}
	return m.between(from+1, to-1).Text()
}

// negated tells `not a == b`, which is `(not a) == b`.
func (m *mistakes) negated(operator int) bool {
	not := m.top().negation
	end := operator
	depth := 0
	for end+1 < len(m.tokens) {
		next := &m.tokens[end+1]
		if isSign(next, "(") || isSign(next, "[") || isSign(next, "{") {
			depth++
		}
		if isSign(next, ")") || isSign(next, "]") || isSign(next, "}") {
			depth--
		}
		joins := next.Type == tokenWord && (next.Value == "and" || next.Value == "or") || next.Type == tokenSign && slices.Contains([]string{"&&", "||", ",", "?", ":", "|"}, next.Value)
		if depth < 0 || depth == 0 && joins {
			break
		}
		end++
	}
	return m.tell(notBeforeComparison(m.b.file, m.between(not, operator), m.span(not), m.between(not+1, end)))
}

// percent tells `20%`.
func (m *mistakes) percent(i int) bool {
	if prev := m.token(i - 1); prev.Type == tokenNumber {
		return m.tell(percentSign(m.between(i-1, i), prev.Value))
	}
	return m.tell(expectedValue(m.b.file.Span(endOf(&m.tokens[i]), endOf(&m.tokens[i])), "behind", &m.tokens[i], ""))
}

// pointer notes that a second argument looks at elements, as in `max(deals, .amount)`. Inside of another predicate the
// element is that one's.
func (m *mistakes) pointer(i int) {
	l := m.top()
	if valueEnds(m.tokens, i-1) || !l.pick || l.predicate || l.commas != 1 || m.predicates() > 0 {
		return
	}
	l.predicate = true
	m.picks = append(m.picks, l.open-1)
}

// open enters a pair of brackets.
func (m *mistakes) open(i int, t *lexer.Token) bool {
	if len(m.levels) > m.b.limits.Brackets {
		return m.tell(tooManyBrackets(m.span(i), m.b.limits.Brackets))
	}
	outer := m.top()
	l := newLevel(i)
	l.outer = outer.outer + outer.ternaries
	m.levels = append(m.levels, l)
	if f := m.token(i - 1); t.Value == "(" && f.Type == tokenWord && !isSign(m.token(i-2), ".") {
		_, m.top().pick = pickingWords[f.Value]
		m.top().looks = predicateWords.has(f.Value)
		if m.top().looks && isSign(m.token(i-2), "|") {
			return m.enterPredicate()
		}
	}
	return true
}

// enterPredicate begins the body of a predicate.
func (m *mistakes) enterPredicate() bool {
	l := m.top()
	l.predicate = true
	if m.predicates() > m.b.limits.Predicates {
		return m.tell(tooManyPredicates(m.span(l.open-1), m.b.limits.Predicates))
	}
	return true
}

// close leaves a pair of brackets.
func (m *mistakes) close(i int, t *lexer.Token) bool {
	l := m.top()
	if l.open < 0 {
		return m.tell(strayBracket(m.span(i), t.Value))
	}
	if closing := closingOf(m.tokens[l.open].Value); closing != t.Value {
		return m.tell(otherBracket(m.span(i), m.span(l.open), t.Value, closing))
	}
	if isWord(m.token(l.open-1), "in") && t.Value == ")" && l.commas > 0 {
		return m.tell(listInParentheses(m.between(l.open, i), m.span(l.open), m.span(i)))
	}
	m.closeLevel(i)
	m.levels = m.levels[:len(m.levels)-1]
	return true
}

// join notes an `and` or `or`.
func (m *mistakes) join(i int, and bool) {
	l := m.top()
	l.comparison, l.negation = -1, -1
	if and {
		l.and = i
		return
	}
	if l.and >= 0 {
		l.runs = append(l.runs, [2]int{l.part, i - 1})
		l.and = -1
	}
	l.or, l.part = i, i+1
}

// closeLevel ends a stretch that `and` and `or` join, before the token, and draws the brackets where both do.
func (m *mistakes) closeLevel(i int) {
	l := m.top()
	if l.and >= 0 {
		l.runs = append(l.runs, [2]int{l.part, i - 1})
	}
	if l.or >= 0 && len(l.runs) > 0 {
		var runs []source.Span
		for _, r := range l.runs {
			runs = append(runs, m.between(r[0], r[1]))
		}
		m.warnings = append(m.warnings, mixedAndOr(m.b.file, m.span(l.or), runs))
	}
	l.and, l.or, l.runs, l.comparison, l.negation = -1, -1, nil, -1, -1
}
