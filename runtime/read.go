// Reading: what callers ask for is read from the last committed state, beside the writer.

package runtime

import (
	"errors"
	"iter"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/vm"
)

// reader is one look at the store.
type reader struct {
	*state
	e     *Engine
	tx    store.Tx
	known *known
	old   map[int]*vm.Program // versions that nothing runs any more
}

// read begins a look at the store; end gives it back.
func (e *Engine) read() *reader {
	k := e.known.Load()
	tx := e.look()
	r := &reader{state: newState(tx, k.model, e.config.People), e: e, tx: tx, known: k, old: map[int]*vm.Program{}}
	r.transient = e.transient
	return r
}

// end gives the fault that reading met. What was read of a store that was being closed is no fault of the store.
func (r *reader) end() error {
	err := r.tx.Commit()
	if r.fault != nil && !errors.Is(err, ErrClosed) {
		return r.fault
	}
	return err
}

// program is a version, also one that is out of use; nil when it cannot be read.
func (r *reader) program(no int) *vm.Program {
	if v, ok := r.known.versions[no]; ok {
		return v.program
	}
	if p, ok := r.old[no]; ok {
		return p
	}
	var p *vm.Program
	if data, ok := r.get(keyProgram(no)); ok {
		var err error
		if p, err = vm.DecodeProgram(data, r.model.schema); err != nil {
			r.fail(err)
		}
	}
	r.old[no] = p
	return p
}

func (r *reader) workflowName(no int) string {
	if no < len(r.known.names.workflows) {
		return r.known.names.workflows[no]
	}
	return ""
}

// ref is a record's reference, also when its object is not declared any more.
func (r *reader) ref(p place) schema.Ref {
	if p.object < len(r.known.names.objects) {
		return schema.Ref{Object: r.known.names.objects[p.object].name, ID: p.id}
	}
	return schema.Ref{ID: p.id}
}

// refuse ends a look at the store that found nothing to read, by the fault that reading met or else by err.
func (r *reader) refuse(err error) error {
	if fault := r.end(); fault != nil {
		return fault
	}
	return err
}

// Schema is what the deployed project declares.
func (e *Engine) Schema() *schema.Schema { return e.known.Load().model.schema }

// Get returns a record by id or key; nil when there is none. Its View method gives what is associated with it.
func (e *Engine) Get(ref schema.Ref) (*schema.Record, error) {
	r := e.read()
	om := r.model.objects[ref.Object]
	if om == nil {
		return nil, r.refuse(&UnknownError{"object", ref.Object})
	}
	var found *schema.Record
	if at, ok := r.lookUp(om, ref.ID); ok {
		if s := r.record(at); s != nil && !s.record.Gone {
			found = s.record
		}
	}
	return found, r.end()
}

// View shows the world as it was committed last, until close is called; Engine.Close waits for that. It is for one goroutine.
func (e *Engine) View() (v schema.View, close func() error) {
	r := e.read()
	return &view{s: r.state, keep: e.oldest()}, r.end
}

// oldest is the moment from which on readers see events.
func (e *Engine) oldest() int64 { return e.config.Clock.Now().Add(-e.config.KeepEvents).UnixMicro() }

// Associated returns the records of an object associated with one: the primary one, then the others in order of association.
func (e *Engine) Associated(ref schema.Ref, object string) ([]*schema.Record, error) {
	r := e.read()
	om, other, err := r.both(ref.Object, object)
	if err != nil {
		return nil, r.refuse(err)
	}
	var found []*schema.Record
	if at, ok := r.lookUp(om, ref.ID); ok {
		if s := r.record(at); s != nil {
			found = (&view{s: r.state}).Associated(s.record, other.object)
		}
	}
	return found, r.end()
}

// Chosen returns the record of an object that was chosen as the primary one of another, nil when none was.
func (e *Engine) Chosen(of schema.Ref, object string) (*schema.Record, error) {
	r := e.read()
	om, other, err := r.both(of.Object, object)
	if err != nil {
		return nil, r.refuse(err)
	}
	var found *schema.Record
	if at, ok := r.lookUp(om, of.ID); ok {
		if links := r.links(at, other.no); len(links) > 0 && links[0].seq == chosen {
			if s := r.record(links[0].to); s != nil && !s.record.Gone {
				found = s.record
			}
		}
	}
	return found, r.end()
}

// both are two objects by name.
func (s *state) both(a, b string) (one, other *objectModel, err error) {
	for _, name := range []string{a, b} {
		if s.model.objects[name] == nil {
			return nil, nil, &UnknownError{"object", name}
		}
	}
	return s.model.objects[a], s.model.objects[b], nil
}

// Records yields the records of an object in order of their ids, shorter ids first. An error ends it.
func (e *Engine) Records(object string) iter.Seq2[*schema.Record, error] {
	return func(yield func(*schema.Record, error) bool) {
		r := e.read()
		defer r.end()
		om := r.model.objects[object]
		if om == nil {
			yield(nil, &UnknownError{"object", object})
			return
		}
		for _, s := range r.each(om) {
			if !s.record.Gone && !yield(s.record, nil) {
				return
			}
		}
		if err := r.end(); err != nil {
			yield(nil, err)
		}
	}
}

// Matching counts the records that meet an `enroll when` of a workflow now, whether they were enrolled or not.
func (e *Engine) Matching(workflow string) (n int, err error) {
	r := e.read()
	p := r.currentOf(workflow)
	if p == nil {
		return 0, r.refuse(&UnknownError{"workflow", workflow})
	}
	n, _ = r.newcomers(p, -1, r.state)
	return n, r.end()
}

// currentOf is the version of a workflow that new enrollments run; nil when there is none.
func (r *reader) currentOf(workflow string) *vm.Program {
	no := r.known.names.workflow(workflow)
	if no < 0 {
		return nil
	}
	if w := r.workflow(no); w != nil && w.program >= 0 {
		return r.program(w.program)
	}
	return nil
}

func (r *reader) workflow(no int) *workflowState {
	data, ok := r.get(keyWorkflow(no))
	if !ok {
		return nil
	}
	w, err := decodeWorkflow(data)
	if err != nil {
		r.fail(err)
		return nil
	}
	return w
}
