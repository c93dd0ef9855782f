package bounds

// Which step can follow which.

import "github.com/wflang/wf/lang/typed"

// flow knows for every step the one behind it, in its own block or behind the statement that the block belongs to.
type flow struct {
	next map[*typed.Step]*typed.Step
}

func flowOf(w *typed.Workflow) *flow {
	f := &flow{next: map[*typed.Step]*typed.Step{}}
	f.block(w.Body, nil)
	return f
}

func (f *flow) block(steps []*typed.Step, after *typed.Step) {
	for i, s := range steps {
		next := after
		if i+1 < len(steps) {
			next = steps[i+1]
		}
		f.next[s] = next
		for _, body := range bodies(s) {
			f.block(body, next)
		}
	}
}

func bodies(s *typed.Step) [][]*typed.Step {
	var out [][]*typed.Step
	switch x := s.Stmt.(type) {
	case *typed.If:
		for _, b := range x.Branches {
			out = append(out, b.Body)
		}
		out = append(out, x.Else)
	case *typed.Match:
		for _, arm := range x.Arms {
			out = append(out, arm.Body)
		}
		out = append(out, x.Default)
	case *typed.Split:
		for _, arm := range x.Arms {
			out = append(out, arm.Body)
		}
	}
	return out
}

// successors are the steps that can follow; nil is the end of the run.
func (f *flow) successors(s *typed.Step) []*typed.Step {
	switch x := s.Stmt.(type) {
	case *typed.If, *typed.Match, *typed.Split:
		var out []*typed.Step
		for _, body := range bodies(s) {
			if len(body) > 0 {
				out = append(out, body[0])
			} else {
				out = append(out, f.next[s])
			}
		}
		return out
	case *typed.Goto:
		return []*typed.Step{x.To}
	case *typed.Stop:
		return []*typed.Step{nil}
	}
	out := []*typed.Step{f.next[s]}
	if a := actOf(s); a != nil && a.OnFailure != nil {
		out = append(out, a.OnFailure.To)
	}
	return out
}

func first(steps []*typed.Step) *typed.Step {
	if len(steps) == 0 {
		return nil
	}
	return steps[0]
}

func actOf(s *typed.Step) *typed.Act {
	switch x := s.Stmt.(type) {
	case *typed.Act:
		return x
	case *typed.Let:
		return x.Act
	}
	return nil
}

func delayOf(s *typed.Step) *typed.Delay {
	switch x := s.Stmt.(type) {
	case *typed.Delay:
		return x
	case *typed.Let:
		return x.Delay
	}
	return nil
}
