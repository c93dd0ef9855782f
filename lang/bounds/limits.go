package bounds

// The limits of wf.yaml, held against what the workflows can do.

import (
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Check reports the workflows of which one run can exceed a limit that the project sets. dir may be nil.
func Check(p *typed.Project, dir *schema.Directory) []diag.Diagnostic {
	if dir == nil || len(dir.Limits) == 0 {
		return nil
	}
	opts := Options{Working: dir.Hours, Zone: time.UTC}
	if zone, err := time.LoadLocation(dir.Zone); err == nil {
		opts.Zone = zone
	}
	var out []diag.Diagnostic
	for _, w := range p.Workflows {
		for _, limit := range dir.Limits {
			switch {
			case limit.Days:
				r := routeOf(w, flowOf(w), newClock(w, opts))
				if steps := r.unbounded(); len(steps) > 0 {
					out = append(out, waitsForever(w, limit, steps))
				} else if r.ceiling() > moment(limit.Most)*day {
					if _, longest := r.times(); longest > time.Duration(limit.Most)*24*time.Hour {
						out = append(out, takesTooLong(w, limit, longest))
					}
				}
			default:
				if steps := dearest(w, limit); len(steps) > limit.Most {
					out = append(out, tooManyMessages(w, limit, steps))
				}
			}
		}
	}
	return out
}

// counts reports whether a message of the action counts towards the limit.
func counts(limit schema.Limit, a *typed.Act) bool {
	if a == nil || a.Action.Kind != schema.MessageAction {
		return false
	}
	return len(limit.Actions) == 0 || slices.ContainsFunc(limit.Actions, func(name string) bool {
		family, all := strings.CutSuffix(name, ".*")
		return a.Action.Name == name || all && strings.HasPrefix(a.Action.Name, family+".")
	})
}

// dearest are the steps that count towards the limit on the way through the workflow that has most of them.
func dearest(w *typed.Workflow, limit schema.Limit) []*typed.Step {
	f := flowOf(w)
	type way struct {
		count int
		next  *typed.Step
	}
	best := map[*typed.Step]way{}
	var from func(s *typed.Step) int
	from = func(s *typed.Step) int {
		if s == nil {
			return 0
		}
		if b, ok := best[s]; ok {
			return b.count
		}
		best[s] = way{} // a loop, which is a fault of its own, ends here
		own := 0
		if counts(limit, actOf(s)) {
			own = 1
		}
		b := way{count: -1}
		for _, next := range f.successors(s) {
			if n := own + from(next); n > b.count {
				b = way{n, next}
			}
		}
		best[s] = b
		return b.count
	}
	start := first(w.Body)
	from(start)
	var steps []*typed.Step
	seen := map[*typed.Step]bool{}
	for s := start; s != nil && !seen[s]; s = best[s].next {
		seen[s] = true
		if counts(limit, actOf(s)) {
			steps = append(steps, s)
		}
	}
	return steps
}
