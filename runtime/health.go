// Health: whether the engine works, and whether it takes changes.

package runtime

import "github.com/wflang/wf/runtime/store"

// Alive says why only a new engine helps: ErrClosed, or what made the store unreadable; nil while the engine works. A full
// disk is no reason: the engine goes on when there is room.
func (e *Engine) Alive() error {
	select {
	case <-e.dead:
		return e.broken
	default:
	}
	select {
	case <-e.stop:
		return ErrClosed
	default:
		return nil
	}
}

// Ready says why changes are refused now, and nil when they are taken. It asks the store each time, so that it turns with
// the room on the disk and not with the next commit.
func (e *Engine) Ready() error {
	if err := e.Alive(); err != nil {
		return err
	}
	if s, ok := e.config.Store.(store.Checked); ok {
		return s.Writable()
	}
	return nil
}
