// Faults of actions: their names, arguments and targets.

package check

import (
	"sort"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func unknownAction(s *ast.Call, name string, c *schema.Schema) diag.Diagnostic {
	var names []string
	for _, a := range c.Actions {
		if a.Form == "" {
			names = append(names, a.Name)
		}
	}
	d := diag.Fault("unknown-action", s.Action.Place, "there is no action "+diag.Quote(name), diag.DidYouMean(name, names))
	if c.Func(name) != nil {
		d.Help = []string{"use the function " + diag.Quote(name) + " in an expression, such as `let x = " + name + "(…)`"}
	}
	return d
}

func writtenOtherwise(s *ast.Call, a *schema.Action) diag.Diagnostic {
	return diag.Fault("statement-form", s.Action.Place, diag.Quote(a.Name)+" is not written as a call", "write "+diag.Quote(a.Form))
}

func statementMissing(args map[string]typed.Expr, name string) diag.Diagnostic {
	var at source.Span
	for _, e := range args {
		if e != nil && e.Span().Valid() && (!at.Valid() || e.Span().Start < at.Start) {
			at = e.Span()
		}
	}
	return diag.Fault("unknown-action", at, "this catalog has no statement "+diag.Quote(name), "add the action to the catalog")
}

func actionNotAllowed(a *schema.Action, at source.Span, o *schema.Object) diag.Diagnostic {
	return diag.Fault("action-not-allowed", at, diag.Quote(a.Name)+" works in workflows on "+list(a.On, "or")+", not on "+diag.Quote(o.Name), "move it to such a workflow, and enroll the associated records there")
}

func unknownArgument(n ast.Name, a *schema.Action, s *schema.Schema) diag.Diagnostic {
	var names []string
	for _, p := range a.Params {
		if !p.Hidden {
			names = append(names, p.Name)
		}
	}
	help := diag.DidYouMean(n.Text, names)
	switch {
	case help == "" && len(names) == 0:
		help = "write " + diag.Quote(a.Name+"()")
	case help == "":
		help = "it has " + list(names, "and")
	}
	d := diag.Fault("unknown-argument", n.Place, diag.Quote(a.Name)+" has no argument "+diag.Quote(n.Text), help)
	for _, other := range s.Actions {
		if _, number := other.Param(n.Text); number >= 0 && akin(a.Name, other.Name) {
			d.Help = append(d.Help, "or call "+diag.Quote(other.Name)+", which has it")
			break
		}
	}
	return d
}

// akin reports whether one of two actions is named after the other: `email` and `notify.email`.
func akin(a, b string) bool {
	return strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a) || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

// misnamedArgument tells a name that stands in the place of the only one that is missing.
func misnamedArgument(n ast.Name, a *schema.Action, missing string) diag.Diagnostic {
	help := diag.DidYouMean(n.Text, []string{missing})
	if help == "" {
		help = "it needs " + diag.Quote(missing)
	}
	d := diag.Fault("unknown-argument", n.Place, diag.Quote(a.Name)+" has no argument "+diag.Quote(n.Text), help)
	d.Fixes = []diag.Fix{{Title: "write " + diag.Quote(missing), Edits: []diag.Edit{{Span: n.Place, New: missing}}}}
	return d
}

func missingArgument(s *ast.Call, a *schema.Action, missing []string) diag.Diagnostic {
	return diag.Fault("missing-argument", s.Action.Place, diag.Quote(a.Name)+" lacks "+list(missing, "and"), "add `"+strings.Join(missing, ": …, ")+": …`")
}

func givenTwice(n ast.Name, first source.Span) diag.Diagnostic {
	return diag.Fault("given-twice", n.Place, diag.Quote(n.Text)+" is given twice", "drop one of the two").With(first, "the first")
}

// wrongArgument has words of its own for a text in the place of a person: `to: "Sales"`.
func wrongArgument(a *ast.Arg, p *schema.Param, action *schema.Action, e typed.Expr) diag.Diagnostic {
	if text, ok := textWhereAPerson(p, e); ok {
		word := "team"
		if strings.Contains(text.Value.Text(), "@") {
			word = "user"
		}
		mended := word + "(" + text.At.Text() + ")"
		d := diag.Fault("text-for-person", text.At, diag.Quote(text.At.Text())+" is a text, and "+diag.Quote(p.Name)+" takes people", "write "+diag.Quote(mended))
		d.Fixes = []diag.Fix{{Title: "write " + diag.Quote(mended), Sure: true, Edits: []diag.Edit{{Span: text.At, New: mended}}}}
		return d
	}
	return diag.Fault("wrong-argument", a.Value.Place, diag.Quote(p.Name)+" of "+diag.Quote(action.Name)+" takes "+takesWords(p)+", not "+typeWords(e.Type()))
}

// textWhereAPerson finds the literal text among the values given where users and teams are wanted.
func textWhereAPerson(p *schema.Param, e typed.Expr) (*typed.Const, bool) {
	if p.Type.Kind != schema.User && p.Type.Kind != schema.Team {
		return nil, false
	}
	if l, ok := e.(*typed.ListLit); ok {
		for _, item := range l.Items {
			if k, ok := textWhereAPerson(p, item); ok {
				return k, true
			}
		}
		return nil, false
	}
	k, ok := e.(*typed.Const)
	return k, ok && k.Value.Kind() == schema.Text && k.T.Kind == schema.Text
}

// takesWords is what a parameter accepts, in words: "a user, a team, or a list of these".
func takesWords(p *schema.Param) string {
	var words []string
	seen := map[string]bool{}
	for _, t := range append([]schema.Type{p.Type}, p.Accepts...) {
		w := typeWords(t)
		if len(p.Objects) > 0 && t.Kind == schema.RecordRef {
			w = article(strings.Join(p.Objects, " or "))
		}
		if !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	if p.Many {
		words = append(words, "a list of these")
	}
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " or " + words[last]
	}
	return words[0]
}

func refusedLiteral(k *typed.Const, err error) diag.Diagnostic {
	return diag.Fault("refused-argument", k.At, err.Error())
}

func emptyName(k *typed.Const, what string) diag.Diagnostic {
	return diag.Fault("refused-argument", k.At, "the name of "+article(what)+" is empty", "write its name")
}

func unknownTemplate(k *typed.Const, name string, templates map[string]*typed.Template) diag.Diagnostic {
	var names []string
	for n := range templates {
		names = append(names, n)
	}
	sort.Strings(names)
	help := diag.DidYouMean(name, names)
	if help == "" {
		help = "write the file `emails/" + name + ".md`"
	}
	return diag.Fault("unknown-template", k.At, "there is no template "+diag.Quote(name), help)
}

func templateNotFixed(at source.Span) diag.Diagnostic {
	return diag.Fault("template-not-fixed", at, "the name of a template must be known before the run", "write it as a text, and use `match` to choose among several")
}

func mixedRecipients(at source.Span) diag.Diagnostic {
	return diag.Fault("mixed-recipients", at, "contacts and addresses cannot be mixed", "write two e-mails")
}

func addressesNeedContact(at source.Span, o *schema.Object) diag.Diagnostic {
	return diag.Fault("addresses-need-contact", at, "an e-mail goes to fixed addresses only in workflows on `contact`, not on "+diag.Quote(o.Name), "drop `to`, or name contacts: `to: contacts`")
}

func argumentNeedsProperty(a *ast.Arg, t schema.Type) diag.Diagnostic {
	return diag.Fault("property-expected", a.Value.Place, diag.Quote(a.Name.Text)+" names a property to change, not "+typeWords(t), "write a property, such as `contact.owner`")
}

func argumentPropertyType(a *ast.Arg, p *schema.Param, prop *schema.Property) diag.Diagnostic {
	return diag.Fault("wrong-argument", a.Value.Place, diag.Quote(a.Name.Text)+" names a property of type "+p.Accepts[0].Kind.String()+", and "+diag.Quote(prop.Name)+" is "+typeWords(prop.Type)).With(prop.Span, "declared here")
}

func unknownProperty(n ast.Name, o *schema.Object, s *schema.Schema) diag.Diagnostic {
	names := make([]string, len(o.Properties))
	for i, p := range o.Properties {
		names[i] = p.Name
	}
	message := diag.Quote(o.Name) + " has no property " + diag.Quote(n.Text)
	help := diag.DidYouMean(n.Text, names)
	if owners := owners(n, o, s); help == "" && len(owners) > 0 {
		names := make([]string, len(owners))
		for i, p := range owners {
			names[i] = p.Object.Name
		}
		d := diag.Fault("unknown-property", n.Place, diag.Quote(n.Text)+" is a property of "+list(names, "and")+", not of "+diag.Quote(o.Name))
		for _, p := range owners {
			d = d.With(p.Span, "a property of "+diag.Quote(p.Object.Name))
		}
		return d
	}
	if help == "" {
		help = "declare it: `object " + o.Name + " { " + n.Text + ": text }`"
	}
	return diag.Fault("unknown-property", n.Place, message, help).With(o.Span, diag.Quote(o.Name)+" is declared here")
}

// unknownTargetProperty is unknownProperty where a step changes it: that of an associated record may be meant.
func unknownTargetProperty(n ast.Name, o *schema.Object, s *schema.Schema) diag.Diagnostic {
	d := unknownProperty(n, o, s)
	if owners := owners(n, o, s); len(d.Help) == 0 && len(owners) == 1 && owners[0].Object.Name != "user" {
		of := owners[0].Object.Name
		d.Help = []string{"write " + diag.Quote(of+"."+n.Text) + " for that of the associated " + of}
	}
	return d
}

// owners are the properties of other objects with a name.
func owners(n ast.Name, o *schema.Object, s *schema.Schema) []*schema.Property {
	var out []*schema.Property
	for _, other := range s.Objects {
		if p := other.Property(n.Text); p != nil && other != o {
			out = append(out, p)
		}
	}
	return out
}

func notARecord(n ast.Name, t schema.Type) diag.Diagnostic {
	return diag.Fault("not-a-record", n.Place, diag.Quote(n.Text)+" is "+typeWords(t)+" and has no property that can be changed")
}

func eventIsPast(n ast.Name) diag.Diagnostic {
	return diag.Fault("not-a-record", n.Place, diag.Quote(n.Text)+" has happened and cannot be changed", "keep its values in a property of a record")
}

func unknownTarget(n ast.Name, w *workflow) diag.Diagnostic {
	names := []string{w.object.Name}
	for _, o := range w.schema.Objects {
		names = append(names, o.Name, o.Plural)
	}
	for _, v := range w.typed.Vars {
		names = append(names, v.Name)
	}
	if p := w.object.Property(n.Text); p != nil {
		d := diag.Fault("unknown-record", n.Place, "there is no record "+diag.Quote(n.Text), "write "+diag.Quote(w.object.Name+"."+n.Text))
		d.Fixes = []diag.Fix{{Title: "write " + diag.Quote(w.object.Name+"."+n.Text), Sure: true, Edits: []diag.Edit{{Span: n.Place.File.Span(n.Place.Start, n.Place.Start), New: w.object.Name + "."}}}}
		return d
	}
	return diag.Fault("unknown-record", n.Place, "there is no record "+diag.Quote(n.Text), diag.DidYouMean(n.Text, names))
}

func targetTooFar(p *ast.Path, o *schema.Object) diag.Diagnostic {
	d := diag.Fault("target-too-far", p.Place, "what a step changes is a property of the enrolled record, of an associated one, or of a variable")
	switch inner := p.Parts[1].Text; {
	case inner != o.Name && inner != o.Plural:
	case len(p.Parts) == 3:
		d.Help = []string{"write " + diag.Quote(inner+"."+p.Parts[2].Text) + ", or enroll those records in a workflow of their own"}
	default:
		d.Help = []string{"enroll those records in a workflow of their own"}
	}
	return d
}

func targetInsideProperty(p *ast.Path, prop *schema.Property) diag.Diagnostic {
	return diag.Fault("target-too-far", p.Place, diag.Quote(prop.Name)+" is "+typeWords(prop.Type)+", and nothing inside of it can be changed")
}

func targetNeedsProperty(p *ast.Path) diag.Diagnostic {
	return diag.Fault("property-expected", p.Place, diag.Quote(pathText(p))+" is a record, and a property of it is needed here", "write "+diag.Quote(pathText(p)+".PROPERTY"))
}

func fieldsOfProperty(p *ast.Path) diag.Diagnostic {
	return diag.Fault("record-expected", p.Place, diag.Quote(pathText(p))+" is a property, and `{ … }` sets properties of a record", "write the record: "+diag.Quote(p.Parts[0].Text))
}

func readonlyProperty(at source.Span, p *schema.Property) diag.Diagnostic {
	return diag.Fault("readonly-property", at, diag.Quote(p.Name)+" of "+diag.Quote(p.Object.Name)+" is set by the system and cannot be changed").With(p.Span, "declared here")
}

func usersAreFixed(at source.Span) diag.Diagnostic {
	return diag.Fault("users-are-fixed", at, "users come from the directory and cannot be made or changed by a workflow", "change them in `wf.yaml`")
}

func setToNil(s *ast.Set) diag.Diagnostic {
	path := pathText(s.Path)
	d := diag.Fault("set-to-nil", s.Value.Place, "`set` gives a value, and `nil` is none", "write `clear "+path+"`")
	if s.Where == nil && s.OnFailure == nil {
		d.Fixes = []diag.Fix{{Title: "write `clear " + path + "`", Sure: true, Edits: []diag.Edit{{Span: s.Place, New: "clear " + path}}}}
	}
	return d
}

func fieldToNil(at source.Span, name string) diag.Diagnostic {
	return diag.Fault("set-to-nil", at, "`set` gives a value, and `nil` is none", "write `clear` for "+diag.Quote(name))
}

func addToNumber(s *ast.Set) diag.Diagnostic {
	word := "increase"
	if s.Op == "-=" {
		word = "decrease"
	}
	text := word + " " + pathText(s.Path) + " by " + s.Value.Place.Text()
	d := diag.Fault("add-to-number", s.Place, diag.Quote(s.Op)+" adds to properties that hold several values, and this is a number", "write "+diag.Quote(text))
	if s.Where == nil && s.OnFailure == nil {
		d.Fixes = []diag.Fix{{Title: "write " + diag.Quote(text), Sure: true, Edits: []diag.Edit{{Span: s.Place, New: text}}}}
	}
	return d
}

func addToSingle(s *ast.Set, p *schema.Property) diag.Diagnostic {
	return diag.Fault("add-to-single", s.Place, diag.Quote(p.Name)+" holds one value, so "+diag.Quote(s.Op)+" has nothing to add to", "write `=`").With(p.Span, "declared here")
}

func copyOfMany(p *ast.Path) diag.Diagnostic {
	return diag.Fault("copy-of-many", p.Place, diag.Quote(pathText(p))+" are many values, and one is copied", "write the singular for the primary record")
}

func copyToItself(s *ast.Copy) diag.Diagnostic {
	return diag.Fault("copy-to-itself", s.To.Place, "this copies a property to itself", "drop this step")
}

func appendToSingle(s *ast.Copy, p *schema.Property) diag.Diagnostic {
	return diag.Fault("add-to-single", s.Place, diag.Quote(p.Name)+" holds one value, so `append` has nothing to add to", "drop `append`").With(p.Span, "declared here")
}

func notCopyable(s *ast.Copy, from, to *schema.Property) diag.Diagnostic {
	d := diag.Fault("not-copyable", s.Place, typeWords(from.Type)+" cannot be copied to "+typeWords(to.Type))
	d = d.With(from.Span, diag.Quote(from.Name)+" is "+typeWords(from.Type))
	return d.With(to.Span, diag.Quote(to.Name)+" is "+typeWords(to.Type))
}

func clearOfRequired(s *ast.Clear, p *schema.Property) diag.Diagnostic {
	return diag.Fault("clear-of-required", s.Path.Place, diag.Quote(p.Name)+" of "+diag.Quote(p.Object.Name)+" is required and cannot be cleared").With(p.Span, "declared here")
}

func notANumber(path *ast.Path, p *schema.Property, word string) diag.Diagnostic {
	return diag.Fault("number-expected", path.Place, word+" needs a number, and "+diag.Quote(p.Name)+" is "+typeWords(p.Type)).With(p.Span, "declared here")
}

func missingProperty(at source.Span, o *schema.Object, missing []*schema.Property) diag.Diagnostic {
	names := make([]string, len(missing))
	for i, p := range missing {
		names[i] = p.Name
	}
	d := diag.Fault("missing-property", at, article(diag.Quote(o.Name))+" needs "+list(names, "and"), "add `"+strings.Join(names, ": …, ")+": …`")
	return d.With(missing[0].Span, "required here")
}

func expectedRecord(at source.Span, t schema.Type) diag.Diagnostic {
	return diag.Fault("record-expected", at, "a record is expected here, not "+typeWords(t))
}

func expectedRecords(at source.Span, t schema.Type) diag.Diagnostic {
	return diag.Fault("record-expected", at, "records are expected here, not "+typeWords(t), "write a record or a list of records, such as `contacts`")
}

func unknownWorkflow(n ast.Name, names []string) diag.Diagnostic {
	return diag.Fault("unknown-workflow", n.Place, "there is no workflow "+diag.Quote(n.Text), diag.DidYouMean(n.Text, names))
}

func enrollTypeMismatch(s *ast.EnrollIn, o *schema.Object, target *head) diag.Diagnostic {
	d := diag.Fault("enroll-type-mismatch", s.Workflow.Place, diag.Quote(target.syntax.Name.Text)+" is a workflow on "+diag.Quote(target.object.Name)+", not on "+diag.Quote(o.Name))
	if s.Records == nil && s.Place.Valid() {
		d.Help = []string{"enroll the associated records: `enroll " + target.object.Plural + " in " + target.syntax.Name.Text + "`"}
	}
	return d.With(target.syntax.On.Place, "declared here")
}

func enrollsItself(s *ast.EnrollIn) diag.Diagnostic {
	return diag.Warn("enrolls-itself", s.Workflow.Place, "the record is inside this workflow already, so it cannot be enrolled again", "let a later run do it with `reenroll after 1 day`")
}

func noSubscription(name *typed.Const, t *typed.Template) diag.Diagnostic {
	d := diag.Warn("no-subscription", name.At, "the template "+diag.Quote(t.Name)+" names no type of mail", "write a line `subscription: Newsletter` above its text, or `kind: transactional`")
	d.Notes = []string{"nobody can unsubscribe from it but from all mail"}
	return d.With(headOf(t.Syntax), "the template")
}

// mailsUnsubscribed tells of an e-mail behind an unsubscription; kind is "" where that was from all mail.
func mailsUnsubscribed(name *typed.Const, t *typed.Template, kind string, at source.Span) diag.Diagnostic {
	from := diag.Quote(kind)
	if kind == allMail {
		from = "all mail"
	}
	d := diag.Warn("mails-unsubscribed", name.At, "on a way to this e-mail the contact was unsubscribed from "+from, "send it before, or end that branch with `stop`")
	d.Notes = []string{"such a contact does not get " + diag.Quote(t.Name) + ", and the history says so"}
	return d.With(at, "unsubscribes the contact")
}
