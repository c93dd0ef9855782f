// Faults of declarations.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

func reservedName(n ast.Name, is string) diag.Diagnostic {
	return diag.Fault("reserved-name", n.Place, diag.Quote(n.Text)+" is "+is+" and cannot be a name", "choose another name")
}

func nameTaken(n ast.Name, old declared) diag.Diagnostic {
	d := diag.Fault("name-taken", n.Place, diag.Quote(n.Text)+" is already "+old.what, "choose another name")
	return d.With(old.span, old.what)
}

func pluralDiffers(n ast.Name, old *schema.Object) diag.Diagnostic {
	d := diag.Fault("plural-differs", n.Place, "the plural of "+diag.Quote(old.Name)+" is already "+diag.Quote(old.Plural), "drop `plural "+n.Text+"`")
	return d.With(old.Span, "declared here")
}

func everyObjectHas(n ast.Name) diag.Diagnostic {
	return diag.Fault("built-in-name", n.Place, "every object has "+diag.Quote(n.Text)+" already", "drop this line, or choose another name")
}

func everyEventHas(n ast.Name) diag.Diagnostic {
	return diag.Fault("built-in-name", n.Place, "every event has "+diag.Quote(n.Text)+" already", "drop this line, or choose another name")
}

func everyOutcomeHas(n ast.Name) diag.Diagnostic {
	return diag.Fault("built-in-name", n.Place, "the outcome of every action has "+diag.Quote(n.Text)+" already", "drop this output, or choose another name")
}

func propertyHidesAssociation(n ast.Name, o *schema.Object) diag.Diagnostic {
	d := diag.Fault("name-taken", n.Place, diag.Quote(o.Name+"."+n.Text)+" already means the records associated with "+article(o.Name), "choose another name")
	return d
}

func duplicateProperty(n ast.Name, o *schema.Object, first source.Span) diag.Diagnostic {
	d := diag.Fault("duplicate-property", n.Place, diag.Quote(n.Text)+" of "+diag.Quote(o.Name)+" is declared twice", "drop one of the two, or write `enum += { … }` to add options")
	return d.With(first, "first declared here")
}

func duplicateField(n ast.Name, e *schema.Event, first source.Span) diag.Diagnostic {
	d := diag.Fault("duplicate-property", n.Place, diag.Quote(n.Text)+" of the event "+diag.Quote(e.Name)+" is declared twice", "drop one of the two")
	return d.With(first, "first declared here")
}

func duplicateParam(n ast.Name, what string) diag.Diagnostic {
	return diag.Fault("duplicate-property", n.Place, "the "+what+" "+diag.Quote(n.Text)+" is declared twice", "drop one of the two")
}

func duplicateKey(n ast.Name, o *schema.Object, first ast.Name) diag.Diagnostic {
	return diag.Fault("duplicate-key", n.Place, diag.Quote(o.Name)+" has two keys", "keep `key` at the one that identifies a record on import").With(first.Place, "the first")
}

func conflictingType(n ast.Name, o *schema.Object, old *schema.Property, t schema.Type) diag.Diagnostic {
	d := diag.Fault("conflicting-type", n.Place, diag.Quote(n.Text)+" of "+diag.Quote(o.Name)+" is "+article(old.Type.Kind.String())+" in the standard library, not "+article(t.Kind.String()),
		"choose another name, or keep the type")
	return d.With(old.Span, article(old.Type.Kind.String()))
}

func unknownType(n ast.Name) diag.Diagnostic {
	help := diag.DidYouMean(n.Text, ast.TypeNames[:])
	if help == "" {
		help = "write one of " + list(ast.TypeNames[:], "or")
		if len(ast.TypeNames) > 8 {
			help = "write `text`, `number`, `bool`, `date`, `datetime`, `enum { … }`, `set { … }`, `user`, `email`, `phone` or `url`"
		}
	}
	return diag.Fault("unknown-type", n.Place, "there is no type "+diag.Quote(n.Text), help)
}

func optionsOfPlain(t *ast.Type) diag.Diagnostic {
	return diag.Fault("options-without-enum", t.Place, article(t.Name.Text)+" has no options", "write `enum { … }` for one of several values, `set { … }` for several at once")
}

func noOptions(t *ast.Type) diag.Diagnostic {
	return diag.Fault("no-options", t.Place, "this "+t.Name.Text+" has no options", "write them in braces: `"+t.Name.Text+" { small \"Small\", large \"Large\" }`")
}

func nothingToExtend(t *ast.Type, old *schema.Property) diag.Diagnostic {
	if old == nil {
		return diag.Fault("nothing-to-extend", t.Place, "there are no options yet that `+=` could add to", "write `"+t.Name.Text+" { … }`")
	}
	d := diag.Fault("nothing-to-extend", t.Place, diag.Quote(old.Name)+" is "+article(old.Type.Kind.String())+": there are no options that `+=` could add to", "write `"+t.Name.Text+" { … }`")
	return d.With(old.Span, "declared here")
}

func duplicateOption(o *ast.Option, first schema.Option) diag.Diagnostic {
	return diag.Fault("duplicate-option", o.Place, "the option "+diag.Quote(o.Value)+" is there twice", "drop one of the two").With(first.Span, "the first")
}

func defaultNotConstant(at source.Span, name string) diag.Diagnostic {
	return diag.Fault("not-constant", at, "the default of "+diag.Quote(name)+" must be known before the run", "write a fixed value")
}

func constNotConstant(at source.Span, name string) diag.Diagnostic {
	return diag.Fault("not-constant", at, "the value of "+diag.Quote(name)+" must be known before the run", "write a fixed value, or a `segment` for a condition on records")
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
	return diag.Fault("unknown-option", at, diag.Quote(at.Text())+" is not an option of "+diag.Quote(property), help)
}

func unknownObject(n ast.Name, s *schema.Schema) diag.Diagnostic {
	names := make([]string, len(s.Objects))
	for i, o := range s.Objects {
		names[i] = o.Name
	}
	if o := s.Plural(n.Text); o != nil {
		return diag.Fault("unknown-object", n.Place, "there is no object "+diag.Quote(n.Text), "write the singular: "+diag.Quote(o.Name))
	}
	return diag.Fault("unknown-object", n.Place, "there is no object "+diag.Quote(n.Text), diag.DidYouMean(n.Text, names))
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
	return diag.Fault("unknown-event", n.Place, "there is no event "+diag.Quote(n.Text), help)
}

func eventObjectDiffers(e *ast.Event, old *schema.Event) diag.Diagnostic {
	on := "any object"
	if old.Object != nil {
		on = diag.Quote(old.Object.Name)
	}
	d := diag.Fault("event-object-differs", e.On.Place, "the event "+diag.Quote(old.Name)+" already happens to "+on+", not to "+diag.Quote(e.On.Text), "choose another name for this event")
	return d.With(old.Span, "declared here")
}

func duplicateAction(a *ast.ActionDecl, old *schema.Action) diag.Diagnostic {
	d := diag.Fault("duplicate-action", a.Name.Place, "there is already an action "+diag.Quote(old.Name), "choose another name")
	return d.With(old.Span, "declared here")
}

func notWebAddress(t ast.Text) diag.Diagnostic {
	return diag.Fault("not-web-address", t.Place, diag.Quote(t.Value)+" is no web address", "write it in full: `https://host/path`")
}

func duplicateWorkflow(n ast.Name, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-workflow", n.Place, "there are two workflows "+diag.Quote(n.Text), "rename one of them").With(first, "the first")
}

func duplicateTemplate(name string, at, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-template", at, "there are two templates "+diag.Quote(name), "rename one of the files").With(first, "the first")
}

func unknownTemplateKind(t ast.Text) diag.Diagnostic {
	return diag.Fault("unknown-template-kind", t.Place, "there is no kind of template "+diag.Quote(t.Value), "write `marketing` or `transactional`")
}

func unusedSegment(at source.Span, name string) diag.Diagnostic {
	return diag.Warn("unused-segment", at, "nothing reads the segment "+diag.Quote(name), "drop it, or write `// allow: unused-segment` behind it")
}

func unusedAllow(at source.Span, code string) diag.Diagnostic {
	return diag.Warn("unused-allow", at, "there is no warning "+diag.Quote(code)+" on this line", "drop this comment")
}

func emptyAllow(at source.Span) diag.Diagnostic {
	return diag.Warn("unused-allow", at, "this `allow:` names no warning", "write the code of the warning behind it, or drop this comment")
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
	return diag.Warn("unused-allow", at, "there is no warning with the code "+diag.Quote(code), help)
}

func allowedError(at source.Span, code string) diag.Diagnostic {
	return diag.Warn("unused-allow", at, diag.Quote(code)+" is an error and cannot be allowed", "drop this comment and mend the fault")
}
