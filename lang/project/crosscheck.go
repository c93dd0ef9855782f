package project

// What the settings must fit among themselves.

import (
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func crossCheck(c *Config) (found []diag.Diagnostic) {
	first := map[string]source.Span{}
	var emails []string
	for _, u := range c.Users {
		if u.Email.Value == "" {
			continue // reported already
		}
		if at, ok := first[u.Email.Value]; ok {
			found = append(found, repeatedUser(u.Email.Span, at, u.Email.Value))
			continue
		}
		first[u.Email.Value] = u.Email.Span
		emails = append(emails, u.Email.Value)
	}
	declared := map[string]bool{}
	var teams []string
	for _, t := range c.Teams {
		declared[t.Value] = true
		teams = append(teams, t.Value)
	}
	for _, u := range c.Users {
		for _, t := range u.Teams {
			if len(teams) > 0 && !declared[t.Value] {
				found = append(found, unknownTeam(t.Span, t.Value, teams))
			}
		}
		if m := u.Manager; m.Value != "" {
			if _, ok := first[m.Value]; !ok {
				found = append(found, unknownManager(m.Span, m.Value, emails))
			}
		}
	}
	return found
}
