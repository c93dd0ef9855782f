// The statements that move a record on its way. The machine carries them out; they are declared here so that
// documentation and editor find them beside the other actions.

package actions

import "github.com/wflang/wf/lang/schema"

// If declares `if … then … else …`.
func If() *schema.Action {
	return &schema.Action{
		Name: "if", Title: "If/then branch", Family: "Flow", Kind: schema.FlowAction,
		Form:    "if EXPR then S [else if EXPR then S] [else S]",
		Doc:     "Takes the first branch whose condition holds; without one that holds, `else` or nothing. An unknown condition does not hold. The branches meet again in the next step.",
		Example: `if contact.country == "France" then set contact.language = "fr" else set contact.language = "en"`,
	}
}

// Match declares `match EXPR { … }`.
func Match() *schema.Action {
	return &schema.Action{
		Name: "match", Title: "Value branch", Family: "Flow", Kind: schema.FlowAction,
		Form:    "match EXPR { VALUE, VALUE => S   LO..HI => S   default => S }",
		Doc:     "Takes the first arm that lists the value. An unknown value takes `default`, unless `nil` has an arm.",
		Example: "match contact.score {\n  0..49 => set contact.lead_status = \"unqualified\"\n  default => set contact.lead_status = \"open\"\n}",
	}
}

// Split declares `split { … }`.
func Split() *schema.Action {
	return &schema.Action{
		Name: "split", Title: "Random split", Family: "Flow", Kind: schema.FlowAction,
		Form:    "split { 50% => S   30% => S   default => S }",
		Doc:     "Shares the records among the arms by percent. The same record always draws the same arm.",
		Example: "split {\n  50% => set contact.source = \"test a\"\n  default => set contact.source = \"test b\"\n}",
	}
}

// Goto declares `goto LABEL`.
func Goto() *schema.Action {
	return &schema.Action{
		Name: "goto", Title: "Go to action", Family: "Flow", Kind: schema.FlowAction,
		Form:    "goto LABEL",
		Doc:     "Continues at the step with that label. It leaves the branch it stands in and closes no loop.",
		Example: "if contact.score > 50 then goto call\nset contact.lead_status = \"unqualified\"\nstop\ncall:\n  create task { title: \"Call {{contact.firstname}}\" }",
	}
}

// Stop declares `stop`.
func Stop() *schema.Action {
	return &schema.Action{
		Name: "stop", Title: "End of the workflow", Family: "Flow", Kind: schema.FlowAction,
		Form:    "stop",
		Doc:     "This record is done with the workflow.",
		Example: `if contact.lifecycle_stage == "customer" then stop`,
	}
}

// Let declares `let NAME = …`.
func Let() *schema.Action {
	return &schema.Action{
		Name: "let", Title: "Keep a value", Family: "Flow", Kind: schema.FlowAction,
		Form:    "let NAME = EXPR | ACTION(…) | create … | delay until …",
		Doc:     "Keeps a value under a name: of an expression, the outcome of an action, the record created, or what ended a delay.",
		Example: "let name = contact.firstname ?? \"there\"\nnotify(to: contact.owner, text: \"Say hello to {{name}}\")",
	}
}

// Delay declares `delay …`.
func Delay() *schema.Action {
	return &schema.Action{
		Name: "delay", Title: "Delay", Family: "Flow", Kind: schema.FlowAction,
		Form:    "delay DURATION | until DAYS at HH:MM | until [DURATION before|after] EXPR [at HH:MM] | until EXPR|event …|change of … [up to DURATION]",
		Doc:     "Waits for a length of time, for a day and hour, for a moment, or until something happens or the time runs out.",
		Example: "delay 2 days\ndelay until tuesday at 11:00\nlet opened = delay until event email_opened up to 3 days\nif opened == nil then stop",
	}
}
