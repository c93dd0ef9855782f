// How fast a project is read and checked.
package lang_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// body is fifty lines of a workflow as people write them.
const body = `  title "Number %[1]d"
  enroll when contact.score > %[1]d and contact.country in ["France", "Belgium"] and known(contact.email)
  reenroll after 30 days
  during monday..friday 09:00..18:00

  if company.industry == "Accounting" and company.employees > 50 then {
    set contact.lead_status = "open"
    create deal { name: "Offer for {{company.name}}", amount: 1200 } with company
    goto call
  } else if contact.score >= 50 then goto call

  delay 2 days
  match contact.country {
    "France" => set contact.language = "fr"
    "Belgium" => set contact.language = "nl"
    default => set contact.language = "en"
  }
  let seen = delay until event page_viewed where event.url contains "/pricing" up to 3 days
  if seen == nil then {
    set contact.lead_status = "unqualified"
    stop
  }
  increase company.annual_revenue by 5
  notify(to: contact.owner, text: "{{contact.firstname}} looked at {{seen.url}}")
  delay until tuesday at 11:00
  if any(deals, .amount > 1000 and .stage != "closed_lost") then {
    set deals.priority = "high" where .amount > 10000
    notify.email(to: [contact.owner, team("Sales")], subject: "A large one", body: "{{company.name ?? "unknown"}}")
  }
  split {
    50%% => set contact.source = "test a"
    30%% => set contact.source = "test b"
    default => set contact.source = "control"
  }
  copy company.phone to contact.phone

call:
  create task {
    title: "Call {{contact.firstname}} {{contact.lastname}}",
    type: "call",
    owner: contact.owner ?? company.owner,
    due: today() + working_days(2),
  }
  delay 3 working days
  if contact.lead_status == "new" then {
    notify(to: team("Managers"), text: "Nobody called {{contact.email}} yet")
    stop
  }
  clear contact.mobile
`

// many is a project of n workflows, fifty lines each, in files of twenty.
func many(n int) (files []*source.File, lines int) {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "workflow number%[1]d on contact {\n"+body+"}\n\n", i)
		if i%20 == 19 || i == n-1 {
			f := source.NewFile(fmt.Sprintf("file%d.wf", i/20), b.String())
			files = append(files, f)
			lines += f.Lines()
			b.Reset()
		}
	}
	return files, lines
}

func BenchmarkAnalyze(b *testing.B) {
	files, lines := many(1000)
	bytes := 0
	for _, f := range files {
		bytes += len(f.Text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		a := lang.Analyze(lang.Input{Files: files}, stdlib.Catalog())
		if len(a.Diagnostics) > 0 {
			b.Fatal(a.Diagnostics[0].Message, a.Diagnostics[0].Span)
		}
	}
	b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

func BenchmarkAnalyzeOne(b *testing.B) {
	files, _ := many(1)
	for b.Loop() {
		lang.Analyze(lang.Input{Files: files}, stdlib.Catalog())
	}
}
