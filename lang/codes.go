package lang

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/between"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/parse"
)

// Codes are the rows of all codes that an analysis can report, by code.
func Codes() []diag.CodeInfo {
	rows := slices.Concat(parse.Codes(), exprs.Codes(), check.Codes(), between.Codes(), bounds.Codes())
	slices.SortStableFunc(rows, func(a, b diag.CodeInfo) int { return strings.Compare(a.Code, b.Code) })
	return rows
}
