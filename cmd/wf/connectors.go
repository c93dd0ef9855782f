package main

import (
	"fmt"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/stdlib/connect"
)

// warnMissing says which secrets of connectors are not there: their messages wait, and a person should know.
func (a *app) warnMissing(c *project.Config) {
	for _, missing := range connect.Missing(c, a.getenv) {
		fmt.Fprintf(a.err, "wf: %s; messages wait for it\n", missing)
	}
}
