package parse

// Productions of the steps.

import "github.com/alecthomas/participle/v2/lexer"

// step is one step; a call has no word of its own.
type step struct {
	If         *ifStep         `parser:"  @@"`
	Match      *matchStep      `parser:"| @@"`
	Split      *splitStep      `parser:"| @@"`
	Goto       *gotoStep       `parser:"| @@"`
	Stop       *stopStep       `parser:"| @@"`
	Delay      *delayStep      `parser:"| @@"`
	Let        *letStep        `parser:"| @@"`
	Set        *setStep        `parser:"| @@"`
	Copy       *copyStep       `parser:"| @@"`
	Clear      *clearStep      `parser:"| @@"`
	Increase   *increaseStep   `parser:"| @@"`
	Create     *createStep     `parser:"| @@"`
	Associate  *associateStep  `parser:"| @@"`
	Dissociate *dissociateStep `parser:"| @@"`
	Enroll     *enrollStep     `parser:"| @@"`
	Unenroll   *unenrollStep   `parser:"| @@"`
	Call       *callStep       `parser:"| @@"`
}

type ifStep struct {
	Cond condition `parser:"'if' @@"`
	Then body      `parser:"'then' @@"`
	Else *body     `parser:"( 'else' @@ )?"`
}

type matchStep struct {
	Subject expression `parser:"'match' @@"`
	Arms    arms       `parser:"@@"`
}

type matchArm struct {
	Default bool        `parser:"( @'default'"`
	Values  []*armValue `parser:"| @@ ( ',' @@ )* )"`
	Body    body        `parser:"'=>' @@"`
}

type splitStep struct {
	Arms arms `parser:"'split' @@"`
}

type splitArm struct {
	Default bool         `parser:"( @'default'"`
	Share   *lexer.Token `parser:"| @Number '%' )"`
	Body    body         `parser:"'=>' @@"`
}

type gotoStep struct {
	Label name `parser:"'goto' @@"`

	Tokens []lexer.Token
}

type stopStep struct {
	Word lexer.Token `parser:"@'stop'"`
}

type delayStep struct {
	For   *duration   `parser:"'delay' ( @@"`
	Until *untilDelay `parser:"| 'until' @@ )"`

	Tokens []lexer.Token
}

type untilDelay struct {
	Event  *eventWait   `parser:"( @@"`
	Change *changeWait  `parser:"| @@"`
	Day    *dayGoal     `parser:"| @@"`
	Moment *momentGoal  `parser:"| @@ )"`
	Since  *lexer.Token `parser:"( @'since' 'enrolled' )?"`
	UpTo   *duration    `parser:"( 'up' 'to' @@ )?"`
}

type dayGoal struct {
	Days  *weekdays `parser:"( @@"`
	Time  *clock    `parser:"( 'at' @@ )?"`
	Alone *clock    `parser:"| 'at' @@ )"`

	Tokens []lexer.Token
}

type momentGoal struct {
	Offset    *duration    `parser:"( @@"`
	Direction *lexer.Token `parser:"@( 'before' | 'after' ) )?"`
	Center    bool         `parser:"( @'center'"`
	Value     *expression  `parser:"| @@ )"`
	Time      *clock       `parser:"( 'at' @@ )?"`

	Tokens []lexer.Token
}

type letStep struct {
	Name   name        `parser:"'let' @@ '='"`
	Delay  *delayStep  `parser:"( @@"`
	Create *createStep `parser:"| @@"`
	Call   *actionCall `parser:"| @@"`
	Value  *expression `parser:"| @@ )"`
}

type setStep struct {
	Path      path         `parser:"'set' @@"`
	Fields    *argList     `parser:"( '{' @@ '}'"`
	Op        *lexer.Token `parser:"| @( '=' | '+=' | '-=' )"`
	Value     *expression  `parser:"@@"`
	Where     *condition   `parser:"( 'where' @@ )? )"`
	OnFailure *onFailure   `parser:"@@?"`
}

type copyStep struct {
	From      path       `parser:"'copy' @@"`
	To        path       `parser:"'to' @@"`
	Append    bool       `parser:"@'append'?"`
	Where     *condition `parser:"( 'where' @@ )?"`
	OnFailure *onFailure `parser:"@@?"`
}

type clearStep struct {
	Path      path       `parser:"'clear' @@"`
	Where     *condition `parser:"( 'where' @@ )?"`
	OnFailure *onFailure `parser:"@@?"`
}

type increaseStep struct {
	Word      lexer.Token `parser:"@( 'increase' | 'decrease' )"`
	Path      path        `parser:"@@"`
	By        *expression `parser:"( 'by' @@ )?"`
	Where     *condition  `parser:"( 'where' @@ )?"`
	OnFailure *onFailure  `parser:"@@?"`
}

type createStep struct {
	Object    name          `parser:"'create' @@"`
	Fields    argList       `parser:"'{' @@ '}'"`
	With      []*expression `parser:"( 'with' @@ ( ',' @@ )* )?"`
	OnFailure *onFailure    `parser:"@@?"`

	Tokens []lexer.Token
}

type associateStep struct {
	Record    expression    `parser:"'associate' @@"`
	With      []*expression `parser:"'with' @@ ( ',' @@ )*"`
	OnFailure *onFailure    `parser:"@@?"`
}

type dissociateStep struct {
	Record    expression    `parser:"'dissociate' @@"`
	From      []*expression `parser:"'from' @@ ( ',' @@ )*"`
	OnFailure *onFailure    `parser:"@@?"`
}

type enrollStep struct {
	Here      *name      `parser:"'enroll' ( 'in' @@"`
	Records   *path      `parser:"| @@"`
	There     *name      `parser:"'in' @@ )"`
	OnFailure *onFailure `parser:"@@?"`
}

type unenrollStep struct {
	Here      *name      `parser:"'unenroll' ( 'from' @@"`
	Records   *path      `parser:"| @@"`
	There     *name      `parser:"'from' @@ )"`
	OnFailure *onFailure `parser:"@@?"`
}

type callStep struct {
	Action    path       `parser:"@@"`
	Args      argList    `parser:"'(' @@ ')'"`
	OnFailure *onFailure `parser:"@@?"`
}

// actionCall is a call where an expression might stand as well.
type actionCall struct {
	Action    action     `parser:"@@"`
	Args      argList    `parser:"'(' @@ ')'"`
	OnFailure *onFailure `parser:"@@?"`

	Tokens []lexer.Token
}

type onFailure struct {
	Stop bool      `parser:"'on' 'failure' ( @'stop'"`
	Goto *gotoStep `parser:"| @@ )"`

	Tokens []lexer.Token
}
