package parse

// Productions of the declarations.

import "github.com/alecthomas/participle/v2/lexer"

// programText is a whole file. It is not read by this production, but in units by those that it lists, so that a fault in
// one leaves the others whole; the page of the grammar begins with it.
type programText struct {
	Object   *objectDecl   `parser:"( @@"`
	Event    *eventDecl    `parser:"| @@"`
	Const    *constDecl    `parser:"| @@"`
	Segment  *segmentDecl  `parser:"| @@"`
	Action   *actionDecl   `parser:"| @@"`
	Workflow *workflowDecl `parser:"| @@"`
	Test     *testDecl     `parser:"| @@"`
	Prop     *propDecl     `parser:"| @@"`
	Setting  *setting      `parser:"| @@"`
	Step     *step         `parser:"| @@"`
	MatchArm *matchArm     `parser:"| @@"`
	SplitArm *splitArm     `parser:"| @@"`
	TestLine *testLine     `parser:"| @@ )*"`
}

type objectDecl struct {
	Name   name   `parser:"'object' @@"`
	Plural *name  `parser:"( 'plural' @@ )?"`
	Props  fields `parser:"@@"`
}

type eventDecl struct {
	Name   name   `parser:"'event' @@"`
	On     name   `parser:"'on' @@"`
	Fields fields `parser:"@@"`
}

type propDecl struct {
	Name    name        `parser:"@@ ':'"`
	Type    propType    `parser:"@@"`
	Flags   []*propFlag `parser:"@@*"`
	Default *expression `parser:"( '=' @@ )?"`

	Tokens []lexer.Token
}

type propFlag struct {
	Word lexer.Token `parser:"@( 'readonly' | 'required' | 'key' )"`
}

type propType struct {
	Name    name      `parser:"@@"`
	Extends bool      `parser:"@'+='?"`
	Braces  bool      `parser:"( @'{'"`
	Options []*option `parser:"@@* '}' )?"`

	Tokens []lexer.Token
}

type option struct {
	Value lexer.Token  `parser:"@( Word | Text )"`
	Label *label       `parser:"@@?"`
	Comma *lexer.Token `parser:"@','?"`
}

type constDecl struct {
	Name  name       `parser:"'let' @@ '='"`
	Value expression `parser:"@@"`
}

type segmentDecl struct {
	Name name      `parser:"'segment' @@"`
	On   name      `parser:"'on' @@"`
	Cond condition `parser:"'when' @@"`
}

type actionDecl struct {
	Name    path      `parser:"'action' @@"`
	Params  []*param  `parser:"'(' @@* ')'"`
	Outputs []*param  `parser:"( '->' '{' @@* '}' )?"`
	URL     text      `parser:"'at' @@"`
	Secret  *text     `parser:"( 'with' 'secret' '(' @@ ')' )?"`
	Expires *duration `parser:"( 'up' 'to' @@ )?"`
}

type param struct {
	Prop  propDecl     `parser:"@@"`
	Comma *lexer.Token `parser:"@','?"`
}

type workflowDecl struct {
	Name name         `parser:"'workflow' @@"`
	On   name         `parser:"'on' @@"`
	Body workflowBody `parser:"@@"`
}

type testDecl struct {
	Title text     `parser:"'test' @@"`
	Of    []*name  `parser:"'of' @@ ( ',' @@ )*"`
	Body  testBody `parser:"@@"`
}
