package main

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/project"
)

// keptLocally names the connectors that wf.yaml configures and that this version cannot speak to: what they would send
// becomes files in the outbox folder, and a person should know.
func keptLocally(c *project.Config) []string {
	var names []string
	for _, connector := range []struct {
		name       string
		configured bool
	}{
		{"slack", c.Slack != nil}, {"twilio", c.Twilio != nil}, {"asana", c.Asana != nil}, {"salesforce", c.Salesforce != nil},
	} {
		if connector.configured {
			names = append(names, connector.name)
		}
	}
	return names
}

// warnKept says so.
func (a *app) warnKept(c *project.Config) {
	if names := keptLocally(c); len(names) > 0 {
		fmt.Fprintf(a.err, "wf: %s: nothing is sent by this version, messages become files in the outbox folder\n", strings.Join(names, ", "))
	}
}
