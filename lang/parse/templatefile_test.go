package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
)

func TestTemplateFile(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"whole", "emails/welcome.md", "---\nsubject: Hello {{contact.firstname ?? \"you\"}}\nfrom: hello@acme.example\nsubscription: \"Newsletter\"\nkind: marketing\n---\nDear {{contact.firstname}},\n{{{{ braces\n", `welcome
subject "Hello "{contact.firstname ?? "you"}
from "hello@acme.example"
subscription "Newsletter"
kind "marketing"
body "Dear "{contact.firstname}",\n{{ braces\n"
`},
		{"html", "emails/a.html", "---\r\nsubject: 'Quoted: {{a}}'\r\n\r\n# a comment\r\n---\r\n<p>{{b}}</p>", `a html
subject "Quoted: "{a}
body "<p>"{b}"</p>"
`},
		{"no front matter", "emails/a.md", "Hello", `a
body "Hello"
1:1-1 error[template-front-matter] an e-mail template begins with a line ` + "`---`" + ` and its subject
  write the lines ` + "`---`, `subject: …` and `---`" + ` above the text
`},
		{"never closed", "emails/a.md", "---\nsubject: a\nHello", `a
subject "a"
body
1:1-4 error[template-front-matter] the lines above the text have no second ` + "`---`" + `
  write a line ` + "`---`" + ` above the text of the mail
3:1-6 error[template-front-matter] expected ` + "`key: value`, found `Hello`" + `
  move the text below the second ` + "`---`" + `
`},
		{"no subject", "emails/a.md", "---\nsubjekt: a\nx: 1\nfrom: {{a}}\n---\n", `a
from "{{a}}"
body
1:1-4 error[template-front-matter] this e-mail template has no subject
  write a line ` + "`subject: …` below the first `---`" + `
2:1-8 error[template-front-matter] ` + "`subjekt`" + ` is nothing that an e-mail template has
  did you mean ` + "`subject`" + `?
3:1-2 error[template-front-matter] ` + "`x`" + ` is nothing that an e-mail template has
  it has ` + "`subject`, `from`, `subscription` and `kind`" + `
4:7-12 error[template-not-allowed] a text that stands here may not hold ` + "`{{ }}`" + `
  write the text as it is, or ` + "`{{{{`" + ` for two braces
`},
		{"faults inside", "emails/a.md", "---\nsubject: {{a =}}\n---\n{{b\n{{}} {{c d}} {{e is known}}\n", `a
subject {unreadable}
body "{{b\n"{unreadable}" "{unreadable}" "{unreadable}"\n"
2:14-15 error[equal-sign] ` + "`=` sets a value; a comparison is written `==`" + `
  fix: write ` + "`==`" + `
4:1-3 error[unclosed-template] this ` + "`{{` has no `}}`" + `
  write ` + "`}}` behind the expression, or `{{{{`" + ` for two braces in the text
5:1-5 error[empty-template] there is nothing between these braces
  name a property: ` + "`{{contact.firstname}}`" + `
  maybe: remove the braces
5:10-11 error[syntax] expected an operator, found ` + "`d`" + `
5:18-26 error[unknown-operator] ` + "`is known`" + ` is no operator
  fix: write ` + "`known(e)`" + `
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, faults := Template(source.NewFile(c.file, c.text))
			if diff := cmp.Diff(c.want, templateOutline(tree)+listed(faults)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func templateOutline(t *ast.TemplateFile) string {
	var b strings.Builder
	b.WriteString(t.Name)
	if t.HTML {
		b.WriteString(" html")
	}
	b.WriteString("\n")
	if t.Subject != nil {
		fmt.Fprintf(&b, "subject %s\n", parts(t.Subject))
	}
	for _, line := range []struct {
		name string
		text *ast.Text
	}{{"from", t.From}, {"subscription", t.Subscription}, {"kind", t.Kind}} {
		if line.text != nil {
			fmt.Fprintf(&b, "%s %q\n", line.name, line.text.Value)
		}
	}
	return b.String() + strings.TrimRight("body "+parts(t.Body), " ") + "\n"
}

// parts are the parts of a template in one line.
func parts(t *ast.Template) string {
	var b strings.Builder
	for _, p := range t.Parts {
		if p.Expr != nil {
			b.WriteString("{" + shape(p.Expr) + "}")
		} else {
			fmt.Fprintf(&b, "%q", p.Text)
		}
	}
	return b.String()
}
