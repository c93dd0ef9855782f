package main

// Marketing mail without a way out of it.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/typed"
)

// warnUnlinked says which workflows send marketing mail that can hold no link to unsubscribe.
func (a *app) warnUnlinked(c *checked) {
	if c.Config.URL != "" {
		return
	}
	if names := mailers(c.Analysis.Project); len(names) > 0 {
		fmt.Fprintf(a.err, "wf: the marketing mails of %s hold no link to unsubscribe, since wf.yaml has no `url`; set it to the address under which others reach wf serve\n",
			strings.Join(names, ", "))
	}
}

// mailers are the workflows that send marketing mail, as a message names them.
func mailers(p *typed.Project) []string {
	var names []string
	for _, w := range p.Workflows {
		sends := false
		typed.EachStep(w.Body, func(s *typed.Step) { sends = sends || marketing(p, s.Stmt) })
		if sends {
			names = append(names, "`"+w.Name+"`")
		}
	}
	return names
}

// marketing reports whether a step sends marketing mail.
func marketing(p *typed.Project, s typed.Stmt) bool {
	act, ok := s.(*typed.Act)
	if let, is := s.(*typed.Let); is {
		act, ok = let.Act, let.Act != nil
	}
	if !ok || act.Action.Name != "email" {
		return false
	}
	_, number := act.Action.Param("template")
	name, ok := act.Args[number].(*typed.Const)
	return ok && slices.ContainsFunc(p.Templates, func(t *typed.Template) bool { return t.Name == name.Value.Text() && !t.Transactional })
}
