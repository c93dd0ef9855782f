package diag

import "testing"

func TestDidYouMean(t *testing.T) {
	names := []string{"industry", "amount", "first_name", "lastname", "email", "owner", "city", "type"}
	for _, c := range []struct{ name, want string }{
		{"industri", "did you mean `industry`?"},
		{"idnustry", "did you mean `industry`?"},
		{"firstname", "did you mean `first_name`?"},
		{"E-Mail", "did you mean `email`?"},
		{"tpye", "did you mean `type`?"},
		{"zip", ""},
		{"revenue", ""},
		{"", ""},
		{"amount", ""},
	} {
		if got := DidYouMean(c.name, names); got != c.want {
			t.Errorf("DidYouMean(%q) = %q, want %q", c.name, got, c.want)
		}
	}
	if got, want := DidYouMean("stop", []string{"step", "stoop", "shop", "stops", "far"}), "did you mean `shop`, `step` or `stoop`?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAkin(t *testing.T) {
	deal := []string{"id", "created_at", "owner", "name", "amount", "stage", "pipeline", "close_date", "firstname", "lastname", "last_engaged_at"}
	for _, c := range []struct{ name, want string }{
		{"dealname", "did you mean `name`?"},
		{"deal_stage", "did you mean `stage`?"},
		{"hubspot_owner_id", "did you mean `owner`?"},
		{"hs_pipeline_stage", "did you mean `stage` or `pipeline`?"},
		{"first", "did you mean `firstname`?"},
		{"Last", "did you mean `lastname` or `last_engaged_at`?"},
		{"is", ""},
		{"revenue", ""},
		{"", ""},
	} {
		got := ""
		if near := Akin(c.name, "deal", deal); len(near) > 0 {
			got = Meant(near)
		}
		if got != c.want {
			t.Errorf("Akin(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
