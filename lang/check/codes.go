// The codes of this package: what each stands for, with a program that gives it and the same program mended. The rows
// are in codes_*.go, beside faults_*.go.

package check

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/diag"
)

// Codes are the rows of all faults that this package reports, by code.
func Codes() []diag.CodeInfo {
	rows := slices.Concat(declarationCodes(), settingCodes(), flowCodes(), stepCodes(), actionCodes(), testCodes())
	slices.SortFunc(rows, func(a, b diag.CodeInfo) int { return strings.Compare(a.Code, b.Code) })
	return rows
}

// steps is a whole program with these steps on a contact.
func steps(lines ...string) string {
	return "workflow example on contact {\n  enroll when contact.lifecycle_stage == \"lead\"\n\n" + indented(lines) + "}\n"
}

// settings is a whole program with these settings on a contact.
func settings(lines ...string) string {
	column := 0
	for _, l := range lines {
		word, _, _ := strings.Cut(l, " ")
		column = max(column, len(word))
	}
	for i, l := range lines {
		word, rest, _ := strings.Cut(l, " ")
		lines[i] = word + strings.Repeat(" ", column-len(word)+1) + rest
	}
	return "workflow example on contact {\n" + indented(lines) + "\n  clear contact.phone\n}\n"
}

// indented puts lines into a workflow: labels stand at its margin.
func indented(lines []string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.Join(lines, "\n"), "\n") {
		if !strings.HasSuffix(line, ":") {
			b.WriteString("  ")
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// program joins the lines of a whole program.
func program(lines ...string) string { return strings.Join(lines, "\n") + "\n" }
