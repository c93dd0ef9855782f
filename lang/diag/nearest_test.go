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
