// What the engine keeps in memory of its store: declarations, versions, the index. It is small; records, enrollments and
// timers stay in the store.

package runtime

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/vm"
)

// load reads it, anew after a batch that could not be committed.
func (e *Engine) load() error {
	tx := e.config.Store.Begin(false)
	defer tx.Discard()
	e.names, e.seq, e.working = &names{}, 0, newWorkingSet(e.config.RecordCache)
	if data, err := tx.Get([]byte(keySeq)); err == nil {
		if len(data) != 16 {
			return fmt.Errorf("the number that was given last: %w", errDamaged)
		}
		e.seq, e.last = numberAt(data), max(e.last, int64(numberAt(data[8:])))
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if data, err := tx.Get([]byte(keyNames)); err == nil {
		if e.names, err = decodeNames(data); err != nil {
			return err
		}
	}
	declared := schema.NewSchema(e.config.Catalog)
	if data, err := tx.Get([]byte(keySchema)); err == nil {
		b, err := vm.Decode(data, e.config.Catalog)
		if err != nil {
			return err
		}
		declared = b.Schema
	}
	e.model = newModel(declared, e.names)
	if err := e.loadWorkflows(tx); err != nil {
		return err
	}
	if e.looks {
		e.tell()
		return nil
	}
	if err := e.loadShapes(tx); err != nil {
		return err
	}
	e.index, e.watched = newWatches(), map[int]*watched{}
	e.rewatch(func(no int) *workflowState { return e.workflows[no] })
	s := newState(tx, e.model, e.config.People)
	for k := range s.under(key('o')) {
		e.pool.expect(string(k[1 : len(k)-9]))
	}
	return s.fault
}

func (e *Engine) loadWorkflows(tx store.Reader) error {
	e.workflows, e.programs = map[int]*workflowState{}, map[int]*program{}
	for k, v := range tx.Scan(key('w'), after(key('w')), false) {
		w, err := decodeWorkflow(v)
		if err != nil {
			return err
		}
		e.workflows[int(binary.BigEndian.Uint32(k[1:]))] = w
	}
	for no, w := range e.workflows {
		if w.program >= 0 {
			if err := e.loadProgram(tx, w.program, no); err != nil {
				return err
			}
		}
		for _, v := range w.inside {
			if err := e.loadProgram(tx, v.program, no); err != nil {
				return err
			}
		}
	}
	return nil
}

// loadProgram links a version to the declarations of today.
func (e *Engine) loadProgram(tx store.Reader, no, workflow int) error {
	if e.programs[no] != nil {
		return nil
	}
	data, err := tx.Get(keyProgram(no))
	if err != nil {
		return fmt.Errorf("a version of the workflow `%s`: %w", e.names.workflows[workflow], err)
	}
	p, err := vm.DecodeProgram(data, e.model.schema)
	if err != nil {
		return fmt.Errorf("a version of the workflow `%s`: %w", e.names.workflows[workflow], err)
	}
	e.programs[no] = e.newProgram(p, no, workflow)
	return nil
}

func (e *Engine) loadShapes(tx store.Reader) error {
	e.shapes, e.shapeList = map[shapeKey]*shape{}, nil
	for _, v := range tx.Scan(key('s'), after(key('s')), false) {
		s, err := decodeShape(len(e.shapeList), v)
		if err != nil {
			return err
		}
		e.shapes[shapeKey{s.program, s.step}] = s
		e.shapeList = append(e.shapeList, s)
	}
	return nil
}

func (e *Engine) shapeByNo(no int) *shape {
	if no < 0 || no >= len(e.shapeList) {
		return nil
	}
	return e.shapeList[no]
}

// program is a version by its number.
func (b *batch) program(no int) *program { return b.e.programs[no] }

// current is the version of a workflow that new enrollments run; nil when the workflow was removed.
func (b *batch) current(workflow int) *program {
	if w := b.workflow(workflow); w.program >= 0 {
		return b.e.programs[w.program]
	}
	return nil
}
