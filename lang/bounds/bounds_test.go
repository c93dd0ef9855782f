package bounds_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func of(t *testing.T, steps string) bounds.Bounds {
	t.Helper()
	return ofText(t, "workflow w on contact {\n  enroll when contact.score > 1\n\n"+steps+"\n}\n")
}

func ofText(t *testing.T, text string) bounds.Bounds {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)}}, stdlib.Catalog())
	for _, d := range a.Diagnostics {
		if d.Level == diag.Error {
			t.Fatalf("%s: %s [%s]\n%s", d.Span, d.Message, d.Code, text)
		}
	}
	return bounds.Of(a.Project.Workflows[0], bounds.Options{Zone: time.UTC, Working: calendar.Office()})
}

func told(b bounds.Bounds) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(b.Messages)) {
		out = append(out, fmt.Sprintf("%s %d", name, b.Messages[name]))
	}
	unbounded := ""
	for _, s := range b.Unbounded {
		unbounded += fmt.Sprintf(", unbounded at line %d", s.Position().Line)
	}
	if b.Rated {
		unbounded += ", rated"
	}
	return fmt.Sprintf("%d paths, %s to %s, [%s]%s", b.Paths, b.Shortest, b.Longest, strings.Join(out, ", "), unbounded)
}

func TestBounds(t *testing.T) {
	notify := `notify(to: contact.owner, text: "x")` + "\n"
	for _, c := range []struct{ name, steps, want string }{
		{"nothing", "increase contact.score", "1 paths, 0s to 0s, []"},
		{"in a row", notify + "delay 2 hours\n" + notify, "1 paths, 2h0m0s to 2h0m0s, [notify 2]"},
		{"the dearest branch counts", "if contact.score > 2 then {\n" + notify + notify + "} else {\ndelay 1 hour\n" + notify + "}", "2 paths, 0s to 1h0m0s, [notify 2]"},
		{"stop shortens", "if contact.score > 2 then stop\ndelay 3 hours", "2 paths, 0s to 3h0m0s, []"},
		{"goto leads on", "if contact.score > 2 then goto end\ndelay 3 hours\nend:\n" + notify, "2 paths, 0s to 3h0m0s, [notify 1]"},
		{"an event has its limit", "let e = delay until event page_viewed up to 2 days\nif e == nil then stop", "2 paths, 0s to 48h0m0s, []"},
		{"no limit", "delay until event page_viewed", "1 paths, 0s to 0s, [], unbounded at line 4"},
		{"months differ", "delay 1 month", "1 paths, 672h0m0s to 744h0m0s, []"},
		{"weekends count", "delay 1 working day", "1 paths, 24h0m0s to 87h0m0s, []"},
		{"arms multiply", "match contact.score {\n1 => stop\n2 => increase contact.score\ndefault => increase contact.score by 2\n}\nsplit {\n50% => " + notify + "default => increase contact.score\n}",
			"5 paths, 0s to 0s, [notify 1]"},
		{"failing is a path", notify[:len(notify)-1] + " on failure stop\n" + notify, "2 paths, 0s to 72h0m0s, [notify 2]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(of(t, c.steps)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// What the hours of a workflow hold back, and the outcomes of its actions, take their time.
func TestTimeOfActions(t *testing.T) {
	notify := `notify(to: contact.owner, text: "x")` + "\n"
	office, rate := "during monday..friday 09:00..18:00\n", "action crm.rate(who: text) at \"https://crm.example/rate\""
	for _, c := range []struct{ name, before, settings, steps, want string }{
		{"a weekend, and the spread of those that waited for its end", "", office, notify, "1 paths, 0s to 63h15m0s, [notify 1]"},
		{"record actions wait too", "", office, "increase contact.score", "1 paths, 0s to 63h15m0s, []"},
		{"a delay alone does not", "", office, "delay 1 hour", "1 paths, 1h0m0s to 1h0m0s, []"},
		{"one that follows at once waits no more", "", office, notify + notify + "if contact.score > 5 then " + notify, "2 paths, 0s to 63h15m0s, [notify 3]"},
		{"a week behind an open hour is one", "", office, notify + strings.Repeat("delay 1 week\n"+notify, 4), "1 paths, 672h0m0s to 735h15m0s, [notify 5]"},
		{"a day may end on a weekend", "", office, "delay 1 day\n" + notify, "1 paths, 24h0m0s to 87h15m0s, [notify 1]"},
		{"a branch without actions does not wait", "", office, "if contact.score > 5 then " + notify, "2 paths, 0s to 63h15m0s, [notify 1]"},
		{"days off make it longer", "", office + "pause on 12-25, 12-26\n", notify, "1 paths, 0s to 111h15m0s, [notify 1]"},
		{"a day off of one year", "", "pause on 2031-05-01, 2031-05-02\n", notify, "1 paths, 0s to 48h15m0s, [notify 1]"},
		{"hours at night", "", "during saturday 22:00..02:00\n", notify, "1 paths, 0s to 164h15m0s, [notify 1]"},
		{"clocks change", "", "timezone \"Europe/Paris\"\nduring 09:00..18:00\n", notify, "1 paths, 0s to 16h15m0s, [notify 1]"},
		{"tries of a message whose outcome is awaited", "", "", "let r = webhook(url: \"https://x.example/\")", "1 paths, 0s to 72h0m0s, [webhook 1]"},
		{"nobody awaits this one", "", "", "webhook(url: \"https://x.example/\")", "1 paths, 0s to 0s, [webhook 1]"},
		{"an answer that is told later has a week", rate, "", "let r = crm.rate(who: \"x\")", "1 paths, 0s to 240h0m0s, [crm.rate 1]"},
		{"or as long as its declaration says", rate + " up to 5 hours", "", "let r = crm.rate(who: \"x\")", "1 paths, 0s to 77h0m0s, [crm.rate 1]"},
		{"a text message always waits", "", "", "notify.sms(to: contact.owner, text: \"x\")", "1 paths, 0s to 144h0m0s, [notify.sms 1]"},
		{"after an answer it may be closed", "", office, "let r = webhook(url: \"https://x.example/\")\n" + notify, "1 paths, 0s to 135h15m0s, [notify 1, webhook 1]"},
		{"the rest behind a wait without limit", "", office, "delay until event page_viewed\n" + notify, "1 paths, 0s to 63h15m0s, [notify 1], unbounded at line 5"},
		{"a rate", "", "rate 10 per minute\n", notify, "1 paths, 0s to 0s, [notify 1], rated"},
		{"a rate without messages", "", "rate 10 per minute\n", "increase contact.score", "1 paths, 0s to 0s, []"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.before + "\nworkflow w on contact {\n  enroll when contact.score > 1\n" + c.settings + c.steps + "\n}\n"
			if got := told(ofText(t, text)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Bounds are those of all paths, walked one by one.
func TestBoundsAgainstAllPaths(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 100 {
		g := generator{r: r}
		paths := g.block(3)
		b := of(t, g.text.String())
		want := walked{shortest: paths[0].hours}
		for _, p := range paths {
			want.most = max(want.most, p.messages)
			want.longest = max(want.longest, p.hours)
			want.shortest = min(want.shortest, p.hours)
		}
		got := walked{b.Messages["notify"], int(b.Shortest.Hours()), int(b.Longest.Hours())}
		if got != want || b.Paths != int64(len(paths)) {
			t.Fatalf("got %+v, %d paths; want %+v, %d paths, of\n%s", got, b.Paths, want, len(paths), g.text.String())
		}
	}
}

type walked struct{ most, shortest, longest int }

type path struct{ messages, hours int }

// generator writes random steps and lists their paths.
type generator struct {
	r    *rand.Rand
	text strings.Builder
}

func (g *generator) block(depth int) []path {
	all := []path{{}}
	for range 1 + g.r.IntN(3) {
		var next []path
		switch n := g.r.IntN(3); {
		case n == 0:
			g.text.WriteString("notify(to: contact.owner, text: \"x\")\n")
			next = []path{{1, 0}}
		case n == 1 || depth == 0:
			hours := 1 + g.r.IntN(20)
			fmt.Fprintf(&g.text, "delay %d hours\n", hours)
			next = []path{{0, hours}}
		default:
			fmt.Fprintf(&g.text, "if contact.score > %d then {\n", 2+g.r.IntN(1000))
			next = g.block(depth - 1)
			g.text.WriteString("} else {\nincrease contact.score\n")
			next = append(next, g.block(depth-1)...)
			g.text.WriteString("}\n")
		}
		var joined []path
		for _, a := range all {
			for _, b := range next {
				joined = append(joined, path{a.messages + b.messages, a.hours + b.hours})
			}
		}
		all = joined
	}
	return all
}
