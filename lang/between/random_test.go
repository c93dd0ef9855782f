// Random sets of workflows: the verdict of the checker against a plain search through everything that can happen.

package between_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The model has two properties with three values that workflows name and one that they do not, a list, and a property that
// holds several of three values at once, of which they name two.
const (
	properties = 2
	values     = 3
	cells      = properties + 2
	onList     = properties     // the cell of the list: 0 off, 1 on
	tags       = properties + 1 // the cell of the set: a bit for each value
)

// states are how many values each cell has.
var states = [cells]int{values + 1, values + 1, 2, 8}

// rule is a workflow of the model.
type rule struct {
	on, is   int  // where this cell turns to be that value …
	and, too int  // … and this one is that value; and < 0: nothing more
	change   bool // instead: on each change of the property on
	once     bool
	acts     []act
}

// act is a step: where cell has is that value (has < 0: always), cell to becomes will. Or a delay.
type act struct {
	has, is, to, will int
	delay             bool
}

func (r *rule) holds(v [cells]int) bool {
	return fits(v, r.on, r.is) && (r.and < 0 || fits(v, r.and, r.too))
}

// fits reports whether a condition on a cell holds. Of the set it is whether it has a value: 1 the first, 3 the second; or
// has not: 0 and 2.
func fits(v [cells]int, cell, is int) bool {
	if cell == tags {
		return v[cell]>>(is/2)&1 == is%2
	}
	return v[cell] == is
}

// do is what an act does. Of the set it takes values out and adds them as conditions name them; then it replaces the
// whole: 4 by the first, 5 by both, 6 by none.
func (a act) do(v *[cells]int) {
	switch {
	case a.to != tags:
		v[a.to] = a.will
	case a.will >= 4:
		v[tags] = []int{1, 3, 0}[a.will-4]
	case a.will%2 == 1:
		v[tags] |= 1 << (a.will / 2)
	default:
		v[tags] &^= 1 << (a.will / 2)
	}
}

// world is what holds at one moment: the values of a record, the rules that wait for their turn in their order, where
// those that are inside wait, and, of those that take a record once, which had it.
type world struct {
	value [cells]int
	queue string
	sleep [maxRules]int8
	over  uint
}

const maxRules = 4

// simulation is one way in which the versions of the workflows may have been deployed.
type simulation struct {
	rules []rule
	order []int
	state map[world]int8 // 1 on the way, 2 done
}

// react is the world after a turn: the rules whose triggers it fired wait, in the order of their versions.
func (s *simulation) react(before, now world) world {
	for _, i := range s.order {
		r := &s.rules[i]
		if r.change && before.value[r.on] != now.value[r.on] || !r.change && !r.holds(before.value) && r.holds(now.value) {
			now.queue += string(rune('0' + i))
		}
	}
	return now
}

// run runs a rule from one of its acts to its end or to the next delay.
func (s *simulation) run(w world, rule, from int) world {
	now := w
	now.sleep[rule] = 0
	for i, a := range s.rules[rule].acts[from:] {
		if a.delay {
			now.sleep[rule] = int8(from + i + 1)
			break
		}
		if a.has < 0 || fits(now.value, a.has, a.is) {
			a.do(&now.value)
		}
	}
	return s.react(w, now)
}

// next are the worlds that can come after one.
func (s *simulation) next(w world) []world {
	if w.queue != "" {
		i := int(w.queue[0] - '0')
		w.queue = w.queue[1:]
		if w.sleep[i] != 0 || w.over&(1<<i) != 0 {
			return []world{w}
		}
		if s.rules[i].once {
			w.over |= 1 << i
		}
		return []world{s.run(w, i, 0)}
	}
	var out []world
	for i, at := range w.sleep {
		if at != 0 {
			out = append(out, s.run(w, i, int(at)))
		}
	}
	return out
}

// endless reports whether a world never comes to rest.
func (s *simulation) endless(w world) bool {
	switch s.state[w] {
	case 1:
		return true
	case 2:
		return false
	}
	if len(w.queue) > 60 {
		return true // each lap adds to it
	}
	s.state[w] = 1
	if slices.ContainsFunc(s.next(w), s.endless) {
		return true
	}
	s.state[w] = 2
	return false
}

// endless reports whether something that someone does to some record never comes to rest: a change of up to so many cells,
// or an enrollment by hand. Records have been in all workflows that take them once, or in none.
func endless(rules []rule, changes int) bool {
	var had uint
	for i, r := range rules {
		if r.once {
			had |= 1 << i
		}
	}
	for order := range permutations(len(rules)) {
		s := &simulation{rules, order, map[world]int8{}}
		for n := range 4 * 4 * 2 * 8 {
			before := world{value: [cells]int{n % 4, n / 4 % 4, n / 16 % 2, n / 32}}
			for _, before.over = range []uint{0, had} {
				if s.disturbed(before, before, 0, changes) {
					return true
				}
				for i, r := range rules {
					now := before
					if now.queue = string(rune('0' + i)); (r.change || r.holds(now.value)) && s.endless(now) {
						return true
					}
				}
				if had == 0 {
					break
				}
			}
		}
	}
	return false
}

// disturbed reports whether a change of up to so many cells, from one on, never comes to rest.
func (s *simulation) disturbed(before, now world, from, changes int) bool {
	for c := from; c < cells && changes > 0; c++ {
		for v := range states[c] {
			next := now
			next.value[c] = v
			if s.endless(s.react(before, next)) || s.disturbed(before, next, c+1, changes-1) {
				return true
			}
		}
	}
	return false
}

// permutations are all orders of n things.
func permutations(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		var place func(at int) bool
		place = func(at int) bool {
			if at == n {
				return yield(order)
			}
			for i := at; i < n; i++ {
				order[at], order[i] = order[i], order[at]
				if !place(at + 1) {
					return false
				}
				order[at], order[i] = order[i], order[at]
			}
			return true
		}
		place(0)
	}
}

var (
	nameOf  = [properties]string{"lead_status", "language"}
	valueOf = [properties][values]string{{"new", "open", "connected"}, {"de", "en", "fr"}}
	tagOf   = [2]string{"vip", "partner"}
)

// declared is what the model's programs declare.
const declared = "object contact { tags: set { vip, partner, other } }\n"

func condition(cell, is int) string {
	switch cell {
	case tags:
		return fmt.Sprintf([]string{"not (%q in contact.tags)", "%q in contact.tags"}[is%2], tagOf[is/2])
	case onList:
		return []string{`not (contact in list("VIP"))`, `contact in list("VIP")`}[is]
	}
	return fmt.Sprintf("contact.%s == %q", nameOf[cell], valueOf[cell][is])
}

func (a act) String() string {
	out := ""
	if a.delay {
		return "delay 1 day"
	}
	if a.has >= 0 {
		out = "if " + condition(a.has, a.is) + " then "
	}
	switch {
	case a.to == onList:
		return out + []string{`list.remove(name: "VIP")`, `list.add(name: "VIP")`}[a.will]
	case a.to == tags && a.will >= 4:
		return out + []string{`set contact.tags = ["vip"]`, `set contact.tags = ["partner", "vip"]`, "clear contact.tags"}[a.will-4]
	case a.to == tags:
		return out + fmt.Sprintf("set contact.tags %s %q", []string{"-=", "+="}[a.will%2], tagOf[a.will/2])
	}
	return out + fmt.Sprintf("set contact.%s = %q", nameOf[a.to], valueOf[a.to][a.will])
}

// program writes the rules as workflows.
func program(rules []rule) string {
	var b strings.Builder
	b.WriteString(declared)
	for i, r := range rules {
		fmt.Fprintf(&b, "workflow w%d on contact {\n", i)
		switch {
		case r.change:
			fmt.Fprintf(&b, "  enroll on change of contact.%s\n", append(nameOf[:], "", "tags")[r.on])
		case r.and >= 0:
			fmt.Fprintf(&b, "  enroll when %s and %s\n", condition(r.on, r.is), condition(r.and, r.too))
		default:
			fmt.Fprintf(&b, "  enroll when %s\n", condition(r.on, r.is))
		}
		if r.once {
			b.WriteString("  reenroll never\n\n")
		} else {
			b.WriteString("  reenroll always\n\n")
		}
		for _, a := range r.acts {
			b.WriteString("  " + a.String() + "\n")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func value(r *rand.Rand, cell int) int {
	switch cell {
	case onList:
		return r.IntN(2)
	case tags:
		return r.IntN(2 * len(tagOf))
	}
	return r.IntN(values)
}

// random makes up to n rules.
func random(r *rand.Rand, n int) []rule {
	rules := make([]rule, 1+r.IntN(n))
	for i := range rules {
		x := rule{on: r.IntN(cells), and: -1, once: r.IntN(8) == 0}
		x.is = value(r, x.on)
		if x.change = x.on != onList && r.IntN(8) == 0; !x.change && r.IntN(5) == 0 {
			if c := r.IntN(cells); c != x.on || c == tags {
				x.and, x.too = c, value(r, c)
			}
		}
		for range 1 + r.IntN(5)/3 {
			a := act{has: -1, to: r.IntN(cells)}
			if a.will = value(r, a.to); a.to == tags && r.IntN(3) == 0 {
				a.will = 4 + r.IntN(3)
			}
			if r.IntN(4) == 0 {
				a.has = r.IntN(cells)
				a.is = value(r, a.has)
			}
			x.acts = append(x.acts, a)
			if r.IntN(10) == 0 {
				x.acts = append(x.acts, act{delay: true})
			}
		}
		rules[i] = x
	}
	for i := range rules { // circles are rare by chance
		if next := rules[(i+1)%len(rules)]; r.IntN(3) > 0 && !rules[i].acts[0].delay {
			rules[i].acts[0].to, rules[i].acts[0].will = next.on, next.is
		}
	}
	return rules
}

// seeds are how many sets a test tries; WF_SEEDS asks for more.
func seeds(t *testing.T, n int) (*rand.Rand, int) {
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("WF_SEED"); s != "" {
		seed, _ = strconv.ParseUint(s, 10, 64)
	}
	if s := os.Getenv("WF_SEEDS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0)), n
}

// TestLoopsAgainstAllThatCanHappen demands that every loop is told, none where there is none, and that what is certain
// never ends.
func TestLoopsAgainstAllThatCanHappen(t *testing.T) {
	r, n := seeds(t, 100)
	sets, loops, certainly, missed, alarms := 0, 0, 0, 0, 0
	for ; sets < n || (loops == 0 || certainly == 0) && sets < 50*n; sets++ { // certain ones are rare
		rules := random(r, 4)
		text := program(rules)
		told, certain := verdict(t, text)
		want := endless(rules, 1) || told && endless(rules, 2)
		if want {
			loops++
		}
		if certain {
			certainly++
		}
		switch {
		case want && !told:
			missed++
			t.Errorf("a loop is missed\n%s", text)
		case told && !want:
			alarms++
			t.Errorf("a loop is told that ends (certain: %v)\n%s", certain, text)
		}
		if missed+alarms > 3 {
			break
		}
	}
	t.Logf("%d sets, %d loops, %d certain, %d missed, %d told in vain", sets, loops, certainly, missed, alarms)
	if loops == 0 || loops == sets || certainly == 0 {
		t.Errorf("%d of the sets loop, %d for certain", loops, certainly)
	}
}

// verdict is what the checker says: whether it tells of a loop, and whether for certain.
func verdict(t *testing.T, text string) (told, certain bool) {
	for _, d := range check(t, text) {
		told = told || strings.Contains(d, "[trigger-loop]")
		certain = certain || strings.HasPrefix(d, "error[trigger-loop]")
	}
	return told, certain
}
