// What a project declares and nothing uses: segments, and workflows that no record can enter.

package check

import (
	"slices"

	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/typed"
)

func (c *checker) judgeUsed(files []*ast.File, templates []*ast.TemplateFile) {
	own := slices.ContainsFunc(c.project.Segments, func(s *typed.Segment) bool { return !c.isBuiltin(s.Span) })
	if own { // else nobody asks what is read
		c.findRead(files, templates)
	}
	for _, s := range c.project.Segments {
		if !c.read[s.Name] && !c.isBuiltin(s.Span) {
			c.report(unusedSegment(s.Span, s.Name))
		}
	}
	for _, h := range c.heads {
		enters := h.syntax.Broken || c.enrolledFrom[h]
		for _, s := range h.syntax.Settings {
			if _, ok := s.(*ast.Enroll); ok {
				enters = true
			}
		}
		if !enters && h.object != nil {
			c.report(noEnroll(h.syntax.Name))
		}
	}
}

// findRead notes the names that expressions of the project read.
func (c *checker) findRead(files []*ast.File, templates []*ast.TemplateFile) {
	visit := names(c.read).visit
	for _, f := range files {
		for _, d := range f.Decls {
			ast.Walk(d, visit)
		}
	}
	for _, t := range templates {
		for _, text := range []*ast.Template{t.Subject, t.Body} {
			if text != nil {
				ast.Walk(text, visit)
			}
		}
	}
}

// names collects the names in an expression.
type names map[string]bool

// visit collects the names in an expression of a tree.
func (n names) visit(node ast.Node) bool {
	if e, ok := node.(*ast.Expr); ok && e.Tree != nil {
		exprast.Walk(&e.Tree, n)
	}
	return true
}

// Visit implements exprast.Visitor.
func (n names) Visit(node *exprast.Node) {
	if id, ok := (*node).(*exprast.IdentifierNode); ok {
		n[id.Value] = true
	}
}
