// What may be called what: the words that are taken, and the one space of names of a project.

package check

import "github.com/wflang/wf/lang/ast"

// reserved are the words that are not names of variables, labels, objects, constants or segments, with what they are.
var reserved = map[string]string{
	"if": "a statement", "match": "a statement", "split": "a statement", "goto": "a statement", "stop": "a statement",
	"delay": "a statement", "let": "a statement", "set": "a statement", "copy": "a statement", "clear": "a statement",
	"increase": "a statement", "decrease": "a statement", "create": "a statement", "associate": "a statement",
	"dissociate": "a statement", "enroll": "a statement", "unenroll": "a statement",
	"then": "a word of `if`", "else": "a word of `if`", "default": "a word of `match`",
	"and": "an operator", "or": "an operator", "not": "an operator", "in": "an operator", "contains": "an operator",
	"startsWith": "an operator", "endsWith": "an operator", "matches": "an operator",
	"true": "a value", "false": "a value", "nil": "the unknown value",
	"monday": "a day", "tuesday": "a day", "wednesday": "a day", "thursday": "a day", "friday": "a day",
	"saturday": "a day", "sunday": "a day", "weekday": "a word for days",
	"center": "the date of a workflow", "event": "the event of a condition", "events": "the past of a record",
	"trigger": "the event that enrolled the record", "enrolled_at": "the moment of enrollment",
}

// Reserved reports whether a word is taken by the language, so that no object, variable or label can have it as its name.
func Reserved(name string) bool {
	_, ok := reserved[name]
	return ok
}

// declare enters a name of the project's one space of names. It reports a word that is taken and a name that is in
// use, and tells whether the name is free.
func (c *checker) declare(n ast.Name, what string) bool {
	if n.Text == "" {
		return false
	}
	if is, ok := reserved[n.Text]; ok {
		c.report(reservedName(n, is))
		return false
	}
	if old, ok := c.names[n.Text]; ok {
		c.report(nameTaken(n, old))
		return false
	}
	c.names[n.Text] = declared{what: what, span: n.Place, builtin: c.isBuiltin(n.Place)}
	return true
}
