package main

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
)

// codes are all faults that wf check can report, by name.
func codes() []diag.CodeInfo {
	all := append(lang.Codes(), project.Codes()...)
	slices.SortFunc(all, func(a, b diag.CodeInfo) int { return strings.Compare(a.Code, b.Code) })
	return all
}
