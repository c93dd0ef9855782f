package exprs

import "github.com/wflang/wf/lang/typed"

// Memory is where typed expressions lie, and what is used while one is typed and then for the next. Share one among the
// scopes of one check. It is not for several goroutines at once.
type Memory struct {
	typed.Nodes
	tokens []token // of the texts at hand, those of the innermost last
}
