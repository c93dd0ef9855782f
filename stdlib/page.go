package stdlib

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Page is the documentation of all actions of a catalog in Markdown: docs/actions.md.
func Page(c *schema.Catalog) string {
	var out strings.Builder
	out.WriteString("# Actions\n\nGenerated from the declarations in `stdlib/actions`; `wf doc NAME` prints the same in a terminal.\n\n")
	out.WriteString("A *record* action happens inside the store, in the same transaction as its step: exactly once. A *message* leaves through the outbox: at least once, with a key by which\n" +
		"the receiver can drop a repeat, and tried again for three days. *Flow* statements move the record on its way.\n\n")
	out.WriteString("| action | wf | kind |\n|---|---|---|\n")
	for _, a := range c.Actions {
		fmt.Fprintf(&out, "| [%s](#%s) | `%s` | %s |\n", a.Title, anchor(a.Name), strings.ReplaceAll(ActionForm(a), "|", `\|`), a.Kind)
	}
	family := ""
	for _, a := range c.Actions {
		if a.Family != family {
			family = a.Family
			fmt.Fprintf(&out, "\n## %s\n", orElse(family, "Of the project"))
		}
		entry(&out, a)
	}
	return out.String()
}

func entry(out *strings.Builder, a *schema.Action) {
	fmt.Fprintf(out, "\n### %s\n\n**%s.** %s\n", a.Name, a.Title, a.Doc)
	if len(a.On) > 0 {
		fmt.Fprintf(out, "Only in workflows on %s.\n", strings.Join(a.On, " and "))
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
