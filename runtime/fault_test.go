package runtime_test

import (
	"context"
	"errors"
	"fmt"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

var errFull = errors.New("the disk is full")

// A full disk, at a write or at the commit: callers are told, nothing is acknowledged, and when there is room again the
// engine goes on as if nothing had been.
func TestFullDisk(t *testing.T) {
	for _, at := range []string{"set", "commit"} {
		t.Run(at, func(t *testing.T) {
			faulty := storetest.NewFaulty(memory.New())
			w := newWorld(t, slow, func(c *runtime.Config) { c.Store = faulty })
			w.put("contact", "1", "score", 2)
			fill := func(on bool) {
				f := func() error { return errFull }
				if !on {
					f = nil
				}
				if at == "commit" {
					faulty.FailCommit(f)
				} else if on {
					faulty.FailSet(func([]byte) error { return errFull })
				} else {
					faulty.FailSet(nil)
				}
			}
			fill(true)
			if _, err := w.e.Put(ctx, "contact", "2", properties("score", 2)); !errors.Is(err, runtime.ErrNotStored) || !errors.Is(err, errFull) || err.Error() != "nothing was stored: the disk is full" {
				t.Errorf("put: %v", err)
			}
			w.expect(ref("contact", "2"), "score", "no record")
			if err := w.e.Advance(ctx, monday.Add(day)); !errors.Is(err, errFull) {
				t.Errorf("advance: %v", err)
			}
			w.expectStatus("slow", 1, 0, 1, 0, 0)
			fill(false)
			w.drain()
			w.expect(ref("contact", "1"), "city", "first version")
			w.put("contact", "2", "score", 2)
			w.expectStatus("slow", 2, 1, 1, 0, 0)
		})
	}
}

// Answers of senders that could not be stored are stored later: the message is not sent again.
func TestFullDiskAtAnAnswer(t *testing.T) {
	faulty := storetest.NewFaulty(memory.New())
	w := newWorld(t, hook, func(c *runtime.Config) { c.Store = faulty })
	w.sent.answer = func(*schema.Message) (schema.Sent, error) {
		faulty.FailCommit(func() error { return errFull })
		return schema.Sent{Outputs: []schema.Value{schema.NumberValue(200)}}, nil
	}
	w.put("contact", "1", "score", 2)
	if _, err := w.e.Drain(ctx); !errors.Is(err, errFull) {
		t.Errorf("drain: %v", err)
	}
	faulty.FailCommit(nil)
	w.drain()
	w.expect(ref("contact", "1"), "city", "ok 200")
	if n := len(w.sent.messages()); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

// A transaction that the store finds too big is done in smaller ones.
func TestSmallTransactions(t *testing.T) {
	small := &smallStore{Store: memory.New(), most: 60}
	w := newWorld(t, slow, func(c *runtime.Config) { c.Store = small })
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() { w.put("contact", fmt.Sprint(i), "score", 2) })
	}
	wg.Wait()
	w.advance(day)
	w.expectStatus("slow", 200, 200, 0, 0, 0)
	if _, err := w.e.PutMany(ctx, func() (many []runtime.Change) {
		for i := range 100 {
			many = append(many, runtime.Change{Object: "company", ID: fmt.Sprint(i), Props: properties("name", "C")})
		}
		return many
	}()); !errors.Is(err, store.ErrTooBig) {
		t.Errorf("put many: %v", err)
	}
}

// A timer that does more than the store takes at once is given up; those behind it have their turn.
func TestTimerThatIsTooBig(t *testing.T) {
	small := &smallStore{Store: memory.New(), most: 60}
	w := newWorld(t, `workflow wide on company {
  enroll when company.employees > 1
  delay 1 day
  set contacts.city = "Rome"
}
`+slow, func(c *runtime.Config) { c.Store = small })
	w.put("company", "c", "name", "Acme", "employees", 2)
	for i := range 100 {
		w.put("contact", fmt.Sprint(i))
		w.associate(ref("company", "c"), ref("contact", fmt.Sprint(i)))
	}
	w.put("contact", "behind", "score", 2)
	w.advance(2 * day)
	w.expect(ref("contact", "behind"), "city", "first version")
	w.expect(ref("contact", "7"), "city", "")
	w.expectStatus("wide", 1, 0, 0, 1, 1)
	lines := w.history(runtime.Filter{Workflow: "wide"})
	if got := lines[len(lines)-1]; got != "failed | delay | failed | one turn changes more than the store takes at once" {
		t.Errorf("last line: %s", got)
	}
}

// smallStore takes only so many writes in one transaction.
type smallStore struct {
	store.Store
	most int
}

type smallTx struct {
	store.Tx
	most, n int
}

func (s *smallStore) Begin(write bool) store.Tx {
	return &smallTx{Tx: s.Store.Begin(write), most: s.most}
}

func (t *smallTx) Set(key, value []byte) error {
	t.n++
	return t.Tx.Set(key, value)
}

func (t *smallTx) Commit() error {
	if t.n > t.most {
		t.Discard()
		return store.ErrTooBig
	}
	return t.Tx.Commit()
}

// A panic in an action breaks off that enrollment, and takes back what it did since it last paused; nobody else notices.
func TestActionThatPanics(t *testing.T) {
	bomb := &schema.Action{Name: "bomb", Title: "Bomb", Kind: schema.RecordAction, Doc: "Goes off.",
		Run: func(turn *schema.Turn, c *schema.Call) schema.Result {
			if turn.Enrolled.ID == "bad" {
				panic("boom")
			}
			return schema.Result{Text: "quiet"}
		}}
	catalog := func(c *runtime.Config) { c.Catalog.Actions = append(c.Catalog.Actions, bomb) }
	w := newWorld(t, `workflow mined on contact {
  enroll when contact.score > 1
  set contact.city = "before"
  bomb()
  set contact.city = "after"
}
workflow later on contact {
  enroll when contact.score > 5
  delay 1 day
  set contact.country = "before"
  bomb()
}`, catalog)
	w.put("contact", "good", "score", 9)
	w.put("contact", "bad", "score", 9)
	w.put("contact", "fine", "score", 9)
	w.advance(day)
	w.expect(ref("contact", "good"), "city", "after")
	w.expect(ref("contact", "fine"), "country", "before")
	w.expect(ref("contact", "bad"), "city", "")
	w.expect(ref("contact", "bad"), "country", "")
	w.expectStatus("mined", 3, 2, 0, 1, 1)
	w.expectStatus("later", 3, 2, 0, 1, 1)
	w.expectHistory(runtime.Filter{Workflow: "later", Record: ref("contact", "bad")},
		"enrolled | enroll when contact.score > 5",
		"waited | delay | until tue 2026-03-03 09:00 | waiting",
		"failed | delay | failed | internal fault: boom",
	)
}

// A damaged record is reported, and not taken for another.
func TestDamagedRecord(t *testing.T) {
	kept := memory.New()
	w := newWorld(t, slow, func(c *runtime.Config) { c.Store = kept })
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2)
	tx := kept.Begin(true)
	for k, v := range tx.Scan([]byte("r"), []byte("s"), false) {
		if err := tx.Set(k, v[:len(v)-2]); err != nil {
			t.Fatal(err)
		}
		break
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	w.e.Close()
	w = openWorld(t, func(c *runtime.Config) { c.Store = kept })
	if _, err := w.e.Get(ref("contact", "1")); err == nil || err.Error() != "contact 1: the store is damaged: an entry is cut short" {
		t.Errorf("get: %v", err)
	}
	if _, err := w.e.Put(ctx, "contact", "1", properties("score", 3)); err == nil || err.Error() != "nothing was stored: contact 1: the store is damaged: an entry is cut short" {
		t.Errorf("put: %v", err)
	}
	w.put("contact", "2", "score", 3)
}

func TestCallerThatGivesUp(t *testing.T) {
	w := newWorld(t, slow)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := w.e.Put(cancelled, "contact", "1", nil); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("put: %v", err)
	}
	if err := w.e.Run(cancelled); err != nil {
		t.Errorf("run: %v", err)
	}
	w.put("contact", "2")
}

// Many callers at once, while the engine runs in real time; then it is closed, and every goroutine is gone.
func TestManyCallersAndAllGoroutinesEnd(t *testing.T) {
	before := goruntime.NumGoroutine()
	w := newWorld(t, `workflow busy on contact {
  enroll when contact.score > 1
  reenroll always
  notify(to: team("Sales"), text: "x")
  increase contact.employees
}
object contact { employees: number }`, func(c *runtime.Config) { c.Clock = runtime.RealClock{} })
	running, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := w.e.Run(running); err != nil {
			t.Error(err)
		}
	})
	var callers sync.WaitGroup
	for c := range 8 {
		callers.Go(func() {
			for i := range 50 {
				w.put("contact", "shared", "score", i%2*2)
				w.put("contact", fmt.Sprintf("%d-%d", c, i), "score", 2)
				if _, err := w.e.Status(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	callers.Wait()
	w.drain()
	s := w.status("busy")
	if s.Enrolled != s.Finished || s.Enrolled < 400 {
		t.Errorf("%+v", s)
	}
	w.expect(ref("contact", "3-3"), "employees", "1")
	stop()
	wg.Wait()
	if err := w.e.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.e.Close(); err != nil {
		t.Errorf("closed again: %v", err)
	}
	for end := time.Now().Add(hang); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if goruntime.NumGoroutine() <= before {
			return
		}
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", goruntime.NumGoroutine(), before, strings.TrimSpace(string(stacks[:goruntime.Stack(stacks, true)])))
}
