package records

// What a column of a file holds, seen cell by cell in bounded memory.

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// observed are the types a column may turn out to have, the narrowest first.
var candidates = [...]schema.Kind{schema.Bool, schema.Number, schema.Date, schema.DateTime, schema.Email, schema.URL}

const (
	maxOptions      = 24 // distinct values of an enum at most
	maxOption       = 60 // characters of an option at most
	rowsPerOption   = 5  // rows per distinct value of an enum at least
	mostly          = 0.8
	enoughToRequire = 10 // rows from which "always filled" means something
)

type observation struct {
	rows     int // of the file
	filled   int
	fits     [len(candidates)]int
	misfit   [len(candidates)]string // the first cell that does not fit
	misfitAt [len(candidates)]int
	lists    int
	zeros    bool           // a number with leading zeros: a code
	values   map[string]int // while they are few
	seen     map[identity]struct{}
	repeated bool
	spaced   bool // a value with blanks in it

	identities
}

func newObservation() *observation {
	return &observation{values: map[string]int{}, identities: newIdentities(), seen: map[identity]struct{}{}}
}

func (o *observation) see(c *cell, row int) {
	text := strings.TrimSpace(unguarded(c.text))
	if c.kind == list {
		o.lists++
		for _, item := range c.items {
			o.count(item)
		}
		o.filled++
		o.repeated = true
		return
	}
	if text == "" || c.kind == null {
		return
	}
	o.filled++
	o.count(text)
	o.spaced = o.spaced || strings.ContainsAny(text, " \t\n")
	if !o.repeated {
		id := o.of([]byte(text))
		if _, ok := o.seen[id]; ok {
			o.repeated, o.seen = true, nil
		} else {
			o.seen[id] = struct{}{}
		}
	}
	if len(text) > 1 && text[0] == '0' && strings.Trim(text, "0123456789") == "" {
		o.zeros = true
	}
	for i, kind := range candidates {
		if fits(kind, c.kind, text) {
			o.fits[i]++
		} else if o.misfit[i] == "" {
			o.misfit[i], o.misfitAt[i] = text, row
		}
	}
}

func (o *observation) count(text string) {
	if o.values == nil {
		return
	}
	if o.values[text]++; len(o.values) > maxOptions || len(text) > maxOption || strings.ContainsAny(text, "\n\r{}") {
		o.values = nil
	}
}

func fits(kind schema.Kind, from cellKind, text string) bool {
	switch kind {
	case schema.Bool:
		lower := strings.ToLower(text)
		return from != number && (lower == "true" || lower == "false" || lower == "yes" || lower == "no")
	case schema.URL:
		return strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://")
	case schema.DateTime:
		if len(text) <= len(time.DateOnly) {
			return false
		}
	}
	_, err := parseCell(schema.Of(kind), cell{text: text, kind: from}, time.UTC)
	return err == nil
}

// property is the type that the cells speak for.
func (o *observation) property() GuessedProperty {
	p := GuessedProperty{Type: schema.Text, Required: o.rows >= enoughToRequire && o.filled == o.rows}
	if o.filled == 0 {
		p.Why = "always empty"
		return p
	}
	if o.lists > 0 {
		p.Type, p.Options = schema.Set, o.options()
		if len(p.Options) == 0 {
			p.Type, p.Why = schema.Text, "lists of many different texts"
		}
		return p
	}
	for i, kind := range candidates {
		if kind == schema.Number && o.zeros && o.fits[i] > 0 {
			p.Why = "digits with leading zeros"
			return p
		}
		if o.fits[i] == o.filled {
			p.Type = kind
			return p
		}
		if share := float64(o.fits[i]) / float64(o.filled); share >= mostly {
			p.Why = fmt.Sprintf("%d of %d are %s, but `%s` in row %d is not", o.fits[i], o.filled, many(kind), oneLine(o.misfit[i]), o.misfitAt[i])
			return p
		}
	}
	if o.filled >= rowsPerOption*len(o.values) && len(o.values) > 1 {
		if p.Options = o.options(); len(p.Options) > 0 {
			p.Type = schema.Enum
		}
	}
	return p
}

func (o *observation) options() []string {
	var out []string
	for v := range o.values {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// lacking are the values that a declared enum or set does not have, as far as they are few.
func (o *observation) lacking(declared schema.Type) []string {
	if declared.Kind != schema.Enum && declared.Kind != schema.Set || declared.Options == nil {
		return nil
	}
	values := o.options()
	if declared.Kind == schema.Set && o.lists == 0 {
		var items []string
		for _, v := range values {
			items = append(items, splitItems(v)...)
		}
		slices.Sort(items)
		values = slices.Compact(items)
	}
	return slices.DeleteFunc(values, func(v string) bool {
		_, ok := declared.Options.Index(v)
		return ok
	})
}

// refused says why an import into a property that is declared already would refuse the column; "" when it would not.
func (o *observation) refused(declared schema.Type) string {
	switch declared.Kind {
	case schema.Enum, schema.Set:
		if o.filled > 0 && o.values == nil {
			return fmt.Sprintf("the column has more than %d different values, the declared options may not be all", maxOptions)
		}
		return ""
	}
	kind := declared.Kind
	if kind == schema.User {
		kind = schema.Email
	}
	for i, candidate := range candidates {
		// For a bool, a moment and an address the import takes more forms than a guess should.
		if candidate == kind && kind != schema.Bool && kind != schema.URL && kind != schema.DateTime && o.fits[i] < o.filled {
			return fmt.Sprintf("%s: %d of %d fit, `%s` in row %d does not", kind, o.fits[i], o.filled, oneLine(o.misfit[i]), o.misfitAt[i])
		}
	}
	return ""
}

// unique: every row has a value, and no two the same.
func (o *observation) unique() bool { return o.rows > 0 && o.filled == o.rows && !o.repeated }

// identifies: unique, and of a kind that names things: no date, no prose, a number only where the name says what it is.
func (o *observation) identifies(name string) bool {
	if !o.unique() {
		return false
	}
	switch o.property().Type {
	case schema.Email:
		return true
	case schema.Text:
		return !o.spaced
	case schema.Number:
		last := name[strings.LastIndexByte(name, '_')+1:]
		return slices.Contains([]string{"id", "no", "nr", "number", "code", "key"}, last)
	}
	return false
}

func many(k schema.Kind) string {
	return map[schema.Kind]string{schema.Bool: "true or false", schema.Number: "numbers", schema.Date: "dates", schema.DateTime: "moments",
		schema.Email: "e-mail addresses", schema.URL: "web addresses"}[k]
}

func oneLine(s string) string { return shortened(strings.Join(strings.Fields(s), " ")) }
