package wf_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sync"

	"github.com/wflang/wf"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
)

// serve runs the project of a folder on a store that outlives the process, until ctx ends.
func serve(ctx context.Context, dir, data string, feed func(context.Context, *wf.Engine)) error {
	project, err := wf.Load(dir)
	if err != nil {
		return err // a *wf.Faults prints as `wf check` does
	}
	for _, w := range project.Warnings {
		log.Printf("%s: %s", w.Span, w.Message)
	}
	engine, err := wf.Open(project, wf.Options{Store: data})
	if errors.Is(err, store.ErrInUse) {
		return fmt.Errorf("another process serves it: %w", err)
	}
	if err != nil {
		return err
	}
	running := make(chan error, 1)
	go func() { running <- engine.Run(ctx) }()
	feed(ctx, engine)
	return errors.Join(<-running, engine.Close())
}

// give gives a record to the engine: it is durable when Put returns, and its workflows have begun.
func give(ctx context.Context, engine *wf.Engine, props wf.Props) {
	_, err := engine.Put(ctx, "company", "", props)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, runtime.ErrClosed), errors.Is(err, runtime.ErrNotStored):
		log.Printf("to be given again: %v", err) // its key, the domain, makes a repeat harmless
	case err != nil:
		log.Printf("refused: %v", err)
	}
}

const greeting = `workflow greet on company {
  enroll when company.lifecycle_stage == "lead"
  set company.description = "{{company.name}} is new"
}
`

// An engine in real time, on a store: records come from many goroutines, and it is closed when its context has ended.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "crm")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "greet.wf"), []byte(greeting), 0o600); err != nil {
		log.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background()) // in a service: signal.NotifyContext
	err = serve(ctx, dir, filepath.Join(dir, "data"), func(ctx context.Context, engine *wf.Engine) {
		var feeders sync.WaitGroup
		for i := range 20 {
			feeders.Go(func() {
				give(ctx, engine, wf.Props{"domain": fmt.Sprintf("c%d.example", i), "name": fmt.Sprintf("Company %d", i), "lifecycle_stage": "lead"})
			})
		}
		feeders.Wait()
		company, _, err := engine.Get("company", "c7.example")
		fmt.Println(company["description"], err)
		for entry, err := range engine.History("company", "c7.example") {
			fmt.Println(entry.Kind, entry.Text, err)
		}
		stop()
	})
	fmt.Println(err)
	// Output:
	// Company 7 is new <nil>
	// enrolled enroll when company.lifecycle_stage == "lead" <nil>
	// acted description: unknown → Company 7 is new <nil>
	// finished  <nil>
	// <nil>
}
