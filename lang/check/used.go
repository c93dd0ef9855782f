// What a project declares and nothing uses: segments, and workflows that no record can enter.
package check

import "github.com/wflang/wf/lang/ast"

func (c *checker) judgeUsed() {
	for _, s := range c.project.Segments {
		if !c.used[s.Name] && !c.isBuiltin(s.Span) {
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
