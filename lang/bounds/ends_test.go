package bounds_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/bounds"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func TestEnds(t *testing.T) {
	for _, c := range []struct{ name, steps, want string }{
		{"one behind the other", "delay 2 days\ndelay 3 hours", "2: 48h0m0s to 48h0m0s\n3: 51h0m0s to 51h0m0s"},
		{"two ways", "if contact.score > 5 then delay 2 days else delay 5 days\ndelay 1 day", "2: 48h0m0s to 48h0m0s\n2: 120h0m0s to 120h0m0s\n3: 72h0m0s to 144h0m0s"},
		{"a goto passes a delay over", "if contact.score > 5 then goto last\ndelay 1 day\nlast: delay 1 hour", "3: 24h0m0s to 24h0m0s\n4: 1h0m0s to 25h0m0s"},
		{"without a limit", "delay until contact.birthday\ndelay 1 day", "2: 0s or later\n3: 24h0m0s or later"},
		{"with a limit", "let seen = delay until event page_viewed up to 3 days\ndelay 1 day", "2: 0s to 72h0m0s\n3: 24h0m0s to 96h0m0s"},
		{"nobody comes there", "stop\ndelay 1 day", ""},
		{"a loop", "again: delay 1 day\nif contact.score > 5 then goto again", "2: 24h0m0s to 24h0m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "workflow w on contact {\n" + c.steps + "\n}\n"
			a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", text)}}, stdlib.Catalog())
			var lines []string
			for _, e := range bounds.Ends(a.Project.Drafts[0], bounds.Options{Zone: time.UTC, Working: calendar.Office()}) {
				until := " to " + e.Latest.String()
				if e.Open {
					until = " or later"
				}
				lines = append(lines, fmt.Sprintf("%d: %s%s", e.Delay.Position().Line, e.Earliest, until))
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
