package runtime_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/backup"
	"github.com/wflang/wf/runtime/store/memory"
)

// A restored store goes on as the one it was taken from, whatever came after the backup there.
func TestBackup(t *testing.T) {
	w := newWorld(t, slow)
	w.put("contact", "1", "score", 2)
	var out bytes.Buffer
	if _, err := w.e.Backup(&out); err != nil {
		t.Fatal(err)
	}
	history := w.history(runtime.Filter{})
	w.put("contact", "2", "score", 2)
	w.advance(day)

	copied := memory.New()
	if _, err := backup.Restore(copied, bytes.NewReader(out.Bytes())); err != nil {
		t.Fatal(err)
	}
	again := openWorld(t, func(c *runtime.Config) { c.Store = copied })
	if diff := cmp.Diff(history, again.history(runtime.Filter{})); diff != "" {
		t.Errorf("%s", diff)
	}
	again.expectStatus("slow", 1, 0, 1, 0, 0)
	again.advance(day)
	again.expect(ref("contact", "1"), "city", "first version")
	if !slices.Equal(again.history(runtime.Filter{}), w.history(runtime.Filter{Record: ref("contact", "1")})) {
		t.Error("the restored store went on in another way")
	}
}
