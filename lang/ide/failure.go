package ide

import "github.com/wflang/wf/lang/ast"

// failureOf is the `on failure` of a statement; nil without.
func failureOf(s ast.Stmt) *ast.OnFailure {
	switch s := s.(type) {
	case *ast.Set:
		return s.OnFailure
	case *ast.Copy:
		return s.OnFailure
	case *ast.Clear:
		return s.OnFailure
	case *ast.Increase:
		return s.OnFailure
	case *ast.Create:
		return s.OnFailure
	case *ast.Associate:
		return s.OnFailure
	case *ast.EnrollIn:
		return s.OnFailure
	case *ast.Call:
		return s.OnFailure
	}
	return nil
}
