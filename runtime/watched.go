// What the engine watches for: kept in step with its versions, one at a time.

package runtime

import "github.com/wflang/wf/vm"

// watched is what is watched for a version.
type watched struct {
	program *program
	enroll  []*watch // of the version that new enrollments run
	exits   []*watch // and the center
	waits   []*watch
}

// tell tells readers of the declarations and versions.
func (e *Engine) tell() {
	k := &known{model: e.model, names: e.names, versions: map[int]version{}}
	for no, p := range e.programs {
		k.versions[no] = version{p.workflow, p.Program}
	}
	e.known.Store(k)
}

// rewatch brings the index in step with the versions: those that came or went, or were read anew, and no others. It tells
// readers of them.
func (e *Engine) rewatch(workflow func(no int) *workflowState) {
	for no, w := range e.watched {
		if e.programs[no] != w.program {
			e.unwatch(w.enroll, w.exits, w.waits)
			delete(e.watched, no)
		}
	}
	fresh := map[int]*watched{}
	for _, no := range sortedNumbers(e.programs) {
		p, w := e.programs[no], e.watched[no]
		if w == nil {
			w = &watched{program: p}
			e.watched[no], fresh[no] = w, w
			for _, exit := range p.exits() {
				w.exits = append(w.exits, e.watch(p, exit.kind, exit.triggers)...)
			}
			if p.Center != nil {
				w.exits = append(w.exits, e.watch(p, listCenter, []vm.Trigger{{Mentions: p.Center.Mentions}})...)
			}
		}
		switch current := workflow(p.workflow).program == no; {
		case current && w.enroll == nil:
			w.enroll = e.watch(p, listEnroll, p.Enroll)
		case !current:
			e.unwatch(w.enroll)
			w.enroll = nil
		}
	}
	for _, s := range e.shapeList {
		if w := fresh[s.program]; w != nil {
			e.watchShape(s, w)
		}
	}
	e.tell()
}

func (e *Engine) watch(p *program, list listKind, triggers []vm.Trigger) []*watch {
	var all []*watch
	for i, trigger := range triggers {
		w := &watch{program: p, list: list, number: i, trigger: trigger}
		e.index.add(w, e.model.schema)
		all = append(all, w)
	}
	return all
}

func (e *Engine) unwatch(lists ...[]*watch) {
	for _, list := range lists {
		for _, w := range list {
			e.index.remove(w)
		}
	}
}

func (e *Engine) watchShape(s *shape, in *watched) {
	w := &watch{program: in.program, list: listWait, number: s.step, trigger: s.trigger, shape: s}
	w.trigger.Premises = in.program.WaitPremises(s.trigger.Cond)
	e.index.add(w, e.model.schema)
	in.waits = append(in.waits, w)
}

func (e *Engine) addShape(s *shape) {
	e.shapes[shapeKey{s.program, s.step}] = s
	e.shapeList = append(e.shapeList, s)
	if w := e.watched[s.program]; w != nil {
		e.watchShape(s, w)
	}
}

// dropShapes forgets the shapes from a number on, whose turn was taken back.
func (b *batch) dropShapes(from int) {
	e := b.e
	for _, s := range e.shapeList[from:] {
		delete(e.shapes, shapeKey{s.program, s.step})
		w := e.watched[s.program]
		if w == nil {
			continue
		}
		for i, wait := range w.waits {
			if wait.shape == s {
				e.index.remove(wait)
				w.waits = append(w.waits[:i], w.waits[i+1:]...)
				break
			}
		}
	}
	e.shapeList = e.shapeList[:from]
}
