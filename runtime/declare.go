// Declarations ahead of the workflows that use them.

package runtime

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// Declare tells the engine the objects, events and actions of a project and leaves its workflows as they are, so that
// records can come in before anything new reacts to them.
func (e *Engine) Declare(ctx context.Context, s *schema.Schema) error {
	return e.submit(ctx, e.live, func(b *batch) error {
		declared, err := b.declared(s)
		if err != nil {
			return err
		}
		if err := b.declare(declared); err != nil {
			return err
		}
		b.e.rewatch(b.workflow)
		return nil
	})
}

// Declares reports whether the store has exactly the declarations of a project already.
func (e *Engine) Declares(s *schema.Schema) (same bool, err error) {
	r := e.read()
	stored, ok := r.get([]byte(keySchema))
	same = ok && bytes.Equal(stored, vm.Encode(&vm.Bundle{Schema: s}))
	return same, r.end()
}

// declarations are those of a project, as the store keeps them.
type declarations struct {
	encoded []byte
	schema  *schema.Schema // read back, so that it is the engine's own
	names   *names
	same    bool // as before: programs stay linked to them
}

func (b *batch) declared(s *schema.Schema) (*declarations, error) {
	d := &declarations{encoded: vm.Encode(&vm.Bundle{Schema: s}), names: b.e.names.clone()}
	if stored, ok := b.get([]byte(keySchema)); ok && bytes.Equal(stored, d.encoded) {
		d.schema, d.same = b.e.model.schema, true
	} else {
		copied, err := vm.Decode(d.encoded, b.e.config.Catalog)
		if err != nil {
			return nil, fmt.Errorf("the project's declarations cannot be stored: %w", err)
		}
		d.schema = copied.Schema
	}
	_, err := d.names.learn(d.schema)
	return d, err
}

// declare makes declarations those of the engine.
func (b *batch) declare(d *declarations) error {
	e := b.e
	if b.transient != nil && len(b.transient.records.now) > 0 && !d.same {
		return errors.New("an engine with a witness keeps the declarations under which its records came")
	}
	b.catchUp(false) // while the declarations are those under which the records were decoded
	b.set([]byte(keySchema), d.encoded)
	b.set([]byte(keyNames), d.names.encode())
	e.names, e.model = d.names, newModel(d.schema, d.names)
	b.model = e.model
	if d.same {
		return nil
	}
	b.e.working.forgetRecords()
	b.earlierRecords = nil
	b.forgetLatest()
	clear(b.linked)
	if err := e.relink(b); err != nil {
		b.fail(err) // half of it is done: nothing of the batch may be stored
		return err
	}
	return nil
}

// relink reads all versions anew against the new declarations.
func (e *Engine) relink(b *batch) error {
	old := e.programs
	e.programs = map[int]*program{}
	for no, p := range old {
		if err := e.loadProgram(b.tx, no, p.workflow); err != nil {
			return err
		}
	}
	return nil
}
