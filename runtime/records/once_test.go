package records

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

// content is what a world holds, whatever the order in which it came.
func (w *world) content() []string {
	name := func(r *schema.Record) string { return r.Object.Name + " " + FormatValue(r.Get(r.Object.Key.Number)) }
	named := map[schema.Ref]string{}
	for _, r := range w.records {
		named[r.Ref()] = name(r)
	}
	var all []string
	for _, r := range w.records {
		line := name(r)
		for _, p := range r.Object.Properties {
			line += "|" + FormatValue(r.Get(p.Number))
		}
		var with []string
		for _, ref := range w.with[r.Ref()] {
			with = append(with, named[ref])
		}
		slices.Sort(with)
		all = append(all, line+fmt.Sprint(with))
	}
	slices.Sort(all)
	return all
}

// Files that are read once bring in what they do when they are read twice, and are refused with the same words.
func TestOnce(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	s := testSchema()
	stored, refused := 0, 0
	for range 300 {
		faulty := random.IntN(3)
		var companies, contacts strings.Builder
		companies.WriteString("domain,name,employees\n")
		for i := range random.IntN(1000) {
			switch {
			case faulty == 0 && random.IntN(300) == 0:
				fmt.Fprintf(&companies, "d%d.example,,many\n", random.IntN(50))
			case faulty == 1 && random.IntN(300) == 0:
				companies.WriteString(",Nameless,3\n")
			default:
				fmt.Fprintf(&companies, "d%d.example,\"D %d\",%d\n", i, i, random.IntN(100))
			}
		}
		contacts.WriteString("email,company\n")
		for i := range random.IntN(30) {
			fmt.Fprintf(&contacts, "c%d@x.example,d%d.example\n", i, random.IntN(10))
		}
		skip := random.IntN(2) == 0
		run := func(once bool) (*world, *Report, error) {
			w := newWorld()
			report, err := importFiles(w, s, Options{Once: once, SkipBad: skip},
				file(s, "company", "companies.csv", companies.String()), file(s, "contact", "people.csv", contacts.String()))
			return w, report, err
		}
		once, reportOnce, errOnce := run(true)
		twice, report, err := run(false)
		if fmt.Sprint(err) != fmt.Sprint(errOnce) {
			t.Fatalf("read once: %v\nread twice: %v", errOnce, err)
		}
		if err != nil {
			refused++
			continue
		}
		stored++
		if !slices.Equal(once.content(), twice.content()) {
			t.Fatalf("read once:\n%s\nread twice:\n%s", strings.Join(once.content(), "\n"), strings.Join(twice.content(), "\n"))
		}
		if a, b := fmt.Sprint(reportOnce.Files, reportOnce.Faults), fmt.Sprint(report.Files, report.Faults); a != b {
			t.Fatalf("read once: %s\nread twice: %s", a, b)
		}
	}
	if stored < 20 || refused < 20 {
		t.Fatalf("%d were stored, %d refused", stored, refused)
	}
}
