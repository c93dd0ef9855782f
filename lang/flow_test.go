// Random step graphs: the verdict of the checker against plain reachability over a matrix of steps.

package lang_test

import (
	"fmt"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// maker writes a random workflow and keeps its own model of it.
type maker struct {
	random *rand.Rand
	text   strings.Builder
	line   int
	steps  []*made
}

// made is one step of the model; next is what comes after it, -1 for the end.
type made struct {
	line, next   int
	arm          *arm
	before       int // the step before it in its block; -1 for none
	arms         []*arm
	otherwise    bool
	leaves       bool
	jump         int // the step a goto leads to; -1 for none
	onFailure    bool
	joined, bent bool
}

type arm struct {
	owner, first int
}

func (m *maker) write(format string, args ...any) {
	fmt.Fprintf(&m.text, format+"\n", args...)
	m.line++
}

// block writes up to most steps and returns the first; next is linked by the caller through fix.
func (m *maker) block(in *arm, depth int) (members []int) {
	before := -1
	for range 1 + m.random.Intn(4) {
		if len(m.steps) >= 24 {
			break
		}
		n := len(m.steps)
		s := &made{line: m.line, arm: in, before: before, jump: -1}
		m.steps = append(m.steps, s)
		members = append(members, n)
		before = n
		switch kind := m.random.Intn(10); {
		case kind < 3 && depth < 3:
			m.branch(n, s, depth)
		case kind < 6:
			s.leaves, s.jump = true, 0
			m.write("s%d: goto TARGET%d", n, n)
		case kind == 6:
			s.jump, s.onFailure = 0, true
			m.write("s%d: clear contact.phone on failure goto TARGET%d", n, n)
		case kind == 7:
			s.leaves = true
			m.write("s%d: stop", n)
		default:
			m.write("s%d: clear contact.phone", n)
		}
	}
	if len(members) == 0 {
		n := len(m.steps)
		m.steps = append(m.steps, &made{line: m.line, arm: in, before: -1, jump: -1})
		m.write("s%d: clear contact.phone", n)
		members = []int{n}
	}
	return members
}

func (m *maker) branch(n int, s *made, depth int) {
	arms := 1 + m.random.Intn(3)
	s.otherwise = m.random.Intn(2) == 0
	m.write("s%d: if contact.score > %d then {", n, n*10)
	for i := range arms {
		a := &arm{owner: n}
		s.arms = append(s.arms, a)
		a.first = m.block(a, depth+1)[0]
		switch {
		case i+1 < arms && (i+2 < arms || s.otherwise):
			m.write("} else if contact.score > %d then {", n*10+i+1)
		case i+1 < arms:
			m.write("} else {")
		default:
			m.write("}")
		}
	}
	if arms == 1 {
		s.otherwise = true
	}
}

// link finds what comes after each step.
func (m *maker) link() {
	after := map[int]int{} // step → the one right behind it in its block
	for i, s := range m.steps {
		if s.before >= 0 {
			after[s.before] = i
		}
	}
	for i, s := range m.steps {
		s.next = -1
		for at := i; ; {
			if n, ok := after[at]; ok {
				s.next = n
				break
			}
			if m.steps[at].arm == nil {
				break
			}
			at = m.steps[at].arm.owner
		}
	}
}

// closure is which step reaches which, itself included, over the gotos joined so far.
func (m *maker) closure(mended bool) [][]bool {
	n := len(m.steps)
	reach := make([][]bool, n)
	for i, s := range m.steps {
		reach[i] = make([]bool, n)
		reach[i][i] = true
		for _, a := range s.arms {
			reach[i][a.first] = true
		}
		if s.joined {
			reach[i][s.jump] = true
		}
		if stays := !s.leaves && (len(s.arms) == 0 || s.otherwise); s.next >= 0 && (stays || mended && s.bent) {
			reach[i][s.next] = true
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	return reach
}

func (m *maker) inside(n int, a *arm) bool {
	for in := m.steps[n].arm; in != nil; in = m.steps[in.owner].arm {
		if in == a {
			return true
		}
	}
	return false
}

// verdict applies the rules of the language to the model: `line code` for each fault.
func (m *maker) verdict() []string {
	var out []string
	for i, s := range m.steps {
		if s.jump < 0 {
			continue
		}
		loops := m.closure(false)[s.jump][i]
		code := ""
		switch {
		case !s.onFailure && s.arm == nil:
			code = "goto-outside-branch"
		case !s.onFailure && m.inside(s.jump, s.arm):
			code = "goto-own-branch"
		case loops:
			code = "goto-loop"
		}
		s.joined, s.bent = !loops, code != ""
		if code != "" {
			out = append(out, fmt.Sprintf("%d %s", s.line, code))
		}
	}
	reached := m.closure(true)[0]
	for i, s := range m.steps {
		if reached[i] || s.before < 0 || !reached[s.before] {
			continue
		}
		out = append(out, fmt.Sprintf("%d unreachable-step", s.line))
	}
	sort.Strings(out)
	return out
}

func TestRandomFlow(t *testing.T) {
	for seed := range int64(400) {
		m := &maker{random: rand.New(rand.NewSource(seed)), line: 1}
		m.write("workflow w on contact {")
		m.write("  enroll when contact.score > 1")
		m.block(nil, 0)
		m.write("}")
		m.link()
		text := m.text.String()
		for i, s := range m.steps {
			if s.jump >= 0 {
				s.jump = m.random.Intn(len(m.steps))
				text = strings.Replace(text, fmt.Sprintf("TARGET%d\n", i), fmt.Sprintf("s%d\n", s.jump), 1)
			}
		}
		var got []string
		for _, d := range analyzeText(t, "random.wf", text).Diagnostics {
			switch d.Code {
			case "goto-outside-branch", "goto-own-branch", "goto-loop", "unreachable-step":
				got = append(got, fmt.Sprintf("%d %s", d.Span.Position().Line, d.Code))
			case "unused-label", "same-branches", "covered-branch":
			default:
				t.Fatalf("seed %d: %s: %s\n%s", seed, d.Code, d.Message, text)
			}
		}
		sort.Strings(got)
		if diff := cmp.Diff(m.verdict(), got); diff != "" {
			t.Fatalf("seed %d: verdicts differ (-plain +checker)\n%s\n%s", seed, diff, text)
		}
	}
}
