package runtime_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/storetest"
)

const large = `workflow large on contact {
  enroll when contact.score > 0
  increase contact.entered
  set contact.city = "inside"
  delay until now() + minutes(1 / 6000)
  increase contact.through
  notify(to: team("Sales"), text: "{{contact.id}}")
}
object contact { entered: number, through: number }`

// A disk that is really full, several times, under load: callers hear of it, what was acknowledged is there when there
// is room again, everything goes on by itself, and nothing happened twice.
func TestDiskThatIsFull(t *testing.T) {
	storetest.OnSmallDisk(t, 112<<20, func(t *testing.T, dir string) {
		data := filepath.Join(dir, "store")
		w := openDisk(t, data)
		w.deploy(large)
		acknowledged, next := map[int]bool{}, 0
		for round := range 3 {
			but := []int64{64<<20 + 1<<20, 0, 64<<20 + 8<<20}[round] // the reserve, and a little more
			empty := storetest.Fill(t, dir, but)
			next = putUntilFull(t, w, acknowledged, next)
			if ready, alive := w.e.Ready(), w.e.Alive(); !errors.Is(ready, store.ErrFull) || alive != nil {
				t.Errorf("on a full disk: ready: %v, alive: %v", ready, alive)
			}
			if round == 1 {
				time.Sleep(20 * time.Millisecond) // delays of the round before end
				if _, err := w.e.Drain(ctx); !errors.Is(err, store.ErrFull) {
					t.Errorf("drain: %v", err)
				}
			}
			for i := range acknowledged {
				w.expect(ref("contact", fmt.Sprint(i)), "city", "inside")
			}
			empty()
			if err := w.e.Ready(); err != nil {
				t.Errorf("with room again: %v", err)
			}
			w.put("contact", fmt.Sprint(next), "score", 1)
			acknowledged[next] = true
			next++
		}
		settleAll(t, w, "large", acknowledged)
		if err := w.e.Close(); err != nil {
			t.Fatal(err)
		}
		again := openDisk(t, data)
		settleAll(t, again, "large", acknowledged)
	})
}

// putUntilFull has callers put records until each was told that the disk is full, and gives the next number.
func putUntilFull(t *testing.T, w *world, acknowledged map[int]bool, next int) int {
	t.Helper()
	var mu sync.Mutex
	var callers sync.WaitGroup
	var number atomic.Int64
	number.Store(int64(next))
	for range 8 {
		callers.Go(func() {
			for {
				i := int(number.Add(1) - 1)
				_, err := w.e.Put(ctx, "contact", fmt.Sprint(i), properties("score", 1, "lastname", strings.Repeat("x", 20000)))
				if err == nil {
					mu.Lock()
					acknowledged[i] = true
					mu.Unlock()
					continue
				}
				words := err.Error()
				if !errors.Is(err, store.ErrFull) || !strings.HasPrefix(words, "nothing was stored: ") ||
					!strings.HasSuffix(words, " MB are free, and the store needs 64 MB to work in; make room, and try again") {
					t.Errorf("contact %d: %v", i, err)
				}
				return
			}
		})
	}
	callers.Wait()
	return int(number.Load())
}

// settleAll does what is due, and compares what came of it with what was acknowledged.
func settleAll(t *testing.T, w *world, workflow string, acknowledged map[int]bool) {
	t.Helper()
	w.drain()
	for deadline := time.Now().Add(hang); w.status(workflow).Waiting > 0 && time.Now().Before(deadline); {
		w.drain()
	}
	found := 0
	for record, err := range w.e.Records("contact") {
		if err != nil {
			t.Fatal(err)
		}
		found++
		for _, name := range []string{"entered", "through"} {
			if n := record.Get(record.Object.Property(name).Number).Number(); n != 1 {
				t.Errorf("contact %s: %s is %v", record.ID, name, n)
			}
		}
	}
	if found != len(acknowledged) {
		t.Errorf("%d records, %d were acknowledged", found, len(acknowledged))
	}
	for i := range acknowledged {
		if record, err := w.e.Get(ref("contact", fmt.Sprint(i))); err != nil || record == nil {
			t.Errorf("contact %d is lost: %v", i, err)
		}
	}
	w.expectStatus(workflow, found, found, 0, 0, 0)
	messages := map[string]bool{}
	for m, err := range w.e.Messages() {
		if err != nil || m.State != "sent" || messages[m.Message.Body] {
			t.Errorf("%+v, %v", m, err)
		}
		messages[m.Message.Body] = true
	}
	if len(messages) != found {
		t.Errorf("%d messages for %d records", len(messages), found)
	}
	t.Logf("%d records", found)
}

// A store whose folder is removed under it is given up with words: what would be written would be lost with the process.
func TestStoreThatVanishes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	w := openDisk(t, dir)
	w.deploy(large)
	w.put("contact", "1", "score", 1)
	ran := make(chan error, 1)
	go func() { ran <- w.e.Run(ctx) }()
	away := dir + ".away"
	if err := os.Rename(dir, away); err != nil {
		t.Fatal(err)
	}
	vanished := dir + ": the store was removed while it was open; put its files back, or restore a backup, and start again"
	if _, err := w.e.Put(ctx, "contact", "2", properties("score", 1)); err == nil || !strings.HasSuffix(err.Error(), vanished) {
		t.Errorf("put: %v", err)
	}
	if err := <-ran; err == nil || err.Error() != "the store failed and cannot be read any more: "+vanished {
		t.Errorf("run: %v", err)
	}
	if _, err := w.e.Drain(ctx); err == nil || !strings.HasSuffix(err.Error(), vanished) {
		t.Errorf("drain: %v", err)
	}
	if err := w.e.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}
