package parse

// Productions of the settings of a workflow.

import "github.com/alecthomas/participle/v2/lexer"

// setting is one line of the settings part.
type setting struct {
	Title    *titleSetting    `parser:"  @@"`
	Enroll   *enrollSetting   `parser:"| @@"`
	Reenroll *reenrollSetting `parser:"| @@"`
	Per      *perSetting      `parser:"| @@"`
	Leave    *leaveSetting    `parser:"| @@"`
	Suppress *suppressSetting `parser:"| @@"`
	Center   *centerSetting   `parser:"| @@"`
	Timezone *timezoneSetting `parser:"| @@"`
	During   *duringSetting   `parser:"| @@"`
	Pause    *pauseSetting    `parser:"| @@"`
	Rate     *rateSetting     `parser:"| @@"`
}

type titleSetting struct {
	Text text `parser:"'title' @@"`
}

type enrollSetting struct {
	When  *condition `parser:"'enroll' ( 'when' @@"`
	On    *onTrigger `parser:"| 'on' @@"`
	Every *everyDay  `parser:"| 'every' @@ )"`
}

type onTrigger struct {
	Event  *eventWait  `parser:"  @@"`
	Change *changeWait `parser:"| @@"`

	Tokens []lexer.Token
}

type eventWait struct {
	Events []*eventName `parser:"'event' @@ ( ',' @@ )*"`
	Where  *condition   `parser:"( 'where' @@ )?"`

	Tokens []lexer.Token
}

type changeWait struct {
	Path  path       `parser:"'change' 'of' @@"`
	Where *condition `parser:"( 'where' @@ )?"`

	Tokens []lexer.Token
}

type everyDay struct {
	Month *lexer.Token `parser:"( 'month' 'on' @Number"`
	Year  *yearDay     `parser:"| 'year' 'on' @@"`
	Days  *weekdays    `parser:"| @@ )"`
	At    *clock       `parser:"( 'at' @@ )?"`
	When  *condition   `parser:"( 'when' @@ )?"`

	Tokens []lexer.Token
}

type reenrollSetting struct {
	Mode  *lexer.Token `parser:"'reenroll' ( @( 'always' | 'never' )"`
	After *duration    `parser:"| 'after' @@ )"`
}

type perSetting struct {
	Value expression `parser:"'per' @@"`
}

type leaveSetting struct {
	Word lexer.Token `parser:"@( 'unenroll' | 'goal' )"`
	When *condition  `parser:"( 'when' @@"`
	On   *onTrigger  `parser:"| 'on' @@ )"`
}

type suppressSetting struct {
	Cond condition `parser:"'suppress' 'when' @@"`
}

type centerSetting struct {
	On        expression `parser:"'center' 'on' @@"`
	EveryYear bool       `parser:"( @'every' 'year' )?"`
}

type timezoneSetting struct {
	Zone text `parser:"'timezone' @@"`
}

type duringSetting struct {
	Days  *weekdays   `parser:"'during' ( @@"`
	Hours *clockRange `parser:"@@?"`
	Alone *clockRange `parser:"| @@ )"`
}

type clockRange struct {
	From clock `parser:"@@ '..'"`
	To   clock `parser:"@@"`
}

type pauseSetting struct {
	Days []*yearDay `parser:"'pause' 'on' @@ ( ',' @@ )*"`
}

type rateSetting struct {
	Count lexer.Token `parser:"'rate' @Number"`
	Unit  lexer.Token `parser:"'per' @( 'minute' | 'hour' | 'day' )"`
}
