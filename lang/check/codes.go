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
	return "workflow example on contact {\n" + indented(lines) + "\n  increase contact.score\n}\n"
}

func indented(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		for _, line := range strings.Split(l, "\n") {
			b.WriteString("  " + line + "\n")
		}
	}
	return b.String()
}

// program joins the lines of a whole program.
func program(lines ...string) string { return strings.Join(lines, "\n") + "\n" }
