package typed

import "github.com/wflang/wf/lang/schema"

// Project is all checked workflows with the schema they stand on.
type Project struct {
	Schema    *schema.Schema
	Workflows []*Workflow // without those that have errors
	Segments  []*Segment
	Consts    []*ConstDecl
}

// Segment is a named condition; Cond reads the record as Item.
type Segment struct {
	Name   string
	Object *schema.Object
	Cond   Expr
}

// ConstDecl is a constant of the project.
type ConstDecl struct {
	Name  string
	Value schema.Value
	Type  schema.Type
}
