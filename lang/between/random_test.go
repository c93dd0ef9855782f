// Random sets of workflows: the verdict of the checker against a plain search through everything that can happen.
package between_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// rule is a workflow of the model: where property on turns to be value is, property to becomes value will. A rule that
// asks does so only for records that hold the answer.
type rule struct {
	on, is, to, will int
	asks, once       bool
}

const (
	properties = 3
	values     = 3
)

// world is what holds at one moment: the values of a record, the rules that wait for their turn, and, of those that take
// a record once, which had it.
type world struct {
	value         [properties]int
	waiting, over uint
	answer        bool
}

// next are the worlds that can come after one: any rule that waits may be first.
func (w world) next(rules []rule) []world {
	var out []world
	for i, r := range rules {
		if w.waiting&(1<<i) == 0 {
			continue
		}
		n := w
		n.waiting &^= 1 << i
		if !r.asks || w.answer {
			n.value[r.to] = r.will
		}
		for j, o := range rules {
			turned := w.value[o.on] != o.is && n.value[o.on] == o.is
			if turned && n.waiting&(1<<j) == 0 && n.over&(1<<j) == 0 {
				n.waiting |= 1 << j
				if o.once {
					n.over |= 1 << j
				}
			}
		}
		out = append(out, n)
	}
	return out
}

// endless reports whether some record that enters one rule never comes to rest.
func endless(rules []rule) bool {
	state := map[world]int8{} // 1 on the way, 2 done
	var visit func(w world) bool
	visit = func(w world) bool {
		switch state[w] {
		case 1:
			return true
		case 2:
			return false
		}
		state[w] = 1
		if slices.ContainsFunc(w.next(rules), visit) {
			return true
		}
		state[w] = 2
		return false
	}
	for i, r := range rules {
		for n := range values * values * values * 2 {
			w := world{waiting: 1 << i, answer: n%2 == 1, value: [properties]int{n / 2 % values, n / 2 / values % values, n / 2 / values / values}}
			w.value[r.on] = r.is
			if r.once {
				w.over = 1 << i
			}
			if visit(w) {
				return true
			}
		}
	}
	return false
}

// program writes the rules as workflows.
func program(rules []rule) string {
	var b strings.Builder
	name := []string{"lead_status", "lifecycle_stage", "language"}
	value := [][]string{{"new", "open", "connected"}, {"lead", "customer", "evangelist"}, {"de", "en", "fr"}}
	for i, r := range rules {
		fmt.Fprintf(&b, "workflow w%d on contact {\n  enroll when contact.%s == %q\n", i, name[r.on], value[r.on][r.is])
		if !r.once {
			b.WriteString("  reenroll always\n")
		}
		b.WriteString("\n  ")
		if r.asks {
			b.WriteString("if contact.bounced then ")
		}
		fmt.Fprintf(&b, "set contact.%s = %q\n}\n", name[r.to], value[r.to][r.will])
	}
	return b.String()
}

// random makes up to five rules. Alone means that no two react to the same.
func random(r *rand.Rand, alone bool) []rule {
	var rules []rule
	for range 1 + r.IntN(5) {
		n := rule{on: r.IntN(properties), is: r.IntN(values), to: r.IntN(properties), will: r.IntN(values), asks: r.IntN(4) == 0, once: r.IntN(6) == 0}
		if !alone || !slices.ContainsFunc(rules, func(o rule) bool { return o.on == n.on && o.is == n.is }) {
			rules = append(rules, n)
		}
	}
	for i := range rules { // circles are rare by chance
		if next := rules[(i+1)%len(rules)]; r.IntN(3) > 0 {
			rules[i].to, rules[i].will = next.on, next.is
		}
	}
	return rules
}

// TestLoopsAgainstAllThatCanHappen demands the very verdict where no two workflows react to the same change, so that
// there is nothing in between that could get in the way.
func TestLoopsAgainstAllThatCanHappen(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	loops, certainly := 0, 0
	for range 200 {
		rules := random(r, true)
		want := endless(rules)
		text := program(rules)
		told, certain := verdict(t, text)
		if told != want || certain && !want {
			t.Fatalf("endless: %v, told: %v, certain: %v\n%s", want, told, certain, text)
		}
		if want {
			loops++
		}
		if certain {
			certainly++
		}
	}
	if loops == 0 || loops == 200 || certainly == 0 {
		t.Errorf("%d of the sets loop, %d for certain", loops, certainly)
	}
}

// TestLoopsAgainstReachability holds any set of workflows against plain reachability: what is told lies on a circle of
// writes and triggers, and what is certain really never ends.
func TestLoopsAgainstReachability(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 200 {
		rules := random(r, false)
		text := program(rules)
		told, certain := verdict(t, text)
		if told && !circular(rules) {
			t.Fatalf("a loop is told where there is no circle\n%s", text)
		}
		if certain && !endless(rules) {
			t.Fatalf("a loop is certain that ends\n%s", text)
		}
	}
}

// circular reports whether a rule that takes records again can be reached from itself.
func circular(rules []rule) bool {
	n := len(rules)
	reach := make([][]bool, n)
	for i, a := range rules {
		reach[i] = make([]bool, n)
		for j, b := range rules {
			reach[i][j] = !b.once && a.to == b.on && a.will == b.is
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	for i := range n {
		if reach[i][i] {
			return true
		}
	}
	return false
}

// verdict is what the checker says: whether it tells of a loop, and whether for certain.
func verdict(t *testing.T, text string) (told, certain bool) {
	for _, d := range check(t, text) {
		told = told || strings.Contains(d, "[trigger-loop]")
		certain = certain || strings.HasPrefix(d, "error[trigger-loop]")
	}
	return told, certain
}
