package index_test

import (
	"math/rand/v2"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/index"
)

// A lookup runs for each property of each record that changes: with room for what it finds it allocates nothing, whatever
// leads to the conditions.
func TestALookupAllocatesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	conditions := make([]string, 1000)
	for i := range conditions {
		conditions[i] = condition(r)
	}
	s, all := compile(t, conditions)
	x := index.New[found]()
	for _, w := range all {
		add(x, s, w)
	}
	o := s.Object("contact")
	now := &schema.Record{Object: o, ID: "1", Props: make([]schema.Value, len(o.Properties))}
	list, led := make([]found, 0, 20_000), 0
	for round := range 20 {
		for _, p := range o.Properties[3:] {
			old := now.Props[p.Number]
			now.Props[p.Number] = value(r, p)
			if n := testing.AllocsPerRun(3, func() { list = x.Changed(list[:0], now, p.Number, old) }); n != 0 {
				t.Errorf("round %d: a change of %s allocates %v times", round, p.Name, n)
			}
			led += len(list)
		}
		if n := testing.AllocsPerRun(3, func() { list = x.Appeared(list[:0], now) }); n != 0 {
			t.Errorf("round %d: a new record allocates %v times", round, n)
		}
		led += len(list)
	}
	if led < 1000 {
		t.Errorf("the lookups lead to no more than %d conditions", led)
	}
}
