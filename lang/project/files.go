package project

// The record files that wf.yaml names.

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/wflang/wf/lang/source"
)

// RecordFile is one file of records of an object.
type RecordFile struct {
	Object  string
	File    string            // relative to the project's folder
	Columns map[string]string // column as the file names it → property or object; "-" leaves the column out
	Span    source.Span       // of the file's name
	Key     source.Span       // of the object's name
}

// Files are all record files, in the order of wf.yaml.
type Files []RecordFile

func (f *Files) read(d *decoder, name string, n ast.Node) {
	*f = nil
	d.entries(name, n, func(key *ast.StringNode, value ast.Node) {
		for _, item := range items(value) {
			if file, columns := d.table(key.Value, d.resolve(item)); file.Value != "" {
				*f = append(*f, RecordFile{Object: key.Value, Key: d.span(key), File: file.Value, Columns: columns, Span: file.Span})
			}
		}
	})
}

// table reads the name of a file with a table, alone or with its columns.
func (d *decoder) table(name string, n ast.Node) (Text, Column) {
	var body struct {
		File    Text   `yaml:"file" required:"true"`
		Columns Column `yaml:"columns"`
	}
	if m, ok := n.(*ast.MappingNode); ok {
		d.structure(name, m, &body)
	} else if s, ok := d.text(name, n); ok {
		body.File = Text{Value: s, Span: d.span(n)}
	}
	return body.File, body.Columns
}

// describeTable describes what table reads, and which kinds of file.
func describeTable(kinds string) []any {
	return []any{map[string]any{"type": "string"}, map[string]any{
		"type": "object", "additionalProperties": false, "required": []string{"file"},
		"properties": map[string]any{
			"file":    map[string]any{"type": "string", "description": kinds + " file, relative to this one."},
			"columns": new(Column).describe(),
		}}}
}

func (f *Files) describe() map[string]any {
	one := describeTable("CSV or JSON Lines")
	return map[string]any{"type": "object", "additionalProperties": map[string]any{
		"oneOf": append(one, map[string]any{"type": "array", "items": map[string]any{"oneOf": one}})}}
}

// Column maps the names of columns to properties.
type Column map[string]string

func (c *Column) read(d *decoder, name string, n ast.Node) {
	*c = Column{}
	d.entries(name, n, func(key *ast.StringNode, value ast.Node) {
		if s, ok := d.text(key.Value, value); ok {
			(*c)[key.Value] = s
		}
	})
}

func (c *Column) describe() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": map[string]any{"type": "string"},
		"description": "Column as the file names it, to the property or object it holds; \"-\" leaves the column out."}
}
