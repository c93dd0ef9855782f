package main

import (
	"fmt"

	"github.com/wflang/wf/lang/diag"
)

// unknown is a name that names nothing.
type unknown struct {
	what, name string
	names      []string
}

func (u *unknown) Error() string {
	text := fmt.Sprintf("there is no %s %q", u.what, u.name)
	if help := diag.DidYouMean(u.name, u.names); help != "" {
		text += "; " + help
	}
	return text
}
