package parse

// Words in the wrong case: `THEN`, `If`, `AND`. A text with faults is read once more with such words as they are written,
// and those without which it reads worse are what was wrong. So one look mends them wherever they stand, and a name that
// only looks like a word of the language stays a name.

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// spellings are the words of the language by themselves in lower case. What begins a value (`true`, `nil`) is not among
// them: in another case it reads as a name, and mistakes.go tells it.
var spellings = spelled(declarationWords, settingWords, stepWords, testWords, operatorWords, joiningWords, followingWords, stateWords,
	wordSet("always", "change", "day", "default", "enrolled", "every", "hour", "key", "minute", "month", "never", "no", "object", "readonly",
		"required", "secret", "year", "working", "minutes", "hours", "days", "week", "weeks", "months", "years", "weekday",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))

func spelled(sets ...set) map[string]string {
	all := map[string]string{}
	for _, s := range sets {
		for word := range s.words {
			all[strings.ToLower(word)] = word
		}
	}
	return all
}

func wrongCase(at source.Span, wrote, right string) diag.Diagnostic {
	return mended(diag.Fault("wrong-case", at, "`"+wrote+"` is written `"+right+"`"), true, "write `"+right+"`", at, right)
}

// casing is one spelling of a word in the wrong case, with all places in which it stands.
type casing struct {
	wrote, right string
	at           []int // bytes
}

// mostRead is how many bytes are read at most to find out which of the words are wrong: beyond that all are.
const mostRead = 1 << 20

// recased reads a text, and once more where words in the wrong case may be what is wrong. find lists them, of what was
// read last; of each spelling the first places are told, as many as most.
func recased[T any](f *source.File, most int, read func(text string) (T, []diag.Diagnostic), find func(text string) []casing) (T, []diag.Diagnostic) {
	text := f.Text
	node, faults := read(text)
	if !diag.HasErrors(faults) {
		return node, faults
	}
	words := find(text)
	if len(words) == 0 {
		return node, faults
	}
	mended, best := read(with(text, words))
	count := len(words)
	if len(words)*len(text) <= mostRead {
		all := words
		words = slices.DeleteFunc(slices.Clone(all), func(c casing) bool {
			others := slices.DeleteFunc(slices.Clone(all), func(o casing) bool { return o.wrote == c.wrote })
			_, without := read(with(text, others))
			return !worse(without, best, c)
		})
	} else if errorsIn(best) >= errorsIn(faults) {
		words = nil
	}
	switch len(words) {
	case 0:
		return node, faults
	case count:
		node, faults = mended, best
	default:
		node, faults = read(with(text, words))
	}
	for _, c := range words {
		for _, at := range c.at[:min(len(c.at), most)] {
			faults = append(faults, wrongCase(f.Span(at, at+len(c.wrote)), c.wrote, c.right))
		}
	}
	return node, diag.Tidy(faults)
}

// with is the text with words as they are written.
func with(text string, words []casing) string {
	out := []byte(text)
	for _, c := range words {
		for _, at := range c.at {
			copy(out[at:], c.right)
		}
	}
	return string(out)
}

// worse reports whether there are more errors than with a word as it is written, or another one that is told of it.
func worse(faults, than []diag.Diagnostic, c casing) bool {
	return errorsIn(faults) > errorsIn(than) || slices.ContainsFunc(faults, func(d diag.Diagnostic) bool {
		return d.Level == diag.Error && slices.Contains(c.at, d.Span.Start) &&
			!slices.ContainsFunc(than, func(o diag.Diagnostic) bool { return o.Span.Start == d.Span.Start && o.Code == d.Code })
	})
}

func errorsIn(list []diag.Diagnostic) int {
	levels, _ := diag.Count(list)
	return levels[diag.Error]
}

// miscased lists the words in the wrong case of what was read last.
func (r *Reader) miscased(text string) []casing {
	var found casings
	for i := range r.tokens {
		switch t := &r.tokens[i]; t.Type {
		case tokenWord:
			if isSpelling(t.Value) && !isName(r.tokens, i) {
				found.add(t.Value, t.Pos.Offset)
			}
		case tokenTemplate:
			found.inTemplates(text, t.Pos.Offset, endOf(t))
		}
	}
	return found.list
}

// isName reports whether a word can only be a name: behind a dot, and before a colon.
func isName(tokens []lexer.Token, i int) bool {
	if i > 0 && (isSign(&tokens[i-1], ".") || isSign(&tokens[i-1], "?.")) {
		return true
	}
	return i+1 < len(tokens) && isSign(&tokens[i+1], ":")
}

// isSpelling reports whether a word is one of the language in another case.
func isSpelling(word string) bool {
	right, ok := spellings[strings.ToLower(word)]
	return ok && right != word && len(right) == len(word)
}

// casings collects words by how they were written.
type casings struct {
	list []casing
	byAs map[string]int
}

func (c *casings) add(wrote string, at int) {
	i, ok := c.byAs[wrote]
	if !ok {
		if c.byAs == nil {
			c.byAs = map[string]int{}
		}
		i = len(c.list)
		c.byAs[wrote] = i
		c.list = append(c.list, casing{wrote: wrote, right: spellings[strings.ToLower(wrote)]})
	}
	c.list[i].at = append(c.list[i].at, at)
}

// miscasedInTemplates lists the words in the wrong case in the `{{ }}` of a text.
func miscasedInTemplates(text string) []casing {
	var found casings
	found.inTemplates(text, 0, len(text))
	return found.list
}

func (c *casings) inTemplates(text string, from, to int) {
	for {
		open := strings.Index(text[from:to], "{{")
		if open < 0 {
			return
		}
		from += open + 2
		close := strings.Index(text[from:to], "}}")
		if close < 0 {
			return
		}
		s := newScanner(source.NewFile("", text[from:from+close]), DefaultLimits())
		s.scan()
		for i := range s.tokens {
			if t := &s.tokens[i]; t.Type == tokenWord && isSpelling(t.Value) && !isName(s.tokens, i) {
				c.add(t.Value, from+t.Pos.Offset)
			}
		}
		from += close + 2
	}
}
