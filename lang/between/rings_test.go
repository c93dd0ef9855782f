package between_test

// Rings of more workflows than are run against each other: there a chain of triggers is followed, and what is told for
// certain is certain all the same.

import (
	"fmt"
	"strings"
	"testing"
)

// ring is workflows of which each writes what the next waits for; where says otherwise for some of them.
func ring(n int, where map[int]string) string {
	var b strings.Builder
	for i := range n {
		steps := fmt.Sprintf("set contact.city = \"c%d\"", (i+1)%n)
		if s, ok := where[i]; ok {
			steps = strings.ReplaceAll(s, "NEXT", steps)
		}
		b.WriteString(flow(fmt.Sprintf("r%d", i), fmt.Sprintf("enroll when contact.city == \"c%d\"\nreenroll always", i), steps))
	}
	return b.String()
}

func TestLargeRings(t *testing.T) {
	for _, c := range []struct {
		name    string
		where   map[int]string
		told    bool
		certain bool
		vain    bool // large ones are warned of though they end
	}{
		{"whole", nil, true, true, false},
		{"with a delay", map[int]string{7: "delay 1 day\nNEXT"}, true, false, false},
		{"with a condition", map[int]string{7: "if contact.score > 3 then NEXT"}, true, false, false},
		{"with a wait before the end", map[int]string{7: "NEXT\ndelay 1 day"}, false, false, true},
		{"with a step that overrides", map[int]string{7: "NEXT\nset contact.city = \"elsewhere\""}, false, false, false},
		{"with a step that may override", map[int]string{7: "NEXT\nif contact.score > 3 then set contact.city = \"elsewhere\""}, true, false, false},
		{"with an end before", map[int]string{7: "if contact.score > 3 then stop\nNEXT"}, true, false, false},
		{"with a branch that does it either way", map[int]string{7: "if contact.score > 3 then NEXT else NEXT"}, true, false, false},
		{"broken", map[int]string{7: "clear contact.phone"}, false, false, false},
		{"with the wrong value", map[int]string{7: `set contact.city = "c7"`}, false, false, false},
	} {
		for _, n := range []int{3, 8, 20, 40} {
			where := map[int]string{}
			for i, s := range c.where {
				where[i%n] = s
			}
			if c.name == "with the wrong value" && n < 8 {
				where = map[int]string{1: `set contact.city = "c1"`}
			}
			told, certain := verdict(t, ring(n, where))
			if told != (c.told || c.vain && n > 16) || certain != c.certain {
				t.Errorf("a ring of %d %s: told %v, for certain %v", n, c.name, told, certain)
			}
		}
	}
}

// TestCrowds puts small sets into a crowd that is too large to be run: whatever is told for certain there never ends.
func TestCrowds(t *testing.T) {
	r, n := seeds(t, 30)
	certainly := 0
	for set := 0; set < n || certainly == 0 && set < 50*n; set++ {
		rules := random(r, 3)
		text := crowded(rules)
		_, certain := verdict(t, text)
		if !certain {
			continue
		}
		certainly++
		if !endless(rules, 2) {
			t.Errorf("a loop is told for certain that ends\n%s", text)
		}
	}
	t.Logf("%d certain", certainly)
	if certainly == 0 {
		t.Errorf("nothing is told for certain")
	}
}

// crowded adds a ring of workflows that may start the first of the rules, and that each of them may start.
func crowded(rules []rule) string {
	link := "reenroll always\n\n"
	text := strings.ReplaceAll(program(rules), link, link+"  if contact.score > 3 then set contact.city = \"c1\"\n")
	start := act{has: -1, to: rules[0].on, will: rules[0].is}
	return text + strings.ReplaceAll(ring(18, map[int]string{0: "if contact.score > 3 then NEXT\nif contact.score > 5 then START"}), "START", start.String())
}
