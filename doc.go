package wf

import (
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/stdlib"
)

// Doc is what `wf doc NAME` prints, of the standard library, the project and what the program adds: the documentation of an
// object, `object.property`, an event, an action or a function. With "" it lists them all. The error is a *diag.Unknown.
func (p *Project) Doc(name string) (string, error) {
	s := p.Analysis.Project.Schema
	if name == "" {
		return stdlib.Index(s), nil
	}
	text, ok := stdlib.Doc(s, name)
	if !ok {
		return "", &diag.Unknown{What: "action, function, object or event", Name: name, Names: stdlib.Names(s)}
	}
	return text, nil
}

// ActionsPage is the documentation of all actions and functions in Markdown: as docs/actions.md, with those of the project
// and of the program at the end.
func (p *Project) ActionsPage() string { return stdlib.Page(p.Analysis.Project.Schema) }
