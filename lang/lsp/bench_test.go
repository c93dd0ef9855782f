package lsp_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkTyping measures letters typed one by one in a project of 200 files and 10 000 lines: the time until the
// diagnostics of the file are there, the wait for further letters included, and that of a completion right behind a
// letter. Medians and 95th percentiles are reported, and the processor's time for a letter, which does not grow with
// what else the machine does.
func BenchmarkTyping(b *testing.B) { typing(b, func() {}) }

// BenchmarkPausing is BenchmarkTyping by a writer who pauses before each letter until the check of the project is under
// way, so that the letter comes in the middle of it.
func BenchmarkPausing(b *testing.B) {
	typing(b, func() { time.Sleep(205*time.Millisecond + rand.N(20*time.Millisecond)) })
}

func typing(b *testing.B, pause func()) {
	files := map[string]string{"emails/welcome.md": "---\nsubject: Welcome\nsubscription: News\n---\nHello\n"}
	for i := range 200 {
		files[fmt.Sprintf("w%03d.wf", i)] = large(i)
	}
	c := startWith(b, files, 0)
	p := newPad(c, "w007.wf", large(7))
	c.call("workspace/symbol", map[string]any{"query": "w007"}, nil) // the first check of the project is done
	line := "  set company.description = \"sound\"\n"
	place := strings.Index(p.text, "  delay 2 days\n")
	p.replace(place, place, line)
	p.cursor = place + strings.Index(line, "n =")
	c.codes(p.name)
	var told, completed []time.Duration
	spent := processorTime()
	letters := 0
	for b.Loop() {
		// One letter makes a property that does not exist, the next takes it back.
		pause()
		begin := time.Now()
		p.write("x", 0)
		c.codes(p.name, "unknown-property")
		told = append(told, time.Since(begin))
		pause()
		begin = time.Now()
		p.back()
		c.codes(p.name)
		told = append(told, time.Since(begin))
		pause()
		begin = time.Now()
		p.write("n", 0)
		p.ask("textDocument/completion")
		completed = append(completed, time.Since(begin))
		p.back()
		c.codes(p.name)
		letters += 4
	}
	b.ReportMetric(float64((processorTime()-spent).Microseconds())/1000/float64(letters), "ms-processor/letter")
	report := func(name string, list []time.Duration) {
		slices.Sort(list)
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, "ms-"+name+"-p50")
		b.ReportMetric(float64(list[len(list)*95/100].Microseconds())/1000, "ms-"+name+"-p95")
	}
	report("diagnostics", told)
	report("completion", completed)
}

// processorTime is what the process has used.
func processorTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// large is a workflow of fifty lines, of all kinds of steps.
func large(n int) string {
	return fmt.Sprintf(`workflow w%03[1]d on company {
  title "Number %[1]d"
  enroll when company.lifecycle_stage == "customer" and company.employees > %[1]d and company.country in ["France", "Belgium"]
  reenroll after 30 days
  during monday..friday 09:00..18:00

  if company.industry == "Accounting" and company.employees > 50 then {
    notify(to: company.owner, text: "{{company.name}} is new in %[1]d")
    create deal { name: "Offer for {{company.name}}", amount: 1200 } with contacts
    goto call
  } else if company.annual_revenue >= 50 then goto call

  delay 2 days
  match company.country {
    "France" => notify(to: team("Paris"), text: "bonjour {{company.name}}")
    "Belgium" => notify(to: team("Brussels"), text: "hallo {{company.name}}")
    default => notify(to: team("Sales"), text: "hello {{company.name}}")
  }
  let seen = delay until event page_viewed where event.url contains "/pricing" up to 3 days
  if seen == nil then {
    notify(to: company.owner, text: "no look yet")
    stop
  }
  notify(to: company.owner, text: "{{company.name}} looked at {{seen.url}}")
  delay until tuesday at 11:00
  if any(deals, .amount > 1000 and .stage != "closed_lost") then {
    notify.email(to: [company.owner, team("Sales")], subject: "A large one", body: "{{company.name ?? "unknown"}}")
  }
  split {
    50%% => notify(to: company.owner, text: "one")
    30%% => notify(to: company.owner, text: "two")
    default => notify(to: company.owner, text: "three")
  }

call:
  create task {
    title: "Call {{company.name}} in {{company.city}}",
    type: "call",
    owner: company.owner,
    due: today() + working_days(2),
  }
  delay 3 working days
  if company.lead_status == "new" then {
    notify(to: team("Managers"), text: "Nobody called {{company.name}} yet")
    let answer = webhook(url: "https://crm.example/late", body: { company: company.id })
    if not answer.ok then notify(to: team("Operations"), text: "{{answer.error}}")
  }
  if count(contacts, .email != nil) > 3 then email(template: "welcome")
  stop
}
`, n)
}
