package ide

// Hover: what a name means, in Markdown.

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Hover says what the name at a place means; ok is false where there is none.
func (p *Project) Hover(f *File, offset int) (markdown string, at source.Span, ok bool) {
	o, ok := f.At(offset)
	if !ok {
		return p.hoverWord(f, offset)
	}
	text := p.describe(o.Symbol)
	if o.Symbol.Kind == VarKind || o.Symbol.Kind == GivenKind {
		text = p.describeLocal(f, o)
	}
	return text, o.Span, text != ""
}

// hoverWord explains a statement by its first word.
func (p *Project) hoverWord(f *File, offset int) (string, source.Span, bool) {
	out := f.outline()
	i := out.next(offset)
	if i > 0 && (i == len(out.tokens) || out.tokens[i].Start > offset) && out.tokens[i-1].End == offset {
		i--
	}
	if i >= len(out.tokens) || !out.span(i).Contains(offset) || out.head[i] != i && !(i >= 2 && out.tokens[i-1].Text == ":") {
		return "", source.Span{}, false
	}
	word := out.tokens[i].Text
	if a := p.Schema.Action(word); a != nil && a.Form != "" {
		return actionText(a), out.span(i), true
	}
	for _, list := range [][]form{declarationForms, settingForms, stepForms, testForms} {
		for _, f := range list {
			if f.word == word {
				return "**" + word + "**\n\n" + sentence(f.doc), out.span(i), true
			}
		}
	}
	return "", source.Span{}, false
}

func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}

// describe is the documentation of what a symbol means.
func (p *Project) describe(s Symbol) string {
	sc := p.Schema
	switch s.Kind {
	case ObjectKind:
		if o := sc.Object(s.Name); o != nil {
			return code("object %s plural %s", o.Name, o.Plural) + sentence(o.Doc) + fmt.Sprintf("\n\n%d properties", len(o.Properties))
		}
	case PropertyKind:
		if o := sc.Object(s.Of); o != nil {
			if q := o.Property(s.Name); q != nil {
				return propertyText(q)
			}
		}
	case EventKind:
		if e := sc.Event(s.Name); e != nil {
			return eventText(e)
		}
	case FieldKind:
		if e := sc.Event(s.Of); e != nil {
			if f := e.Field(s.Name); f != nil {
				return code("%s.%s: %s", e.Name, f.Name, f.Type) + sentence(f.Doc) + optionsText(f.Type.Options)
			}
		}
	case OptionKind:
		return p.optionText(s)
	case ActionKind:
		if a := sc.Action(s.Name); a != nil {
			return actionText(a)
		}
	case ParamKind:
		if a := sc.Action(s.Of); a != nil {
			if q, _ := a.Param(s.Name); q != nil {
				return code("%s(%s: %s)", a.Name, q.Name, q.Type) + sentence(q.Doc)
			}
		}
	case OutputKind:
		for _, f := range outputs(sc.Action(s.Of)) {
			if f.Name == s.Name {
				return code("%s: %s", f.Name, f.Type) + sentence(f.Doc)
			}
		}
	case FuncKind:
		if f := sc.Func(s.Name); f != nil {
			return funcText(f)
		}
	case ConstKind:
		if c := p.consts[s.Name]; c != nil {
			return code("let %s = %s", c.Name, schema.Plain(c.Value, nil)) + "A constant of the project: " + c.Type.String() + "."
		}
	case SegmentKind:
		if g := p.segments[s.Name]; g != nil {
			cond := ""
			if g.Cond != nil {
				cond = g.Cond.Span().Text()
			}
			return code("segment %s on %s when %s", g.Name, g.Object.Name, cond)
		}
	case WorkflowKind:
		return p.workflowText(s.Name)
	case LabelKind:
		if at := p.definitions(s); len(at) > 0 {
			line := at[0].Span.File.Line(at[0].Span.Position().Line)
			return code("%s", strings.TrimSpace(line)) + "A label of the workflow `" + s.Of + "`."
		}
	case TemplateKind:
		for _, t := range p.Analysis.Templates {
			if t.Name == s.Name {
				return "E-mail template `" + t.Place.File.Name + "`"
			}
		}
	case WordKind:
		return wordTexts[s.Name]
	}
	return ""
}

var wordTexts = map[string]string{
	"trigger":     "**trigger**\n\nThe event that enrolled the record; nil after another kind of enrollment.",
	"event":       "**event**\n\nThe event that a `where` is about.",
	"events":      "**events**\n\nThe past of the record: `events.page_viewed` are the kept occurrences that reached it.",
	"enrolled_at": "**enrolled_at**\n\nWhen the record entered the workflow.",
}

func code(form string, args ...any) string {
	return "```wf\n" + fmt.Sprintf(form, args...) + "\n```\n\n"
}

func propertyText(q *schema.Property) string {
	flags := ""
	if q.Required {
		flags += " required"
	}
	if q.ReadOnly {
		flags += " readonly"
	}
	if q.Object != nil && q.Object.Key == q {
		flags += " key"
	}
	owner := ""
	if q.Object != nil {
		owner = q.Object.Name + "."
	}
	return code("%s%s: %s%s", owner, q.Name, shortType(q.Type), flags) + sentence(q.Doc) + optionsText(q.Type.Options)
}

func shortType(t schema.Type) string {
	if t.Options != nil {
		return t.Kind.String()
	}
	return t.String()
}

// mostOptions is how many options a hover lists.
const mostOptions = 30

func optionsText(o *schema.Options) string {
	if o == nil || len(o.List) == 0 {
		return ""
	}
	var out strings.Builder
	out.WriteString("\n")
	for i, option := range o.List {
		if i == mostOptions {
			fmt.Fprintf(&out, "\n- … %d more", len(o.List)-i)
			break
		}
		fmt.Fprintf(&out, "\n- `%s`", option.Value)
		if option.Label != "" && option.Label != option.Value {
			out.WriteString(" " + option.Label)
		}
	}
	return out.String()
}

func (p *Project) optionText(s Symbol) string {
	owner, name, _ := strings.Cut(s.Of, ".")
	if o := p.Schema.Object(owner); o != nil {
		if q := o.Property(name); q != nil && q.Type.Options != nil {
			label := q.Type.Options.Label(s.Name)
			return fmt.Sprintf("`%s` %s\n\nAn option of `%s`.", s.Name, label, s.Of)
		}
	}
	return fmt.Sprintf("`%s`\n\nAn option of `%s`.", s.Name, s.Of)
}

func eventText(e *schema.Event) string {
	on := "any"
	if e.Object != nil {
		on = e.Object.Name
	}
	var out strings.Builder
	out.WriteString(code("event %s on %s", e.Name, on) + sentence(e.Doc) + "\n")
	for _, f := range e.Fields {
		fmt.Fprintf(&out, "\n- `%s` %s", f.Name, shortType(f.Type))
		if f.Doc != "" {
			out.WriteString(": " + f.Doc)
		}
	}
	return out.String()
}

func actionText(a *schema.Action) string {
	form := a.Form
	if form == "" {
		form = signature(a).Label
	}
	var out strings.Builder
	out.WriteString(code("%s", form) + "**" + a.Title + "**\n\n" + a.Doc)
	if a.Form == "" {
		for _, q := range a.Params {
			if !q.Hidden && q.Doc != "" {
				fmt.Fprintf(&out, "\n- `%s` %s", q.Name, q.Doc)
			}
		}
	}
	if a.Example != "" {
		out.WriteString("\n\n" + code("%s", a.Example))
	}
	return strings.TrimSpace(out.String())
}

func funcText(f *schema.Func) string {
	text := code("%s", funcSignature(f).Label) + f.Doc
	if f.Example != "" {
		text += fmt.Sprintf("\n\n`%s` gives `%s`", f.Example, f.Shows)
	}
	return text
}

// workflowText is a workflow with its bounds.
func (p *Project) workflowText(name string) string {
	for _, w := range p.Analysis.Project.Drafts {
		if w.Name != name {
			continue
		}
		text := code("workflow %s on %s", w.Name, w.Object.Name)
		if w.Title != "" && w.Title != w.Name {
			text += w.Title + "\n\n"
		}
		for _, sound := range p.Analysis.Project.Workflows {
			if sound == w {
				text += boundsText(bounds.Of(w, p.Bounds))
			}
		}
		return text
	}
	return ""
}

// describeLocal is what a variable, or a record of a test, holds.
func (p *Project) describeLocal(f *File, o Occurrence) string {
	sc := p.scopeAt(f.outline(), f.outline().declAt(o.Span.Start), f.outline().next(o.Span.Start))
	if v := sc.vars[o.Symbol.Name]; v != nil {
		return code("let %s: %s", v.Name, v.Type)
	}
	if g := sc.givens[o.Symbol.Name]; g != nil {
		return code("given %s %s", g.Name, o.Symbol.Name)
	}
	return ""
}
