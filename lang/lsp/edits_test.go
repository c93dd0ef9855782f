package lsp_test

// Random edits in several files, with questions in between, as long as the flag says: the server must not fail, the
// diagnostics must be those of the texts in the end, and memory and goroutines must not grow.

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var (
	editSeed  = flag.Uint64("edits.seed", 0, "the seed of the random edits; 0: another one each time")
	editCount = flag.Int("edits.count", 2000, "how many random edits are made")
	editTime  = flag.Duration("edits.for", 0, "make edits for so long, whatever their number")
)

// fragments are pasted at random.
var fragments = []string{"workflow a on company {\n", "}\n", "\n", "\r\n", "\r", "  enroll when ", "company.", "company.name == \"x\"", "goto end\n", "end: stop\n",
	"if company.employees > 3 then {\n", "} else ", "let x = ", "delay until event page_viewed up to 3 days\n", "set company.", "\"", "{{", "}}", "'", "`", "/*", "*/", "//",
	"(", ")", "[", "]", ",", ":", ".", "?.", "=>", "🎉", "👩‍👩‍👧", "e\u0301", "\ufeff", "\x00", "𝛑", " ", "\t", "object company { size: number }\n", "test \"t\" of a {\n",
	"given company c { name: \"x\" }\n", "expect c.name == \"x\"\n", "match company.industry {\n", "split {\n 50% => stop\n", "enroll in b\n", "notify(to: company.owner, text: \"{{company.name}}\")\n",
	"any(deals, .amount > 1)", "x", "9", "-", "event shop on contact { at2: text }\n", "segment s on company when ", "action crm.score(a: text) -> { b: number }\n  at \"https://x.example\"\n"}

func TestEdits(t *testing.T) {
	seed := *editSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("-edits.seed=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	c := start(t, nil)
	pads := []*pad{newPad(c, "a.wf", sound), newPad(c, "b.wf", ""), newPad(c, "c_test.wf", "")}
	sessions, err := filepath.Glob("testdata/sessions/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var early usage
	begin := time.Now()
	n, faults := 0, 0
	for ; n < *editCount || time.Since(begin) < *editTime; n++ {
		p := pads[random.IntN(len(pads))]
		switch pick := random.IntN(100); {
		case pick < 45:
			at := p.somewhere(random)
			p.replace(at, at, fragments[random.IntN(len(fragments))])
		case pick < 75:
			from, to := p.somewhere(random), p.somewhere(random)
			if from > to {
				from, to = to, from
			}
			if pick < 73 {
				to = p.snapped(min(to, from+random.IntN(12)))
			}
			p.replace(from, max(from, to), "")
		case pick < 90:
			p.undo()
		case pick < 91:
			// A file that works, so that the deep passes are reached.
			text, err := os.ReadFile(sessions[random.IntN(len(sessions))])
			if err != nil {
				t.Fatal(err)
			}
			p.replace(0, len(p.text), pasted(string(text)))
		default:
			p.cursor = p.somewhere(random)
			p.ask(asked[random.IntN(len(asked))])
		}
		if len(p.text) > 4000 {
			p.replace(0, len(p.text), "")
		}
		if len(p.undone) > 50 {
			p.undone = p.undone[25:]
		}
		if n%100 == 0 {
			settled(c, pads...)
			faults += c.faults()
		}
		if n == *editCount/4 {
			early = used()
		}
	}
	settled(c, pads...)
	late := used()
	for end := time.Now().Add(limit); late.exceeds(early) && time.Now().Before(end); {
		late = used() // work that nobody waits for any more is under way
	}
	t.Logf("%d edits, %d faults told, in %v; %v, then %v", n, faults, time.Since(begin).Round(time.Millisecond), early, late)
	if faults == 0 {
		t.Error("there was never a fault to tell: these edits try nothing")
	}
	if late.exceeds(early) {
		t.Errorf("%v became %v", early, late)
	}
}

// pasted is the largest text that a session pastes, with its escapes written out.
func pasted(script string) (longest string) {
	for _, line := range strings.Split(script, "\n") {
		if text, ok := strings.CutPrefix(line, "paste "); ok && len(text) > len(longest) {
			longest = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\"`, `"`).Replace(strings.Trim(text, `"`))
		}
	}
	return longest
}

// somewhere is the begin of a rune of the text, not inside of an end of a line.
func (p *pad) somewhere(random *rand.Rand) int { return p.snapped(random.IntN(len(p.text) + 1)) }

func (p *pad) snapped(at int) int {
	for at > 0 && at < len(p.text) && (!utf8.RuneStart(p.text[at]) || p.text[at-1:at+1] == "\r\n") {
		at--
	}
	return at
}

// faults is how many diagnostics the client has.
func (c *client) faults() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range c.pushed {
		n += len(d.Diagnostics)
	}
	return n
}

// usage is what the process holds.
type usage struct {
	goroutines int
	heap       uint64
}

// exceeds reports whether the process holds so much more than before that something is kept by mistake.
func (u usage) exceeds(before usage) bool {
	return u.goroutines > before.goroutines+5 || u.heap > before.heap+8<<20
}

func used() usage {
	var m runtime.MemStats
	for range 3 {
		time.Sleep(50 * time.Millisecond) // what is under way comes to its end
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return usage{runtime.NumGoroutine(), m.HeapAlloc}
}

func (u usage) String() string {
	return fmt.Sprintf("%d goroutines and %d KiB", u.goroutines, u.heap>>10)
}
