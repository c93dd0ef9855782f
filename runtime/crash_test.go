package runtime_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/stdlib"
)

var crashRounds = flag.Int("crash.rounds", 5, "how often TestKilled kills the engine")

// crashDir tells the process that it is the child of TestKilled.
const crashDir = "WF_CRASH_DIR"

const counting = `workflow counting on contact {
  enroll when contact.score > 0
  if contact.score > 0 then {
    increase contact.entered
    set contact.city = "inside"
  }
  delay until now() + minutes(1 / 6000)
  increase contact.through
  notify(to: team("Sales"), text: "{{contact.id}}")
}
object contact { entered: number, through: number }`

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		crashChild(dir)
		return
	}
	os.Exit(m.Run())
}

// crashChild works as hard as it can and says each change that was acknowledged, until it is killed.
func crashChild(dir string) {
	fail := func(err error) {
		fmt.Println("error", err)
		os.Exit(1)
	}
	kept, err := badger.Open(dir, badger.Options{Memory: 16 << 20})
	if err != nil {
		fail(err)
	}
	e, err := runtime.Open(runtime.Config{Store: kept, Catalog: stdlib.Catalog(), People: people{}, Outbox: &recorder{}})
	if err != nil {
		fail(err)
	}
	from, err := strconv.Atoi(os.Getenv("WF_CRASH_FROM"))
	if err != nil {
		fail(err)
	}
	go func() { _ = e.Run(context.Background()) }()
	fmt.Println("ready")
	for c := range 8 {
		go func() {
			for i := from + c; ; i += 8 {
				if _, err := e.Put(context.Background(), "contact", fmt.Sprint(i), properties("score", 1)); err != nil {
					fail(err)
				}
				fmt.Println("put", i)
			}
		}()
	}
	time.Sleep(time.Minute)
	fail(fmt.Errorf("nobody killed it"))
}

// hang is how long a test waits for what happens in real time before it takes it for stuck. It is no measure of speed.
const hang = 3 * time.Minute

// TestKilled kills a process that works hard, at a random moment, again and again. What it acknowledged must be there
// when the store is opened anew, and nothing may have happened twice.
func TestKilled(t *testing.T) {
	r := rand.New(rand.NewPCG(seed(t), 2))
	dir := t.TempDir()
	w := openDisk(t, dir)
	w.deploy(counting)
	w.e.Close()
	acknowledged := map[int]bool{}
	next := 0
	for range *crashRounds {
		for _, i := range runAndKill(t, dir, next, time.Duration(10+r.IntN(200))*time.Millisecond) {
			acknowledged[i] = true
			next = max(next, i+1)
		}
		next += 8 // those in flight may be there
	}
	again := openDisk(t, dir)
	again.drain()
	for deadline := time.Now().Add(hang); again.status("counting").Waiting > 0 && time.Now().Before(deadline); {
		again.drain()
	}
	found := 0
	for record, err := range again.e.Records("contact") {
		if err != nil {
			t.Fatal(err)
		}
		found++
		i, _ := strconv.Atoi(record.ID)
		delete(acknowledged, i)
		for _, name := range []string{"entered", "through"} {
			if n := record.Get(record.Object.Property(name).Number).Number(); n != 1 {
				t.Errorf("contact %s: %s is %v", record.ID, name, n)
			}
		}
	}
	if len(acknowledged) > 0 {
		t.Errorf("%d acknowledged records are lost", len(acknowledged))
	}
	again.expectStatus("counting", found, found, 0, 0, 0)
	messages := map[string]int{}
	for m, err := range again.e.Messages() {
		if err != nil || m.State != "sent" {
			t.Errorf("%+v, %v", m, err)
		}
		messages[m.Message.Body]++
	}
	for id, n := range messages {
		if n != 1 {
			t.Errorf("contact %s has %d messages", id, n)
		}
	}
	if len(messages) != found {
		t.Errorf("%d messages for %d records", len(messages), found)
	}
	t.Logf("%d records after %d kills", found, *crashRounds)
}

func openDisk(t *testing.T, dir string) *world {
	t.Helper()
	kept, err := badger.Open(dir, badger.Options{Memory: 16 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return openWorld(t, func(c *runtime.Config) {
		c.Store, c.Clock, c.Senders = kept, runtime.RealClock{}, map[string]schema.Sender{}
	})
}

// runAndKill runs the child for a while and returns what it said was put.
func runAndKill(t *testing.T, dir string, from int, after time.Duration) (put []int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir, fmt.Sprintf("WF_CRASH_FROM=%d", from))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan bool)
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(ready)
		in := bufio.NewReader(out)
		for {
			text, err := in.ReadString('\n')
			if err == io.EOF || err != nil {
				return
			}
			word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
			switch word {
			case "ready":
				ready <- true
			case "put":
				if i, err := strconv.Atoi(rest); err == nil {
					put = append(put, i)
				}
			default:
				t.Errorf("the child says: %s", text)
			}
		}
	})
	if _, ok := <-ready; ok {
		time.Sleep(after)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	reading.Wait()
	_ = child.Wait() // it was killed
	return put
}
