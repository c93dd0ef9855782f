package repl

// Completion: what may stand at the cursor.

import (
	"regexp"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
)

// Candidate is one way to complete a word.
type Candidate struct {
	Text   string
	Doc    string
	Behind string // what follows it: the quote that closes an option, the space before an argument
}

// Complete returns what may stand in the place of the word before the end of a text, which begins at byte from. The
// candidates begin with that word, in alphabetical order; options keep the order of their declaration.
func (s *Session) Complete(text string) (from int, list []Candidate) {
	if strings.HasPrefix(text, ":") {
		name, rest, behind := strings.Cut(text, " ")
		if !behind {
			for _, c := range commands() {
				space := ""
				if c.args != "" {
					space = " "
				}
				list = append(list, Candidate{":" + c.name, c.doc, space})
			}
			return 0, fitting(list, text)
		}
		if name != ":count" && name != ":type" {
			from = len(text) - len(rest)
			if i := strings.LastIndexByte(rest, ' '); i >= 0 && name != ":use" {
				from += i + 1
			}
			return s.argument(name, rest, from, text)
		}
	}
	return s.inExpression(text)
}

// argument completes what stands behind a command.
func (s *Session) argument(name, rest string, from int, text string) (int, []Candidate) {
	var list []Candidate
	switch name {
	case ":use":
		if object, _, behind := strings.Cut(rest, " "); behind {
			return s.recordsOf(object, text)
		}
		if list = s.objects(); rest != "" {
			for _, o := range s.schema.Objects { // the object may be left out
				_, records := s.recordsOf(o.Name, ":use "+o.Name+" "+rest)
				list = append(list, records...)
			}
		}
	case ":records":
		list = s.objects()
	case ":load":
		return s.loading(rest, from, text)
	case ":doc":
		list = s.documented(text[from:])
	case ":why", ":enroll", ":step":
		if s.config.Bundle != nil {
			for _, p := range s.config.Bundle.Programs {
				if s.object == nil || s.object.Name == p.Object {
					list = append(list, Candidate{Text: p.Name, Doc: p.Title})
				}
			}
		}
	case ":send":
		for _, e := range s.schema.Events {
			if s.object == nil || e.Object == nil || e.Object.Name == s.object.Name {
				list = append(list, Candidate{Text: e.Name, Doc: e.Doc})
			}
		}
	}
	return from, sorted(fitting(list, text[from:]))
}

// loading completes the file of a `:load`, then `as`, then the object.
func (s *Session) loading(rest string, from int, text string) (int, []Candidate) {
	var list []Candidate
	switch {
	case strings.Contains(rest, " as "):
		list = s.objects()
	case strings.Contains(rest, " "):
		list = []Candidate{{Text: "as", Doc: "and the object", Behind: " "}}
	case s.config.Files != nil:
		for _, name := range s.config.Files(rest) {
			behind := " "
			if strings.HasSuffix(name, "/") {
				behind = ""
			}
			list = append(list, Candidate{Text: name, Behind: behind})
		}
	}
	return from, sorted(fitting(list, text[from:]))
}

// offered is how many records are offered at most.
const offered = 100

func (s *Session) recordsOf(object, text string) (int, []Candidate) {
	from := strings.Index(text, object) + len(object) + 1
	o, err := s.objectNamed(object)
	if err != nil {
		return from, nil
	}
	var list []Candidate
	for r, err := range s.engine.Records(o.Name) {
		if err != nil || len(list) == offered {
			break
		}
		if key := r.Key(s.zone); strings.HasPrefix(key, text[from:]) {
			list = append(list, Candidate{Text: key, Doc: r.Name()})
		}
	}
	return from, sorted(list)
}

func (s *Session) documented(word string) []Candidate {
	var list []Candidate
	if object, _, ok := strings.Cut(word, "."); ok && s.schema.Object(object) != nil {
		for _, p := range s.schema.Object(object).Properties {
			list = append(list, Candidate{Text: object + "." + p.Name, Doc: p.Doc})
		}
	}
	for _, name := range stdlib.Names(s.schema) {
		list = append(list, Candidate{Text: name})
	}
	return list
}

func (s *Session) objects() []Candidate {
	var list []Candidate
	for _, o := range s.schema.Objects {
		list = append(list, Candidate{Text: o.Name, Doc: o.Doc})
	}
	return list
}

var (
	// The property that a text in quotes is compared with, and what of the text is there.
	compared = regexp.MustCompile(`([\w.#]+)\s*(?:==|!=|<=?|>=?|(?:not\s+)?contains|(?:not\s+)?in\s*\[(?:\s*"[^"]*"\s*,)*)\s*"([^"]*)$`)
	path     = regexp.MustCompile(`([\w#]*(?:\??\.\w*)*)$`)
	over     = regexp.MustCompile(`\b(?:any|all|none|one|count|filter|map|sum|min|max|first|last|sortBy)\(\s*([\w.]+)\s*,[^()]*(?:\([^()]*\)[^()]*)*$`)
)

// inExpression completes a word of an expression: an option inside of quotes, a property behind a dot, else a name.
func (s *Session) inExpression(text string) (int, []Candidate) {
	if strings.Count(text, `"`)%2 == 1 {
		return s.quoted(text)
	}
	word := path.FindString(text)
	from := len(text) - len(word)
	dot := strings.LastIndexByte(word, '.')
	if dot < 0 {
		return from, sorted(fitting(s.words(), word))
	}
	t, ok := s.typeOfPath(strings.TrimSuffix(word[:dot], "?"), text[:from])
	if !ok {
		return from + dot + 1, nil
	}
	var list []Candidate
	if o := recordsIn(t); o != nil {
		for _, p := range o.Properties {
			list = append(list, Candidate{Text: p.Name, Doc: p.Doc})
		}
	}
	return from + dot + 1, sorted(fitting(list, word[dot+1:]))
}

// named is the name of a user or a team that begins.
var named = regexp.MustCompile(`\b(user|team)\(\s*"([^"]*)$`)

// quoted completes inside of quotes.
func (s *Session) quoted(text string) (int, []Candidate) {
	if m := named.FindStringSubmatch(text); m != nil {
		return len(text) - len(m[2]), sorted(fitting(s.people(m[1]), m[2]))
	}
	if m := compared.FindStringSubmatch(text); m != nil {
		from := len(text) - len(m[2])
		dot := strings.LastIndexByte(m[1], '.')
		if dot < 0 {
			return from, nil
		}
		t, ok := s.typeOfPath(m[1][:dot], text[:len(text)-len(m[0])])
		if !ok || recordsIn(t) == nil {
			return from, nil
		}
		p := recordsIn(t).Property(m[1][dot+1:])
		if p == nil || p.Type.Options == nil {
			return from, nil
		}
		var list []Candidate
		for _, o := range p.Type.Options.List {
			list = append(list, Candidate{o.Value, o.Label, `"`})
		}
		return from, fitting(list, m[2])
	}
	return len(text), nil
}

// people are the users or the teams of the project.
func (s *Session) people(kind string) []Candidate {
	d := s.config.Analysis.Directory
	if d == nil {
		return nil
	}
	names := d.Users
	if kind == "team" {
		names = d.Teams
	}
	var list []Candidate
	for _, name := range names {
		list = append(list, Candidate{Text: name, Behind: `"`})
	}
	return list
}

// words are the names that an expression may begin with.
func (s *Session) words() []Candidate {
	var list []Candidate
	for _, o := range s.schema.Objects {
		list = append(list, Candidate{Text: o.Name, Doc: o.Doc}, Candidate{Text: o.Plural, Doc: "all associated ones"})
	}
	for _, f := range s.schema.Funcs {
		list = append(list, Candidate{Text: f.Name + "(", Doc: f.Doc})
	}
	for _, name := range [...]string{"any(", "all(", "none(", "one(", "count(", "filter(", "map(", "sum(", "min(", "max(", "first(", "last(", "sortBy("} {
		list = append(list, Candidate{Text: name})
	}
	for _, name := range [...]string{"and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches"} {
		list = append(list, Candidate{Text: name})
	}
	for _, x := range s.config.Analysis.Project.Segments {
		list = append(list, Candidate{Text: x.Name, Doc: "segment of " + x.Object.Plural})
	}
	for _, c := range s.config.Analysis.Project.Consts {
		list = append(list, Candidate{Text: c.Name, Doc: "constant " + s.shown(c.Value)})
	}
	return list
}

// typeOfPath is the type of `company`, `deals` or `contact.owner`; of `#` and `.name` by the list that the text before
// them speaks of.
func (s *Session) typeOfPath(name, before string) (schema.Type, bool) {
	parts := strings.Split(strings.ReplaceAll(name, "?", ""), ".")
	var t schema.Type
	switch o, plural := s.schema.Object(parts[0]), s.schema.Plural(parts[0]); {
	case o != nil:
		t = schema.RecordOf(o)
	case plural != nil:
		t = schema.ListOf(schema.RecordOf(plural))
	case parts[0] == "#" || parts[0] == "":
		m := over.FindStringSubmatch(before)
		if m == nil {
			return t, false
		}
		list, ok := s.typeOfPath(m[1], "")
		if !ok || list.Elem == nil {
			return t, false
		}
		t = *list.Elem
	default:
		return t, false
	}
	for _, name := range parts[1:] {
		o := recordsIn(t)
		if o == nil || o.Property(name) == nil {
			return t, false
		}
		t = o.Property(name).Type
		if t.Kind == schema.User {
			t = schema.RecordOf(s.schema.Object("user"))
		}
	}
	return t, true
}

// recordsIn is the object of the records that a value of the type is or holds; nil when it holds none.
func recordsIn(t schema.Type) *schema.Object {
	if t.Kind == schema.List && t.Elem != nil {
		t = *t.Elem
	}
	return t.Object
}

func fitting(list []Candidate, word string) []Candidate {
	return slices.DeleteFunc(list, func(c Candidate) bool { return !strings.HasPrefix(c.Text, word) })
}

func sorted(list []Candidate) []Candidate {
	slices.SortFunc(list, func(a, b Candidate) int { return strings.Compare(a.Text, b.Text) })
	return slices.CompactFunc(list, func(a, b Candidate) bool { return a.Text == b.Text })
}
