// An engine on a store on disk, whose commits are counted.

package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/wflang/wf"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/stdlib"
)

// engine is one that runs.
type engine struct {
	*runtime.Engine
	commits *atomic.Int64
	stop    context.CancelFunc
	running sync.WaitGroup
}

// open opens the store in a folder and deploys a text on it.
func open(dir, text string, clock runtime.Clock) (*engine, error) {
	project, err := wf.Compile(text)
	if err != nil {
		return nil, err
	}
	kept, err := badger.Open(dir, badger.Options{})
	if err != nil {
		return nil, err
	}
	counted := &countedStore{Pipelined: kept}
	e, err := runtime.Open(runtime.Config{Store: counted, Catalog: stdlib.Catalog(), Clock: clock})
	if err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	ctx, stop := context.WithCancel(context.Background())
	opened := &engine{Engine: e, commits: &counted.commits, stop: stop}
	if _, err := e.Deploy(ctx, project.Bundle, runtime.DeployOptions{}); err != nil {
		stop()
		return nil, errors.Join(err, e.Close())
	}
	return opened, nil
}

// run lets timers fire until the engine is closed.
func (e *engine) run() {
	ctx, stop := context.WithCancel(context.Background())
	e.stop = stop
	e.running.Go(func() { _ = e.Engine.Run(ctx) })
}

func (e *engine) close() error {
	e.stop()
	e.running.Wait()
	return e.Close()
}

// finished is how many enrollments came to their end, in all workflows.
func (e *engine) finished() (n int, err error) {
	list, err := e.Status()
	for _, s := range list {
		n += s.Finished
	}
	return n, err
}

// countedStore counts the commits of a store, each of which is one fsync.
type countedStore struct {
	store.Pipelined
	commits atomic.Int64
}

func (s *countedStore) Begin(write bool) store.Tx {
	tx := s.Pipelined.Begin(write)
	if !write {
		return tx
	}
	return &countedTx{tx, s}
}

func (s *countedStore) BeginAfter(before store.Tx) store.Tx {
	return &countedTx{s.Pipelined.BeginAfter(before.(*countedTx).Tx), s}
}

type countedTx struct {
	store.Tx
	store *countedStore
}

func (t *countedTx) Commit() error {
	t.store.commits.Add(1)
	return t.Tx.Commit()
}
