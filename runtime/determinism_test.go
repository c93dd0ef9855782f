package runtime_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/badger"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

var seedFlag = flag.Uint64("seed", 0, "seed of the random tests; 0 draws one")

func seed(t testing.TB) uint64 {
	s := *seedFlag
	if s == 0 {
		s = rand.Uint64()
	}
	t.Logf("again with: go test -run '^%s$' ./runtime -seed %d", t.Name(), s)
	return s
}

// life is a project in which most things happen.
const life = slow + `
workflow mail on contact {
  enroll on event page_viewed where event.url contains "/pricing"
  reenroll after 2 days
  goal when contact.lifecycle_stage == "customer"
  split {
    50% => notify(to: team("Sales"), text: "{{contact.id}} looks")
    default => rotate(among: team("Sales"), property: contact.owner)
  }
  let e = delay until event email_opened up to 3 days
  if e != nil then create deal { name: "Deal of {{contact.id}}", amount: 10 } with companies
}
workflow firm on company {
  enroll when any(contacts, .score > 50)
  reenroll always
  set contacts.lead_status = "open" where .score > 50
  delay 5 hours
  increase company.employees
}
workflow digest on contact {
  enroll every day at 08:00 when contact.score > 60
  list.add(name: "Hot")
  let r = webhook(url: "https://hook.example/x")
  if not r.ok then decrease contact.score by 5
}
workflow listed on contact {
  enroll when contact in list("Hot")
  delay until contact.birthday
  enroll in mail
}`

// act lets a random input happen.
func (w *world) act(r *rand.Rand) {
	contact, company := ref("contact", fmt.Sprint(r.IntN(30))), ref("company", fmt.Sprint(r.IntN(8)))
	ignore := func(error) {}
	switch r.IntN(12) {
	case 0, 1, 2, 3:
		w.put("contact", contact.ID, "score", r.IntN(100), "birthday", schema.DayValue(monday.AddDate(0, 0, r.IntN(40))))
	case 4:
		w.put("company", company.ID, "name", "C"+company.ID, "employees", r.IntN(10))
	case 5, 6:
		_, err := w.e.Associate(ctx, contact, company)
		ignore(err)
	case 7:
		_, err := w.e.Dissociate(ctx, contact, company)
		ignore(err)
	case 8:
		ignore(w.e.Send(ctx, "page_viewed", contact, properties("url", "https://acme.example/pricing")))
	case 9:
		ignore(w.e.Send(ctx, "email_opened", contact, nil))
	case 10:
		ignore(w.e.Delete(ctx, contact))
	case 11:
		w.put("contact", contact.ID, "lifecycle_stage", []string{"lead", "customer"}[r.IntN(2)])
	}
}

// live runs a random life from a seed.
func live(t *testing.T, seed uint64, steps int, kept store.Store) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	w := newWorld(t, life, func(c *runtime.Config) { c.Store, c.Seed = kept, seed })
	w.sent.answer = func(m *schema.Message) (schema.Sent, error) {
		switch m.Key[len(m.Key)-1] % 3 {
		case 0:
			return schema.Sent{}, &schema.RetryLater{Err: errors.New("busy")}
		case 1:
			return schema.Sent{}, errors.New("no")
		}
		return schema.Sent{Text: "yes"}, nil
	}
	for range steps {
		w.act(r)
		if r.IntN(3) == 0 {
			w.advance(time.Duration(r.IntN(12)) * time.Hour)
		}
	}
	w.advance(10 * day)
}

// The same inputs give the same store, byte for byte, in memory and on disk.
func TestSameInputsSameStore(t *testing.T) {
	s := seed(t)
	first, second := memory.New(), memory.New()
	live(t, s, 300, first)
	live(t, s, 300, second)
	want := storetest.Content(t, first)
	storetest.ExpectSame(t, "a second life in memory", storetest.Content(t, second), want)

	disk, err := badger.Open(t.TempDir(), badger.Options{Memory: 16 << 20, Lazy: true})
	if err != nil {
		t.Fatal(err)
	}
	live(t, s, 300, disk)
	storetest.ExpectSame(t, "a life on disk", storetest.Content(t, disk), want)
}
