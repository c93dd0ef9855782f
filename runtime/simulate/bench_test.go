package simulate_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/simulate"
	"github.com/wflang/wf/stdlib"
)

// fiveSteps is the workflow that the figures in docs/benchmarks.md are of.
const fiveSteps = `workflow nurture on contact {
  enroll when contact.lifecycle_stage == "lead"

  set contact.lead_status = "new"
  delay 2 days
  if contact.score > 50 then notify(to: user("ana@acme.example"), text: "{{contact.email}} is hot")
  delay 5 days
  set contact.lead_status = "open"
}`

// BenchmarkPopulation simulates 20 000 records for 90 days, one group at a time.
func BenchmarkPopulation(b *testing.B) {
	const n, size = 20_000, 5000
	bundle := compile(b, fiveSteps)
	groups := make([][]runtime.Change, n/size)
	for i := range n {
		groups[i/size] = append(groups[i/size], runtime.Change{Object: "contact", ID: fmt.Sprint(i), Props: map[string]schema.Value{
			"email": schema.TextValue(fmt.Sprintf("c%d@x.example", i)), "firstname": schema.TextValue("Ann"),
			"score": schema.NumberValue(float64(i * 7919 % 100)), "lifecycle_stage": schema.TextValue("lead"), "country": schema.TextValue("France")}})
	}
	for b.Loop() {
		r, err := simulate.Run(b.Context(), simulate.Config{Bundle: bundle, Catalog: stdlib.Catalog(), Span: 90 * 24 * time.Hour, Parallel: 1,
			Start: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}, func(add simulate.Add) error {
			for _, g := range groups {
				if err := add(g); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		if r.Workflows[0].Finished != n {
			b.Fatalf("%d finished, want %d", r.Workflows[0].Finished, n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/record")
}
