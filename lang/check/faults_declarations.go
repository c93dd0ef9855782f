// Faults of declarations.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

func reservedName(n ast.Name, is string) diag.Diagnostic {
	return fault("reserved-name", n.Place, quote(n.Text)+" is "+is+" and cannot be a name", "choose another name")
}

func nameTaken(n ast.Name, old declared) diag.Diagnostic {
	d := fault("name-taken", n.Place, quote(n.Text)+" is already "+old.what, "choose another name")
	return with(d, old.span, old.what)
}

func pluralDiffers(n ast.Name, old *schema.Object) diag.Diagnostic {
	d := fault("plural-differs", n.Place, "the plural of "+quote(old.Name)+" is already "+quote(old.Plural), "drop `plural "+n.Text+"`")
	return with(d, old.Span, "declared here")
}

func everyObjectHas(n ast.Name) diag.Diagnostic {
	return fault("built-in-name", n.Place, "every object has "+quote(n.Text)+" already", "drop this line, or choose another name")
}

func everyEventHas(n ast.Name) diag.Diagnostic {
	return fault("built-in-name", n.Place, "every event has "+quote(n.Text)+" already", "drop this line, or choose another name")
}

func everyOutcomeHas(n ast.Name) diag.Diagnostic {
	return fault("built-in-name", n.Place, "the outcome of every action has "+quote(n.Text)+" already", "drop this output, or choose another name")
}

func propertyHidesAssociation(n ast.Name, o *schema.Object) diag.Diagnostic {
	d := fault("name-taken", n.Place, quote(o.Name+"."+n.Text)+" already means the records associated with "+article(o.Name), "choose another name")
	return d
}

func duplicateProperty(n ast.Name, o *schema.Object, first source.Span) diag.Diagnostic {
	d := fault("duplicate-property", n.Place, quote(n.Text)+" of "+quote(o.Name)+" is declared twice", "drop one of the two, or write `enum += { … }` to add options")
	return with(d, first, "first declared here")
}

func duplicateField(n ast.Name, e *schema.Event, first source.Span) diag.Diagnostic {
	d := fault("duplicate-property", n.Place, quote(n.Text)+" of the event "+quote(e.Name)+" is declared twice", "drop one of the two")
	return with(d, first, "first declared here")
}

func duplicateParam(n ast.Name, what string) diag.Diagnostic {
	return fault("duplicate-property", n.Place, "the "+what+" "+quote(n.Text)+" is declared twice", "drop one of the two")
}

func duplicateKey(n ast.Name, o *schema.Object, first ast.Name) diag.Diagnostic {
	return with(fault("duplicate-key", n.Place, quote(o.Name)+" has two keys", "keep `key` at the one that identifies a record on import"), first.Place, "the first")
}

func conflictingType(n ast.Name, o *schema.Object, old *schema.Property, t schema.Type) diag.Diagnostic {
	d := fault("conflicting-type", n.Place, quote(n.Text)+" of "+quote(o.Name)+" is "+article(old.Type.Kind.String())+" in the standard library, not "+article(t.Kind.String()),
		"choose another name, or keep the type")
	return with(d, old.Span, article(old.Type.Kind.String()))
}

func unknownType(n ast.Name) diag.Diagnostic {
	help := diag.DidYouMean(n.Text, ast.TypeNames[:])
	if help == "" {
		help = "write one of " + list(ast.TypeNames[:], "or")
		if len(ast.TypeNames) > 8 {
			help = "write `text`, `number`, `bool`, `date`, `datetime`, `enum { … }`, `set { … }`, `user`, `email`, `phone` or `url`"
		}
	}
	return fault("unknown-type", n.Place, "there is no type "+quote(n.Text), help)
}

func optionsOfPlain(t *ast.Type) diag.Diagnostic {
	return fault("options-without-enum", t.Place, article(t.Name.Text)+" has no options", "write `enum { … }` for one of several values, `set { … }` for several at once")
}

func noOptions(t *ast.Type) diag.Diagnostic {
	return fault("no-options", t.Place, "this "+t.Name.Text+" has no options", "write them in braces: `"+t.Name.Text+" { small \"Small\", large \"Large\" }`")
}

func nothingToExtend(t *ast.Type, old *schema.Property) diag.Diagnostic {
	if old == nil {
		return fault("nothing-to-extend", t.Place, "there are no options yet that `+=` could add to", "write `"+t.Name.Text+" { … }`")
	}
	d := fault("nothing-to-extend", t.Place, quote(old.Name)+" is "+article(old.Type.Kind.String())+": there are no options that `+=` could add to", "write `"+t.Name.Text+" { … }`")
	return with(d, old.Span, "declared here")
}

func duplicateOption(o *ast.Option, first schema.Option) diag.Diagnostic {
	return with(fault("duplicate-option", o.Place, "the option "+quote(o.Value)+" is there twice", "drop one of the two"), first.Span, "the first")
}

func defaultNotConstant(at source.Span, name string) diag.Diagnostic {
	return fault("not-constant", at, "the default of "+quote(name)+" must be known before the run", "write a fixed value")
}

func constNotConstant(at source.Span, name string) diag.Diagnostic {
	return fault("not-constant", at, "the value of "+quote(name)+" must be known before the run", "write a fixed value, or a `segment` for a condition on records")
}

func unknownOption(at source.Span, property string, o *schema.Options) diag.Diagnostic {
	values := make([]string, len(o.List))
	for i, option := range o.List {
		values[i] = option.Value
	}
	help := diag.DidYouMean(at.Text(), values)
	if help == "" {
		help = "it may be " + list(values, "or")
	}
	return fault("unknown-option", at, quote(at.Text())+" is not an option of "+quote(property), help)
}

func unknownObject(n ast.Name, s *schema.Schema) diag.Diagnostic {
	names := make([]string, len(s.Objects))
	for i, o := range s.Objects {
		names[i] = o.Name
	}
	if o := s.Plural(n.Text); o != nil {
		return fault("unknown-object", n.Place, "there is no object "+quote(n.Text), "write the singular: "+quote(o.Name))
	}
	return fault("unknown-object", n.Place, "there is no object "+quote(n.Text), diag.DidYouMean(n.Text, names))
}

func unknownEvent(n ast.Name, s *schema.Schema) diag.Diagnostic {
	names := make([]string, len(s.Events))
	for i, e := range s.Events {
		names[i] = e.Name
	}
	help := diag.DidYouMean(n.Text, names)
	if help == "" {
		help = "declare it: `event " + n.Text + " on contact { … }`"
	}
	return fault("unknown-event", n.Place, "there is no event "+quote(n.Text), help)
}

func eventObjectDiffers(e *ast.Event, old *schema.Event) diag.Diagnostic {
	on := "any object"
	if old.Object != nil {
		on = quote(old.Object.Name)
	}
	d := fault("event-object-differs", e.On.Place, "the event "+quote(old.Name)+" already happens to "+on+", not to "+quote(e.On.Text), "choose another name for this event")
	return with(d, old.Span, "declared here")
}

func duplicateAction(a *ast.ActionDecl, old *schema.Action) diag.Diagnostic {
	d := fault("duplicate-action", a.Name.Place, "there is already an action "+quote(old.Name), "choose another name")
	return with(d, old.Span, "declared here")
}

func notWebAddress(t ast.Text) diag.Diagnostic {
	return fault("not-web-address", t.Place, quote(t.Value)+" is no web address", "write it in full: `https://host/path`")
}

func duplicateWorkflow(n ast.Name, first source.Span) diag.Diagnostic {
	return with(fault("duplicate-workflow", n.Place, "there are two workflows "+quote(n.Text), "rename one of them"), first, "the first")
}

func duplicateTemplate(name string, at, first source.Span) diag.Diagnostic {
	return with(fault("duplicate-template", at, "there are two templates "+quote(name), "rename one of the files"), first, "the first")
}

func unknownTemplateKind(t ast.Text) diag.Diagnostic {
	return fault("unknown-template-kind", t.Place, "there is no kind of template "+quote(t.Value), "write `marketing` or `transactional`")
}

func unusedSegment(at source.Span, name string) diag.Diagnostic {
	return warning("unused-segment", at, "nothing reads the segment "+quote(name), "drop it, or write `// allow: unused-segment` behind it")
}

func unusedAllow(at source.Span, code string) diag.Diagnostic {
	return warning("unused-allow", at, "there is no warning "+quote(code)+" on this line", "drop this comment")
}

func emptyAllow(at source.Span) diag.Diagnostic {
	return warning("unused-allow", at, "this `allow:` names no warning", "write the code of the warning behind it, or drop this comment")
}

// unknownAllow is of a code that no warning has.
func unknownAllow(at source.Span, code string, rows []diag.CodeInfo) diag.Diagnostic {
	var names []string
	for _, row := range rows {
		if row.Level != diag.Error {
			names = append(names, row.Code)
		}
	}
	help := diag.DidYouMean(code, names)
	if help == "" {
		help = "drop this comment"
	}
	return warning("unused-allow", at, "there is no warning with the code "+quote(code), help)
}

func allowedError(at source.Span, code string) diag.Diagnostic {
	return warning("unused-allow", at, quote(code)+" is an error and cannot be allowed", "drop this comment and mend the fault")
}
