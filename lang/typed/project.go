package typed

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Project is all checked workflows with the schema they stand on.
type Project struct {
	Schema    *schema.Schema
	Workflows []*Workflow // without those that have errors
	Drafts    []*Workflow // all that name an object, also those that have errors: for editors, nothing runs them
	Segments  []*Segment
	Consts    []*ConstDecl
	Templates []*Template
	Tests     []*Test // without those that have errors
}

// Template is an e-mail template. Its tokens are typed anew in every workflow that sends it, since they read the
// enrolled record there.
type Template struct {
	Name          string
	Subscription  string // "" when it names none
	Transactional bool
	Syntax        *ast.TemplateFile
}

// Segment is a named condition; Cond reads the record as Item.
type Segment struct {
	Name   string
	Object *schema.Object // nil where its name is unknown; of the project's segments it never is
	Cond   Expr
	Span   source.Span // of the name
}

// ConstDecl is a constant of the project.
type ConstDecl struct {
	Name  string
	Value schema.Value
	Type  schema.Type
	Span  source.Span // of the name
}
