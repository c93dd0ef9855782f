package between

// Properties with several values at once: what steps add to them and take out of them.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// partial is what is known of a set: options that it has, and options that it lacks.
type partial struct{ has, lacks []string }

// optionsOf are the options that a constant names: one, or those of a set.
func optionsOf(v schema.Value) []string {
	if v.IsText() {
		return []string{v.Text()}
	}
	var out []string
	for _, item := range v.Items() {
		out = append(out, item.Text())
	}
	return out
}

// setOf is a set of options; none is unknown, as it is in a record.
func setOf(options []string) schema.Value {
	if len(options) == 0 {
		return schema.Value{}
	}
	items := make([]schema.Value, len(options))
	for i, o := range options {
		items[i] = schema.TextValue(o)
	}
	return schema.SetValue(items)
}

func (s subject) isSet() bool { return s.property != nil && s.property.Type.Kind == schema.Set }

// asked is the set that `"vip" in contact.tags` asks, and the option; ok is false for all else.
func asked(x *typed.Binary) (s subject, option schema.Value, ok bool) {
	v := constant(x.L)
	if s = read(x.R); x.Op != "in" || v == nil || !v.IsText() || !s.isSet() {
		return subject{}, schema.Value{}, false
	}
	return s, *v, true
}

// has reports whether a set has an option.
func (d domain) has(option string) answer {
	switch {
	case d.values != nil:
		known := true
		out := d.all(func(v schema.Value) bool {
			known = known && (v.IsNil() || v.Kind() == schema.Set)
			return slices.Contains(optionsOf(v), option)
		})
		if !known {
			return maybe
		}
		return out
	case slices.Contains(d.part.has, option):
		return yes
	case slices.Contains(d.part.lacks, option):
		return no
	}
	return maybe
}

// learnOption notes that a set has an option, or lacks it.
func (f facts) learnOption(s subject, option string, has bool) {
	if d := f[s]; d.values == nil {
		f[s] = d.with(option, has)
	}
}

// with is a set with an option added or taken out.
func (d domain) with(option string, has bool) domain {
	if d.values != nil {
		out := domain{values: slices.Clone(d.values)}
		for i, v := range out.values {
			out.values[i] = changed(v, option, has)
		}
		return out
	}
	other := func(o string) bool { return o == option }
	p := partial{slices.DeleteFunc(slices.Clone(d.part.has), other), slices.DeleteFunc(slices.Clone(d.part.lacks), other)}
	if has {
		p.has = append(p.has, option)
	} else {
		p.lacks = append(p.lacks, option)
	}
	return domain{part: p}
}

// changed is one set with an option added or taken out.
func changed(v schema.Value, option string, has bool) schema.Value {
	options := slices.DeleteFunc(optionsOf(v), func(o string) bool { return o == option })
	if has {
		options = append(options, option)
	}
	return setOf(options)
}

// after is what is known of a subject behind a write that surely takes place; ok is false when that is nothing.
func (w *write) after(f facts) (d domain, ok bool) {
	switch {
	case w.value != nil:
		return exactly(*w.value), true
	case w.into == 0:
		return domain{}, false
	}
	d = f[w.on]
	for _, o := range w.options {
		d = d.with(o, w.into > 0)
	}
	return d, true
}

// changesNothing reports whether a write surely leaves what is there.
func (w *write) changesNothing(f facts) bool {
	switch {
	case w.value != nil:
		return f[w.on].all(func(v schema.Value) bool { return v.Equal(*w.value) }) == yes
	case w.into == 0:
		return false
	}
	want := answerOf(w.into > 0)
	return !slices.ContainsFunc(w.options, func(o string) bool { return f[w.on].has(o) != want })
}

// mostOptions is how many options of one set are told apart in a scene: each doubles the classes of its cell.
const mostOptions = 5

// sets are the classes of a set: which of the options it has that conditions ask for and steps change, and, where the
// whole of it matters, whether it has others. A layout with too many of them is large.
func (l *layout) sets(s subject) (values []schema.Value, exact []bool) {
	var told []string
	whole := false
	for _, v := range slices.Concat(l.compare[s], l.written[s]) {
		whole = whole || !v.IsText()
		for _, o := range optionsOf(v) {
			if !slices.Contains(told, o) {
				told = append(told, o)
			}
		}
	}
	all := s.property.Type.Options != nil && len(told) == len(s.property.Type.Options.List)
	if whole && !all {
		told = append(told, other)
	}
	if len(told) > mostOptions {
		l.large = true
		return []schema.Value{{}}, []bool{false}
	}
	for mask := range 1 << len(told) {
		var options []string
		for i, o := range told {
			if mask&(1<<i) != 0 {
				options = append(options, o)
			}
		}
		values = append(values, setOf(options))
		exact = append(exact, all || whole && !slices.Contains(options, other))
	}
	return values, exact
}

// mixed is the class of a set after options are added or taken out; 0 when the classes do not tell.
func (c *cell) mixed(w *write, was int) int {
	v := c.values[was-1]
	if !v.IsNil() && v.Kind() != schema.Set {
		return 0
	}
	for _, o := range w.options {
		v = changed(v, o, w.into > 0)
	}
	for i, x := range c.values {
		if x.Equal(v) {
			return i + 1
		}
	}
	return 0
}

// asks reports whether a condition can turn when options are added to a set or taken out of it: it asks for one of them,
// or for more than whether the set has some option.
func (w *write) asks(cond typed.Expr) bool {
	found := false
	typed.Walk(cond, func(e typed.Expr) bool {
		switch x := e.(type) {
		case *typed.Binary:
			if s, option, ok := asked(x); ok && s == w.on {
				found = found || slices.Contains(w.options, option.Text())
				return false
			}
		case *typed.Property:
			found = found || x.Property == w.on.property
		case *typed.Each:
			found = found || x.Property == w.on.property
		case *typed.ChangedAt:
			found = found || x.Property == w.on.property
		}
		return true
	})
	return found
}
