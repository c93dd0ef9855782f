package records

import (
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
)

func TestSnake(t *testing.T) {
	for name, want := range map[string]string{
		"GICS Sector": "gics_sector", "GICS Sub-Industry": "gics_sub_industry", "firstName": "first_name", "HTTPServer": "http_server",
		"E-Mail": "e_mail", "  Amount (EUR) ": "amount_eur", "Größe": "größe", "lifecycle_stage": "lifecycle_stage", "ID": "id", "": "", "--": "",
		"Q3Sales": "q3_sales", "year2024": "year2024", "CompanyID": "company_id", "a__b": "a_b", "% of total": "of_total",
	} {
		if got := Snake(name); got != want {
			t.Errorf("Snake(%q) = %q, want %q", name, got, want)
		}
	}
}

// Every value that a property may have comes back from its cell.
func FuzzCells(f *testing.F) {
	f.Add("=1+1", int64(1), 1.5)
	f.Add("'=x", int64(-1), 0.0)
	f.Add("a;b", int64(1<<40), 1e300)
	f.Add("+33 1 23 45", int64(0), -1e-7)
	f.Fuzz(func(t *testing.T, text string, n int64, number float64) {
		if strings.TrimSpace(text) == "" || strings.ContainsRune(text, 0) || strings.ToValidUTF8(text, "") != text {
			return
		}
		days := n % 2900000 // the years 0000 to 9999
		if days < -719162 {
			days = -days
		}
		o := schema.NewObject("x", "xs")
		options := schema.NewOptions([]schema.Option{{Value: text}, {Value: "other"}})
		if strings.TrimSpace(text) != text {
			options = schema.NewOptions([]schema.Option{{Value: "other"}})
		}
		for _, c := range []struct {
			t schema.Type
			v schema.Value
		}{
			{schema.Of(schema.Text), schema.TextValue(text)},
			{schema.Of(schema.Number), schema.NumberValue(number)},
			{schema.Of(schema.Date), schema.DateValue(days)},
			{schema.Of(schema.DateTime), schema.MomentValue(days*86400e6 + n%1000)},
			{schema.Of(schema.Bool), schema.BoolValue(n%2 == 0)},
			{schema.Type{Kind: schema.Enum, Options: options}, schema.TextValue(options.List[0].Value)},
			{schema.Type{Kind: schema.Set, Options: options}, schema.SetValue([]schema.Value{schema.TextValue("other"), schema.TextValue(options.List[0].Value)})},
		} {
			if c.t.Kind == schema.Set && options.List[0].Value == "other" {
				continue
			}
			p := o.Add(&schema.Property{Name: "p", Type: c.t})
			back, err := ParseValue(p, FormatValue(c.v), time.UTC)
			if err != nil || !back.Equal(c.v) {
				t.Errorf("%s: %q came back as %q: %v", c.t.Kind, FormatValue(c.v), FormatValue(back), err)
			}
		}
		if unguarded(guarded(text)) != text {
			t.Errorf("guard: %q", text)
		}
	})
}
