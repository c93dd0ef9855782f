package records

import "strings"

// Spreadsheets run a cell that begins with one of these as a formula. What we write for them has a ' before it, which a
// spreadsheet takes off again, and so do we.
const formulaStarts = "=+-@\t\r"

// guarded protects the reader of a file from what a record says.
func guarded(text string) string {
	if startsFormula(text) {
		return "'" + text
	}
	return text
}

// unguarded is the inverse of guarded.
func unguarded(text string) string {
	if strings.HasPrefix(text, "'") && startsFormula(text[1:]) {
		return text[1:]
	}
	return text
}

// startsFormula looks behind quotes too, so that a text that begins with '= comes back as it was.
func startsFormula(text string) bool {
	rest := strings.TrimLeft(text, "'")
	return rest != "" && strings.IndexByte(formulaStarts, rest[0]) >= 0
}

func trimmed(text string) string { return strings.TrimSpace(unguarded(text)) }
