// E-mail templates: their front matter here, their tokens in each workflow that sends them (email.go).
package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/typed"
)

func (c *checker) declareTemplates(files []*ast.TemplateFile) {
	for _, f := range files {
		if f == nil {
			continue
		}
		if first := c.templates[f.Name]; first != nil {
			c.report(duplicateTemplate(f.Name, f.Place, first.Syntax.Place))
			continue
		}
		t := &typed.Template{Name: f.Name, Syntax: f}
		if f.Subscription != nil {
			t.Subscription = f.Subscription.Value
		}
		if f.Kind != nil {
			switch f.Kind.Value {
			case "marketing":
			case "transactional":
				t.Transactional = true
			default:
				c.report(unknownTemplateKind(*f.Kind))
			}
		}
		c.templates[t.Name] = t
		c.project.Templates = append(c.project.Templates, t)
	}
}
