package parse

// The words of the language, by the place in which each is one. Everywhere else they are names like any other.

// declarationWords begin a declaration at the top of a file.
var declarationWords = wordSet("object", "event", "let", "segment", "action", "workflow", "test")

// settingWords begin a setting of a workflow.
var settingWords = wordSet("title", "enroll", "reenroll", "per", "unenroll", "goal", "suppress", "center", "timezone", "during", "pause", "rate")

// stepWords begin a step. Any other word begins one when it is called: `notify(…)`.
var stepWords = wordSet("if", "match", "split", "goto", "stop", "delay", "let", "set", "copy", "clear", "increase", "decrease",
	"create", "associate", "dissociate", "enroll", "unenroll")

// testWords begin a line of a test.
var testWords = wordSet("at", "given", "stub", "set", "copy", "clear", "increase", "decrease", "create", "associate", "dissociate",
	"send", "advance", "enroll", "unenroll", "expect")

// operatorWords are the operators of expressions that are words.
var operatorWords = wordSet("and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches")

// negatedWords may follow `not` behind a value.
var negatedWords = wordSet("in", "contains", "startsWith", "endsWith", "matches")

// joiningWords stand between the parts of a statement: behind one of them more must come.
var joiningWords = wordSet("if", "match", "split", "goto", "delay", "let", "set", "copy", "clear", "increase", "decrease", "create",
	"associate", "dissociate", "enroll", "unenroll", "reenroll", "title", "per", "goal", "suppress", "center", "timezone", "during",
	"pause", "rate", "object", "event", "segment", "action", "workflow", "test", "plural", "given", "stub", "returns", "fails", "send",
	"advance", "expect", "no", "then", "else", "where", "when", "by", "with", "from", "to", "until", "before", "after", "of", "on",
	"up", "since", "at", "change", "every", "working", "failure", "and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches")

// followingWords continue a statement behind a complete value, also on a line of their own.
var followingWords = wordSet("where", "when", "by", "with", "from", "to", "until", "before", "after", "of", "on", "up", "since", "at",
	"append", "every", "then", "else", "and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches", "per", "plural",
	"returns", "fails")

// bracedWords begin statements with a list in braces.
var bracedWords = wordSet("create", "set", "let", "given", "stub", "send", "action")

// mistakenWords are operators of other languages and of plain English, which people write behind a value.
var mistakenWords = wordSet("is", "isnt", "starts", "ends", "begins", "between", "does", "doesnt", "equals", "equal", "like", "has",
	"have", "includes", "include", "xor", "eq", "ne", "gt", "lt", "ge", "le")

// comparingWords are those that people write behind a value in the same line: `score above 5`.
var comparingWords = wordSet("greater", "more", "larger", "higher", "later", "above", "less", "fewer", "smaller", "lower", "earlier",
	"below", "exists", "changes", "changed")

// quantities stand before `of` in plain English: `is any of`.
var quantities = wordSet("any", "all", "one", "none", "either")

// stateWords are the states of a record in a workflow that a test may expect.
var stateWords = wordSet("enrolled", "finished", "waiting", "failed")

// timeUnits are the units of a length of time, with the form in which the tree has them.
var timeUnits = map[string]string{
	"minute": "minute", "minutes": "minute", "hour": "hour", "hours": "hour", "day": "day", "days": "day",
	"week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year",
}

// predicateWords are the functions that look at the elements of a list one by one.
var predicateWords = wordSet("any", "all", "none", "one", "count", "filter", "map", "sum", "sortBy",
	"find", "findIndex", "findLast", "findLastIndex", "groupBy", "reduce")

// pickingWords are functions of values that may also look at the elements of a list: `max(deals, .amount)`. expr has
// them as plain functions; they are read as the predicate of the same length and get their name back.
var pickingWords = map[string]string{"min": "sum", "max": "sum", "first": "count", "last": "none"}

// set is words. Most words of a program are names, which the first letter and the length tell from those of a set.
type set struct {
	words   map[string]struct{}
	lengths [32]uint32 // by the last five bits of the first letter: a bit for each length up to 31
}

func wordSet(words ...string) set {
	s := set{words: make(map[string]struct{}, len(words))}
	for _, w := range words {
		s.words[w] = struct{}{}
		s.lengths[w[0]%32] |= 1 << (len(w) % 32)
	}
	return s
}

func (s *set) has(word string) bool {
	if word == "" || s.lengths[word[0]%32]&(1<<(len(word)%32)) == 0 {
		return false
	}
	_, ok := s.words[word]
	return ok
}
