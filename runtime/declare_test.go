package runtime_test

import (
	"context"
	"testing"
	"time"
)

// Records that came in between Declare and Deploy are no news to the workflows; those that come later are.
func TestDeclareBeforeDeploy(t *testing.T) {
	const program = `object shop plural shops { size: number }

workflow greet on shop {
  enroll when shop.size > 5

  delay 1 day
}
`
	w := openWorld(t)
	bundle := compile(t, program, w.catalog)
	if err := w.e.Declare(context.Background(), bundle.Schema); err != nil {
		t.Fatal(err)
	}
	if status, err := w.e.Status(); err != nil || len(status) != 0 {
		t.Error(status, err)
	}
	w.put("shop", "before", "size", 9)
	w.deploy(program)
	w.put("shop", "after", "size", 9)
	// Declared again, as at each start, everything goes on.
	if err := w.e.Declare(context.Background(), bundle.Schema); err != nil {
		t.Fatal(err)
	}
	if err := w.e.Advance(context.Background(), monday.Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	status, err := w.e.Status()
	if err != nil || len(status) != 1 || status[0].Enrolled != 1 || status[0].Finished != 1 {
		t.Errorf("%+v %v", status, err)
	}
}
