// never-enters: an `enroll when` whose every record meets a `goal`, `unenroll` or `suppress` of the workflow already.

package check

import "github.com/wflang/wf/lang/truth"

func (w *workflow) judgeEntering() {
	for _, e := range w.typed.Enroll {
		if e.When == nil || e.Every != nil || truth.Of(e.When) == truth.Never {
			continue
		}
		for _, l := range w.leaving {
			if l.entry.When != nil && truth.Follows(e.When, l.entry.When) {
				w.report(neverEnters(e.When.Span(), l))
				break
			}
		}
	}
}
