// Package ast is the tree of a .wf file as it was written: nothing resolved, nothing dropped, also where the text has
// faults. Nodes carry their spans; comments are kept in File.Comments, by place.
package ast

import "github.com/wflang/wf/lang/source"

// Node is anything with a place.
type Node interface{ Span() source.Span }

// At is the place of a node; every node embeds it.
type At struct{ Place source.Span }

// Span is the place of the node, from its first token to the end of its last.
func (a At) Span() source.Span { return a.Place }

// File is one parsed file.
type File struct {
	Source   *source.File
	Decls    []Decl // in file order; a declaration with faults is there with what could be read
	Comments []Comment
}

// Comment is a `//` or `/* */` comment with its marks.
type Comment struct {
	At
	Text string
}

// Name is a name where it stands.
type Name struct {
	At
	Text string
}

// Path is a dotted name: `company.segment`, `notify.email`, `deals.stage`.
type Path struct {
	At
	Parts []Name
}

// Text is a string literal without templates in the places where only a fixed text may stand.
type Text struct {
	At
	Value string
}

// Decl is a declaration at the top of a file.
type Decl interface {
	Node
	decl()
}

func (*Object) decl()     {}
func (*Event) decl()      {}
func (*Const) decl()      {}
func (*Segment) decl()    {}
func (*ActionDecl) decl() {}
func (*Workflow) decl()   {}
func (*Test) decl()       {}
func (*Bad) decl()        {}

// Bad is a stretch that could not be read; its fault is reported.
type Bad struct{ At }

// Object is `object NAME [plural NAME] { property … }`.
type Object struct {
	At
	Name   Name
	Plural *Name
	Props  []*Prop
}

// Prop is `name: type flags [= default]`, a property of an object or a field of an event, input or output of an action.
type Prop struct {
	At
	Name    Name
	Type    *Type
	Flags   []Name // readonly, required, key
	Default *Expr
}

// TypeNames are the types that a declaration may name, in the order the language reference has them.
var TypeNames = [...]string{"text", "number", "bool", "date", "datetime", "enum", "set", "user", "email", "phone", "url"}

// Type is a type as written: `text`, `enum { new "New", open }`, `enum += { … }`.
type Type struct {
	At
	Name    Name
	Braces  bool // `{ … }` was written
	Extends bool // `+=`
	Options []*Option
}

// Option is `value`, `value "Label"` or `"Value"`.
type Option struct {
	At
	Value string
	Label *Text
}

// Event is `event NAME on OBJECT { field … }`; On.Text is "any" for `on any`.
type Event struct {
	At
	Name   Name
	On     Name
	Fields []*Prop
}

// Const is `let NAME = EXPR` at the top.
type Const struct {
	At
	Name  Name
	Value *Expr
}

// Segment is `segment NAME on OBJECT when EXPR`.
type Segment struct {
	At
	Name Name
	On   Name
	Cond *Expr
}

// ActionDecl is `action NAME(params) [-> { outputs }] at "url" [with secret("NAME")] [up to DURATION]`.
type ActionDecl struct {
	At
	Name    Path
	Params  []*Prop
	Outputs []*Prop
	URL     *Text
	Secret  *Text     // name of the secret that signs its requests
	Expires *Duration // how long a later answer may take
}

// Workflow is `workflow NAME on OBJECT { settings steps }`.
type Workflow struct {
	At
	Name     Name
	On       Name
	Settings []Setting
	Body     *Block
	Broken   bool // a syntax fault inside: its flow is not judged
}

// Block is a list of steps; Braced tells `{ … }` from a single statement.
type Block struct {
	At
	Braced bool
	Steps  []*Step
}

// Step is a statement with its labels.
type Step struct {
	At     // from the label, if any
	Labels []Name
	Stmt   Stmt // *BadStmt when it could not be read
}
