package main

// The way to a store: through the wf serve that has it open, else by opening it.

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
)

// database is the folder inside of the store's that Badger has for itself.
const database = "db"

// access is what a verb does with a store.
type access int

const (
	looks    access = iota // reads what is there
	operates               // changes what is there, as it was deployed
	feeds                  // brings in what the project declares, and makes a store that is missing
	owns                   // runs the workflows: nobody else may have the store open
)

// often is how often a verb looks whether a store is free that another one has open.
const often = 20 * time.Millisecond

// attach opens the store in a folder. Where wf serve has it open, the store is what wf serve lets others read, and the client
// has it carry out what changes it.
func (a *app) attach(ctx context.Context, folder string, to access) (store.Store, *control.Client, error) {
	dir := filepath.Join(folder, database)
	if to < feeds && !exists(dir) {
		return nil, nil, fmt.Errorf("there is no store in %s yet; wf run makes one", folder)
	}
	for begun := time.Now(); ; {
		server, unasked := control.Dial(ctx, folder, version())
		switch {
		case unasked == nil && to == owns:
			return nil, nil, errors.Join(&servedError{folder, server.About.Process}, server.Close())
		case unasked == nil:
			return server.Store(), server, nil
		case !errors.Is(unasked, control.ErrNobody) && !errors.Is(unasked, control.ErrForbidden):
			return nil, nil, unasked
		}
		kept, err := openStore(ctx, dir, to)
		switch {
		case err == nil:
			return kept, nil, nil
		case errors.Is(unasked, control.ErrForbidden): // nor may it be opened
			return nil, nil, unasked
		case !errors.Is(err, store.ErrInUse):
			return nil, nil, err
		case time.Since(begun) >= a.patience:
			return nil, nil, fmt.Errorf("%w that answers no questions; try again when it has ended", err)
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(often): // another verb has it, or wf serve begins or ends
		}
	}
}

func openStore(ctx context.Context, dir string, to access) (store.Store, error) {
	if to == looks {
		kept, err := badger.OpenToRead(dir)
		if err != nil {
			return nil, err
		}
		return interruptible{kept, ctx}, nil
	}
	kept, err := badger.Open(dir, badger.Options{})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// servedError is the refusal of a second engine on a store.
type servedError struct {
	folder  string
	process int
}

func (s *servedError) Error() string {
	return fmt.Sprintf("wf serve (process %d) runs on the store in %s already; beside it, wf deploy takes workflows over and wf records import takes records", s.process, s.folder)
}

// do carries out a command: in the engine of wf serve where that has the store, else in the session's own.
func do[R any](ctx context.Context, s *session, command control.Command[R]) (R, error) {
	if s.server == nil {
		return command.Do(ctx, s.engine)
	}
	return control.Ask(s.server, command)
}
