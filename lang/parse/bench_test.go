package parse

import (
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2"

	"github.com/wflang/wf/lang/source"
)

// benchProgram is a program of some length, with every sort of statement.
func benchProgram(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(benchWorkflow)
	}
	return b.String()
}

const benchWorkflow = `
// Companies that become customers are looked after by finance or by sales.
workflow onboarding on company {
  title    "Accounting onboarding"
  enroll   when company.lifecycle_stage == "customer" and company.employees > 10
  timezone "Europe/Paris"
  during   monday..friday 09:00..18:00

  if company.industry == "Accounting" then {
    set company.segment = "finance"
    create deal { name: "Onboard {{company.name}}", amount: 1200 } with contacts
  } else goto step3

  delay 2 days
  email(template: "welcome")
  match company.country {
    "France", "Belgium" => set company.segment = "south"
    default => stop
  }
  stop

step3:
  notify(to: company.owner, text: "{{company.name}} became a customer")
  let visit = delay until event page_viewed where event.url contains "/pricing" up to 3 days
  if visit == nil then notify.email(to: team("Sales"), subject: "No visit yet", body: "Call {{company.name}}.")
}
`

func BenchmarkFile(b *testing.B) {
	text := benchProgram(400)
	f := source.NewFile("bench.wf", text)
	lines := f.Lines()
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		File(f)
	}
	b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// BenchmarkLex is the lexer alone.
func BenchmarkLex(b *testing.B) {
	f := source.NewFile("bench.wf", benchProgram(400))
	b.ReportAllocs()
	b.SetBytes(int64(len(f.Text)))
	for b.Loop() {
		s := newScanner(f, DefaultLimits())
		s.scan()
	}
}

// BenchmarkGrammar is what the first file costs more than the others: the productions are built from their tags.
func BenchmarkGrammar(b *testing.B) {
	for b.Loop() {
		participle.MustBuild[programText](participle.Lexer(definition{}), participle.UseLookahead(0))
	}
}
