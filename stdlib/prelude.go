package stdlib

import (
	_ "embed"

	"github.com/wflang/wf/lang/source"
)

//go:embed prelude.wf
var preludeText string

// Prelude is the file that declares the standard objects and events, in the language itself.
func Prelude() *source.File { return source.NewFile("prelude.wf", preludeText) }
