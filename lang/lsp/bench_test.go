package lsp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkTyping measures a keystroke in a project of 200 files and 10 000 lines: until the diagnostics of the file are
// there, and a completion right behind it. The 95th percentiles are reported.
func BenchmarkTyping(b *testing.B) {
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("w%03d.wf", i)] = large(i)
	}
	c := start(b, files)
	name, text := "w007.wf", large(7)
	c.open(name, text)
	c.call("workspace/symbol", map[string]any{"query": "w007"}, nil) // the first check of the project is done
	var typed, completed []time.Duration
	for i := 0; b.Loop(); i++ {
		edit := "  set company.nam = \"x\"\n"
		if i%2 == 1 {
			edit = ""
		}
		changed := strings.Replace(text, "  set company.description", edit+"  set company.description", 1)
		begin := time.Now()
		c.change(name, changed, nil)
		if edit == "" {
			c.codes(name)
		} else {
			c.codes(name, "unknown-property")
		}
		typed = append(typed, time.Since(begin))
		begin = time.Now()
		c.change(name, changed+" ", nil)
		c.call("textDocument/completion", c.at(name, 1, 22), nil)
		completed = append(completed, time.Since(begin))
	}
	b.ReportMetric(float64(percentile(typed).Microseconds())/1000, "ms-diagnostics-p95")
	b.ReportMetric(float64(percentile(completed).Microseconds())/1000, "ms-completion-p95")
}

func percentile(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)*95/100]
}

// large is a workflow of fifty lines.
func large(n int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "workflow w%03d on company {\n  enroll when company.lifecycle_stage == \"customer\"\n", n)
	for i := range 9 {
		fmt.Fprintf(&out, "  if company.industry == \"Accounting\" and company.employees > %d then {\n    notify(to: company.owner, text: \"{{company.name}} in %d\")\n  } else goto s%d\n  delay 2 days\n  s%d: delay 1 day\n", i, i, i, i)
	}
	out.WriteString("  set company.description = \"done\"\n  stop\n}\n")
	return out.String()
}
