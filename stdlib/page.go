package stdlib

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Page is the documentation of all actions and functions of a schema in Markdown: for the standard library docs/actions.md,
// for a project the same with its own, which have no family, behind those of the library.
func Page(s *schema.Schema) string {
	var out strings.Builder
	out.WriteString("# Actions\n\nGenerated from the declarations by `wf doc --markdown`; `wf doc NAME` prints one of them in a terminal.\n\n")
	out.WriteString("A *record* action happens inside the store, in the same transaction as its step: exactly once. A *message* leaves through the outbox: at least once, with a key by which\n" +
		"the receiver can drop a repeat, and tried again for three days. *Flow* statements move the record on its way.\n\n")
	out.WriteString("| action | wf | kind |\n|---|---|---|\n")
	all := current(s.Actions, s.Action)
	for _, a := range all {
		fmt.Fprintf(&out, "| [%s](#%s) | `%s` | %s |\n", a.Title, anchor(a.Name), escaped(ActionForm(a)), a.Kind)
	}
	comparison(&out)
	family := "none"
	for _, a := range all {
		if a.Family != family {
			family = a.Family
			fmt.Fprintf(&out, "\n## %s\n", orElse(family, "Of the project"))
		}
		entry(&out, a)
	}
	functionTable(&out, s)
	return out.String()
}

// functionTable lists the functions of expressions, each with what it gives.
func functionTable(out *strings.Builder, s *schema.Schema) {
	out.WriteString("\n## Functions\n\nFunctions of expressions; `wf doc NAME` says more. Of an unknown argument the result is unknown, unless the function is about that.\n\n")
	out.WriteString("| function | | example | gives |\n|---|---|---|---|\n")
	for _, f := range currentFuncs(s) {
		example := ""
		if f.Example != "" {
			example = "`" + escaped(f.Example) + "`"
		}
		fmt.Fprintf(out, "| `%s` | %s | %s | %s |\n", escaped(FuncSignature(f)), escaped(f.Doc), example, escaped(f.Shows))
	}
}

// escaped is text that stands in a table.
func escaped(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// codeCell is code that stands in a table, a line under the other.
func codeCell(code string) string {
	lines := strings.Split(escaped(code), "\n")
	for i, line := range lines {
		lines[i] = "`" + line + "`"
	}
	return strings.Join(lines, "<br>")
}

// comparison lists the actions that people know from HubSpot, each with its form here.
func comparison(out *strings.Builder) {
	out.WriteString("\n## Coming from HubSpot\n\nEvery action that HubSpot offers in its workflows, and how it is written here. A test runs every line of this table.\n\n")
	out.WriteString("| | in HubSpot | here | more |\n|---|---|---|---|\n")
	family := ""
	for _, r := range rows() {
		more := "[declared](language.md#actions) or [written in Go](embedding.md)"
		if r.entry != "" {
			more = fmt.Sprintf("[%s](#%s)", r.entry, anchor(r.entry))
		}
		heading := ""
		if r.family != family {
			family, heading = r.family, r.family
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", heading, r.title, codeCell(r.wf), more)
	}
	out.WriteString("\nWhat the same page says of enrollment:\n\n| in HubSpot | here |\n|---|---|\n")
	for _, r := range rules() {
		var here []string
		for _, code := range []string{r.setting, r.verb} {
			if code != "" {
				here = append(here, "`"+code+"`")
			}
		}
		if r.always != "" {
			here = append(here, r.always)
		}
		fmt.Fprintf(out, "| %s | %s |\n", r.title, strings.Join(here, ": "))
	}
}

func entry(out *strings.Builder, a *schema.Action) {
	fmt.Fprintf(out, "\n### %s\n\n", a.Name)
	if a.Title != a.Name {
		fmt.Fprintf(out, "**%s.** ", a.Title)
	}
	fmt.Fprintf(out, "%s\n", a.Doc)
	if len(a.On) > 0 {
		fmt.Fprintf(out, "Only in workflows on %s.\n", strings.Join(a.On, " and "))
	}
	if text := persistence(a); text != "" {
		fmt.Fprintf(out, "%s\n", text)
	}
	if a.Form == "" {
		out.WriteString("\n| argument | takes | |\n|---|---|---|\n")
		for _, p := range a.Params {
			if !p.Hidden {
				fmt.Fprintf(out, "| `%s` | %s%s | %s |\n", p.Name, paramType(p), paramFlags(p), p.Doc)
			}
		}
	}
	if len(a.Outputs) > 0 {
		out.WriteString("\n| outcome | type | |\n|---|---|---|\n")
		for _, f := range a.Outputs {
			fmt.Fprintf(out, "| `%s` | %s | %s |\n", f.Name, f.Type, f.Doc)
		}
	}
	if a.Example != "" {
		fmt.Fprintf(out, "\n%s", exampleBlock(a))
	}
	if a.Name == "copy" {
		out.WriteString("\n" + copyTable())
	}
}

// exampleBlock is the example as a block that compiles: bare steps where a contact is enough, else a whole workflow.
func exampleBlock(a *schema.Action) string {
	object := "contact"
	if len(a.On) > 0 {
		object = a.On[0]
	}
	other := slices.ContainsFunc(a.Params, func(p *schema.Param) bool { return p.Names == "workflow" })
	if object == "contact" && !other {
		return "```wf steps\n" + a.Example + "\n```\n"
	}
	text := ""
	if other {
		text = "workflow nurture on contact {\n  enroll when contact.lifecycle_stage == \"subscriber\"\n\n  increase contact.score\n}\n\n"
	}
	text += fmt.Sprintf("workflow example on %s {\n  enroll when known(%s.owner)\n\n%s\n}\n", object, object, indent(a.Example))
	return "```wf\n" + text + "```\n"
}

// anchor is the address of a heading on the page, as Markdown renderers make it.
func anchor(name string) string { return strings.ReplaceAll(name, ".", "") }

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
