package schema

import (
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/source"
)

// Directory is who and what wf.yaml says that programs may name, and the limits that it sets them. A nil Directory knows
// nothing, and nothing is checked against it; an empty list in one says nothing about its names either.
type Directory struct {
	Users  []string // e-mail addresses
	Teams  []string
	Zone   string // IANA name of the project's time zone; "" is UTC
	Hours  calendar.Hours
	Limits []Limit
}

// Limit is what one run of a workflow may come to: so many messages, or with Days so many days of 24 hours.
type Limit struct {
	Setting string   // its key in wf.yaml
	Noun    string   // what is counted, one of them: e-mail
	Actions []string // the message actions that count; `slack.*` are all of a family. None: all
	Days    bool
	Most    int
	Span    source.Span // of its value
}
