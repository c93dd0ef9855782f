// E-mail templates: their front matter here, their tokens in each workflow that sends them (email.go).

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (c *checker) declareTemplates(files []*ast.TemplateFile) {
	for _, f := range files {
		if f == nil {
			continue
		}
		if first := c.templates[f.Name]; first != nil {
			c.report(duplicateTemplate(f.Name, headOf(f), headOf(first.Syntax)))
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

// headOf is what stands for a template in messages: its subject, or the beginning of a file without one.
func headOf(f *ast.TemplateFile) source.Span {
	if f.Subject != nil {
		return f.Subject.Place
	}
	return f.Place.File.Span(f.Place.Start, f.Place.Start)
}
