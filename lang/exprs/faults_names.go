// Faults of names: one small constructor each.

package exprs

import (
	"maps"
	"slices"
	"sort"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// unknownName knows what a bare name often was meant to be: a property of the record at hand, a text without quotes, a
// function without brackets.
func unknownName(at source.Span, t *typer, name string) diag.Diagnostic {
	d := diag.Fault("unknown-name", at, "there is no "+diag.Quote(name)+" here")
	switch {
	case t.Segments[name] != nil:
		d.Message = diag.Quote(name) + " is a segment, which a record is in or not"
		if t.Segments[name].Object == nil {
			return d // the name of its object has a fault of its own
		}
		return mended(d, false, at, t.Segments[name].Object.Name+" in "+name)
	case t.Schema.Func(name) != nil || bodyOf(name) != none || formSyntax[name] != "":
		d.Message = diag.Quote(name) + " is a function"
		if f := t.Schema.Func(name); f != nil && len(f.Params) == 0 {
			return mended(d, true, at, name+"()")
		}
		d.Help = append(d.Help, "give it something to work on: "+diag.Quote(name+"(…)"))
		return d
	case t.Schema.Event(name) != nil:
		d.Message = diag.Quote(name) + " is an event, and conditions see its past"
		d = mended(d, false, at, "events."+name)
		if t.Object != nil {
			d.Help = append(d.Help, "or wait for it: "+diag.Quote("delay until event "+name))
		}
		return d
	case t.Schema.Action(name) != nil:
		d.Message = diag.Quote(name) + " is an action, and its outcome has no name"
		d.Help = []string{"keep the outcome: " + diag.Quote("let r = "+name+"(…)") + ", and read " + diag.Quote("r.ok")}
		return d
	case name == "center" && t.Object != nil:
		d.Message = "`center` is known in delays alone"
		d.Help = []string{"write the date itself, as behind `center on`"}
		return d
	case otherValues[name] != "":
		return mended(d, true, at, otherValues[name])
	}
	for _, e := range [...]struct {
		name string
		of   []*schema.Event
	}{{"event", t.Event}, {"trigger", t.Trigger}} {
		if len(e.of) > 0 && e.of[0].Field(name) != nil {
			d.Message = diag.Quote(name) + " is a field of the event"
			return mended(d, len(t.frames) == 0, at, e.name+"."+name)
		}
	}
	if len(t.frames) > 1 || len(t.frames) == 1 && t.ItemName == "" {
		if o := t.frames[len(t.frames)-1].elem; o.Kind == schema.RecordRef && o.Object != nil && o.Object.Property(name) != nil && at.Text() == name {
			d.Message = diag.Quote(name) + " is a property of the element"
			return mended(d, true, at, "."+name)
		}
	}
	for _, o := range t.near() {
		if o.Property(name) != nil {
			d.Message = diag.Quote(name) + " is a property of " + diag.Quote(o.Name)
			return mended(d, len(t.frames) == 0, at, o.Name+"."+name)
		}
	}
	if t.Directory != nil && slices.Contains(t.Directory.Teams, name) {
		return mended(d, false, at, `team("`+name+`")`)
	}
	if d = likely(d, at, name, t.names()); len(d.Help) == 0 {
		d.Help = append(d.Help, "put it into quotes if it is a text")
		d.Fixes = append(d.Fixes, diag.Fix{Title: "put it into quotes", Edits: []diag.Edit{{Span: at, New: `"` + name + `"`}}})
	}
	return d
}

// otherValues is what other tools and languages call our values.
var otherValues = map[string]string{"yes": "true", "no": "false", "unknown": "nil", "empty": "nil", "blank": "nil"}

// near is the objects whose properties a bare name may have meant: those known by a name, the record at hand first.
func (t *typer) near() []*schema.Object {
	var list []*schema.Object
	if t.Item != nil && t.ItemName != "" {
		list = append(list, t.Item)
	}
	if t.Object != nil {
		list = append(list, t.Object)
		if company := t.Schema.Object("company"); company != nil && company != t.Object {
			list = append(list, company)
		}
	}
	return list
}

// names is what may stand alone at this place.
func (t *typer) names() []string {
	var list []string
	for n := range t.Args {
		list = append(list, n)
	}
	for n := range t.Vars {
		list = append(list, n)
	}
	for n := range t.Givens {
		list = append(list, n)
	}
	for n := range t.Consts {
		list = append(list, n)
	}
	sort.Strings(list)
	if len(t.Trigger) > 0 {
		list = append(list, "trigger")
	}
	if len(t.Event) > 0 {
		list = append(list, "event")
	}
	if t.ItemName != "" {
		list = append(list, t.ItemName)
	}
	if t.Object != nil {
		list = append(list, "enrolled_at")
	}
	if t.Object != nil || t.ItemName != "" {
		list = append(list, "events")
		for _, o := range t.Schema.Objects {
			if o.Name != directory {
				list = append(list, o.Name, o.Plural)
			}
		}
	}
	return append(list, "true", "false", "nil")
}

func noTrigger(at source.Span, inWorkflow bool) diag.Diagnostic {
	d := diag.Fault("no-trigger", at, "`trigger` is the event that enrolled a record, and no event enrolls here")
	if inWorkflow {
		d.Help = []string{"add `enroll on event …` to the settings"}
	}
	return d
}

func noEvent(at source.Span, trigger bool) diag.Diagnostic {
	d := diag.Fault("no-event", at, "`event` is known in the `where` of an event alone")
	if trigger {
		return mended(d, false, at, "trigger")
	}
	return d
}

func noEnrolledAt(at source.Span) diag.Diagnostic {
	return diag.Fault("no-record", at, "`enrolled_at` is known in workflows alone")
}

func eventsAlone(at source.Span) diag.Diagnostic {
	return diag.Fault("events-alone", at, "`events` lacks the name of an event", "write `events.page_viewed`, for one")
}

func noRecord(at source.Span, name string, givens map[string]*typed.GivenRecord) diag.Diagnostic {
	if givens != nil {
		d := diag.Fault("no-record", at, diag.Quote(name)+" belongs to a record, and a test names its records itself")
		for _, g := range sortedGivens(givens) {
			if g.Object.Name == name {
				return mended(d, false, at, g.Name)
			}
		}
		for _, g := range sortedGivens(givens) {
			return mended(d, false, at, g.Name+"."+name)
		}
		return d
	}
	return diag.Fault("no-record", at, "there is no record here that "+diag.Quote(name)+" could belong to", "write it in a workflow, or in a `segment`")
}

func noRecordForEvents(at source.Span, givens map[string]*typed.GivenRecord) diag.Diagnostic {
	d := diag.Fault("no-record", at, "there is no record here whose past `events` could be")
	for _, g := range sortedGivens(givens) {
		return mended(d, false, at, g.Name+".events")
	}
	return d
}

func sortedGivens(givens map[string]*typed.GivenRecord) []*typed.GivenRecord {
	list := make([]*typed.GivenRecord, 0, len(givens))
	for _, g := range givens {
		list = append(list, g)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Number < list[j].Number })
	return list
}

// unknownProperty tells where the name is a property, when it is one of another object.
func unknownProperty(at source.Span, name string, o *schema.Object, s *schema.Schema) diag.Diagnostic {
	d := diag.Fault("unknown-property", at, diag.Quote(o.Name)+" has no property "+diag.Quote(name))
	var own []string
	for _, p := range o.Properties {
		own = append(own, p.Name)
	}
	if o.Name != directory {
		for _, other := range s.Objects {
			if other.Name != directory {
				own = append(own, other.Name, other.Plural)
			}
		}
	}
	d = likely(d, at, name, own)
	if len(d.Help) > 0 {
		return d.With(o.Span, diag.Quote(o.Name)+" is declared here")
	}
	var owners []string
	for _, other := range s.Objects {
		if p := other.Property(name); p != nil && other != o {
			owners = append(owners, other.Name)
			d = d.With(p.Span, "a property of "+diag.Quote(other.Name))
		}
	}
	if len(owners) > 0 {
		d.Message = diag.Quote(name) + " is a property of " + names(owners, "and") + ", not of " + diag.Quote(o.Name)
		if owners[0] != directory && len(owners) == 1 {
			d.Help = append(d.Help, "write "+diag.Quote(owners[0]+"."+name)+" for that of the associated "+owners[0])
		}
		return d
	}
	if akin := diag.Akin(name, o.Name, own); len(akin) > 0 {
		d.Help = append(d.Help, diag.Meant(akin))
		return d.With(o.Span, diag.Quote(o.Name)+" is declared here")
	}
	d.Help = append(d.Help, "declare it: `object "+o.Name+" { "+name+": text }`")
	return d
}

func unknownField(at source.Span, name string, e *schema.Event, several bool) diag.Diagnostic {
	d := diag.Fault("unknown-field", at, "the event "+diag.Quote(e.Name)+" has no field "+diag.Quote(name))
	if several {
		d.Help = append(d.Help, "read what all of the events have, or wait for them one by one")
	}
	var own []string
	for _, f := range e.Fields {
		own = append(own, f.Name)
	}
	if d = likely(d, at, name, own); len(d.Help) == 0 {
		d.Help = []string{"it has " + names(own, "and")}
	}
	return d.With(e.Span, "declared here")
}

func fieldsDiffer(at source.Span, name string, a, b *schema.Event) diag.Diagnostic {
	fa, fb := a.Field(name), b.Field(name)
	d := diag.Fault("fields-differ", at, diag.Quote(name)+" is "+typeWords(fa.Type)+" in "+diag.Quote(a.Name)+" and "+typeWords(fb.Type)+" in "+diag.Quote(b.Name))
	return d.With(fa.Span, "here "+typeWords(fa.Type)).With(fb.Span, "here "+typeWords(fb.Type))
}

func severalEvents(at source.Span) diag.Diagnostic {
	return diag.Fault("fields-differ", at, "which of several events this is, is known during the run only", "wait for one event to read its fields")
}

func unknownEvent(at source.Span, name string, s *schema.Schema) diag.Diagnostic {
	var all []string
	for _, e := range s.Events {
		all = append(all, e.Name)
	}
	return likely(diag.Fault("unknown-event", at, "there is no event "+diag.Quote(name)), at, name, all)
}

func unknownOutput(at source.Span, name string, a *schema.Action) diag.Diagnostic {
	own := []string{"ok", "error"}
	for _, f := range a.Outputs {
		own = append(own, f.Name)
	}
	d := likely(diag.Fault("unknown-output", at, diag.Quote(a.Name)+" has no output "+diag.Quote(name)), at, name, own)
	if len(d.Help) == 0 {
		d.Help = []string{"it has " + names(own, "and")}
	}
	return d.With(a.Span, "declared here")
}

// unknownOption knows labels, and values in other capitals. of is what the value is compared with; nil when it is
// given to a property.
func unknownOption(k *typed.Const, o *schema.Options, of typed.Expr) diag.Diagnostic {
	value := k.Value.Text()
	for _, option := range o.List {
		if option.Label == value {
			d := diag.Fault("unknown-option", k.At, diag.Quote(value)+" is a label: the value is "+diag.Quote(option.Value))
			d.Fixes = []diag.Fix{{Title: "write " + diag.Quote(option.Value), Sure: true, Edits: []diag.Edit{{Span: k.At, New: `"` + option.Value + `"`}}}}
			return d.With(option.Span, "declared here")
		}
	}
	d := diag.Fault("unknown-option", k.At, diag.Quote(value)+" is not one of the options")
	if of != nil {
		d.Message = diag.Quote(value) + " is not an option of " + written(of)
	}
	var values []string
	for _, option := range o.List {
		values = append(values, option.Value)
	}
	near := diag.Nearest(value, values)
	if len(near) == 0 && len(values) > 0 {
		d.Help = []string{"it may be " + names(values, "or")}
	} else if len(near) > 0 {
		d.Help = []string{diag.DidYouMean(value, values)}
		for _, n := range near {
			d.Fixes = append(d.Fixes, diag.Fix{Title: "write " + diag.Quote(n), Edits: []diag.Edit{{Span: k.At, New: `"` + n + `"`}}})
		}
	}
	if len(o.List) > 0 {
		d = d.With(o.List[0].Span.To(o.List[len(o.List)-1].Span), "the options")
	}
	return d
}

// otherNames is what other languages call our functions.
var otherNames = map[string]string{
	"length": "len", "size": "len", "lowercase": "lower", "toLower": "lower", "uppercase": "upper", "toUpper": "upper",
	"exists": "known", "isset": "known", "has": "known", "isKnown": "known", "avg": "sum", "every": "all", "some": "any",
	"str": "string", "text": "string", "number": "float", "trunc": "int", "datetime": "date", "substr": "split", "find": "first",
}

func unknownFunction(at source.Span, t *typer, name string) diag.Diagnostic {
	d := diag.Fault("unknown-function", at, "there is no function "+diag.Quote(name))
	if without, ok := refusedFunctions[name]; ok {
		d = diag.Fault("not-in-language", at, diag.Quote(name)+" is not part of the language", without)
		return d
	}
	switch {
	case t.Schema.Action(name) != nil:
		d.Message = diag.Quote(name) + " is an action, and expressions do not act"
		d.Help = []string{"make it a step of its own, with named arguments: " + diag.Quote(name+"(…: …)")}
		return d
	case t.Schema.Object(name) != nil || t.Vars[name] != nil || t.Givens[name] != nil:
		d.Message = diag.Quote(name) + " is no function"
		d.Help = []string{"write it without brackets"}
		return d
	}
	other := otherNames[name]
	if near := diag.Nearest(name, slices.Collect(maps.Keys(otherNames))); other == "" && len(near) == 1 {
		other = otherNames[near[0]]
	}
	if other != "" && (t.Schema.Func(other) != nil || bodyOf(other) != none) {
		return mended(d, false, at, other)
	}
	var all []string
	for _, f := range t.Schema.Funcs {
		all = append(all, f.Name)
	}
	all = append(all, predicateNames()...)
	for n := range formSyntax {
		all = append(all, n)
	}
	sort.Strings(all)
	return likely(d, at, name, all)
}

// refusedFunctions are functions of expr that are left out, with what to write instead.
var refusedFunctions = map[string]string{
	"reduce": "use `sum`, `count`, `min` or `max`", "groupBy": "use `filter` for each group", "find": "write `first(filter(…))`",
	"findLast": "write `last(filter(…))`", "findIndex": "use `first(filter(…))`", "findLastIndex": "use `last(filter(…))`",
	"fromJSON": "let an action read it", "toJSON": "give the map itself", "get": "write `x[i]`", "type": "",
	"toBase64": "", "fromBase64": "", "toPairs": "", "fromPairs": "", "duration": "write `days(2)`, `hours(3)`", "timezone": "use the setting `timezone`",
}

func tooFar(at, name source.Span) diag.Diagnostic {
	d := diag.Fault("too-far", name, "an expression goes two associations far, and this would be the third",
		"begin nearer, or let a workflow on that object decide")
	return d.With(at, "three associations away")
}

func usersHaveNoRecords(at source.Span, o *schema.Object) diag.Diagnostic {
	return diag.Fault("too-far", at, "the "+o.Plural+" of a user cannot be reached", "ask the record for its owner")
}

func unknownUser(at source.Span, email string, users []string) diag.Diagnostic {
	return likely(diag.Fault("unknown-user", at, "there is no user "+diag.Quote(email)), inside(at), email, users)
}

func unknownTeam(at source.Span, name string, teams []string) diag.Diagnostic {
	d := likely(diag.Fault("unknown-team", at, "there is no team "+diag.Quote(name)), inside(at), name, teams)
	if len(d.Help) == 0 {
		d.Help = []string{"the teams are " + names(teams, "and")}
	}
	return d
}

// inside is the place of a text without its quotes.
func inside(at source.Span) source.Span {
	if s := at.Text(); len(s) >= 2 && s[0] == s[len(s)-1] {
		at.Start++
		at.End--
	}
	return at
}
