package schema

import (
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		t    Type
		text string
		want string
	}{
		{Of(Text), "  Ledger LLP ", "Ledger LLP"},
		{Of(Text), " ", ""},
		{Of(Number), "1200.5", "1200.5"},
		{Of(Number), "-3", "-3"},
		{Of(Number), "1e6", "1000000"},
		{Of(Number), ".5", "0.5"},
		{Of(Bool), "Yes", "true"},
		{Of(Bool), "0", "false"},
		{Of(Date), "2026-03-02", "2026-03-02"},
		{Of(DateTime), "2026-03-02 09:00", "2026-03-02 09:00"},
		{Of(DateTime), "2026-03-02T09:00:00Z", "2026-03-02 10:00"},
		{stages, "closed_won", "closed_won"},
		{stages, "Closed won", "closed_won"},
		{stages, "CLOSED WON", "closed_won"},
		{flags, "new; lost;;new", "new, lost"},
		{flags, ";", ""},
		{Of(Email), "Ann@Ledger.example", "ann@ledger.example"},
		{Of(User), "Ana@acme.example", "ana@acme.example"},
		{Of(Phone), "+33 (0)1 23-45.67/89", "+33 (0)1 23-45.67/89"},
		{Of(URL), "https://acme.example/start?x=1", "https://acme.example/start?x=1"},
		{Of(URL), "www.acme.example", "www.acme.example"},
		{Of(URL), "/pricing", "/pricing"},
		{Of(URL), "http://localhost:8080/x", "http://localhost:8080/x"},
		{Of(Team), "Sales", "Sales"},
		{MapOf(Of(Text)), `{"consent":"yes"}`, "consent: yes"},
	} {
		v, err := Parse(c.t, c.text, paris(t))
		if got := Plain(v, paris(t)); err != nil || got != c.want {
			t.Errorf("%s %q: got %q %v, want %q", c.t.Kind, c.text, got, err, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	many := Type{Kind: Enum, Options: NewOptions([]Option{{Value: "a"}, {Value: "b"}, {Value: "c"}, {Value: "d"}, {Value: "e"}, {Value: "f"}, {Value: "g"}, {Value: "h"}, {Value: "i"}})}
	const number = " is no number: expected digits with at most a point, such as 1200.5"
	for _, c := range []struct {
		t    Type
		text string
		want string
	}{
		{Of(Number), "1,200", "`1,200`" + number},
		{Of(Number), "$5", "`$5`" + number},
		{Of(Number), "10k", "`10k`" + number},
		{Of(Number), "20%", "`20%`" + number},
		{Of(Number), "1 200", "`1 200`" + number},
		{Of(Number), "1.200.000", "`1.200.000`" + number},
		{Of(Number), "NaN", "`NaN`" + number},
		{Of(Number), "Inf", "`Inf`" + number},
		{Of(Number), "0x10", "`0x10`" + number},
		{Of(Number), "1_000", "`1_000`" + number},
		{Of(Number), "+5", "`+5`" + number},
		{Of(Number), "1e999", "`1e999`" + number},
		{Of(Bool), "maybe", "`maybe` is neither yes nor no: expected yes, no, true, false, 1 or 0"},
		{Of(Date), "02/03/2026", "`02/03/2026` is no date: expected a day such as 2026-12-24"},
		{Of(Date), "2026-02-30", "`2026-02-30` is no date: expected a day such as 2026-12-24"},
		{Of(DateTime), "soon", "`soon` is no moment: expected 2026-12-24 09:00 or 2026-12-24T09:00:00Z"},
		{stages, "won", "`won` is not an option: expected new, closed_won or lost"},
		{many, "z", "`z` is not an option: expected one of the 9 declared"},
		{flags, "new;won", "`won` is not an option: expected new, closed_won or lost"},
		{Of(Email), "ann", "`ann` is no e-mail address: expected name@domain"},
		{Of(Email), "ann@localhost", "`ann@localhost` is no e-mail address: expected name@domain"},
		{Of(Email), "ann@ledger.example, bob@x.example", "`ann@ledger.example, bob@x.example` is no e-mail address: expected name@domain"},
		{Of(User), "Ana", "`Ana` is no user: expected the e-mail address of one"},
		{Of(Phone), "call me", "`call me` is no phone number: expected digits, such as +33 1 23 45 67 89"},
		{Of(Phone), "12", "`12` is no phone number: expected 3 to 20 digits"},
		{Of(URL), "not a url", "`not a url` is no web address: expected https://… or a path such as /pricing"},
		{Of(URL), "acme", "`acme` is no web address: expected https://… or a path such as /pricing"},
		{Of(URL), "javascript://x.y/", "`javascript://x.y/` is no web address: expected https://… or a path such as /pricing"},
		{RecordOf(person().Object), "12", "a contact cannot be written as text"},
		{Of(Text), "\xff", "the text is not UTF-8"},
		{Of(Text), strings.Repeat("a", MaxText+1), "the text has 65537 bytes: at most 65536 are kept"},
	} {
		if v, err := Parse(c.t, c.text, nil); err == nil || err.Error() != c.want || !v.IsNil() {
			t.Errorf("%s %.20q: got %v %v\nwant %s", c.t.Kind, c.text, Plain(v, nil), err, c.want)
		}
	}
}

func TestE164(t *testing.T) {
	for text, want := range map[string]string{
		"+33 1 23 45 67 89":     "+33123456789",
		"0033 (0)1 23 45 67 89": "+33123456789",
		"+1 (212) 555-0100":     "+12125550100",
		"01 23 45 67 89":        "",
		"+0 123 456 789":        "",
		"+33 ext 5":             "",
		"+1234567890123456":     "",
		"":                      "",
	} {
		if got := E164(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Whatever is read is a value of the type, and its JSON reads back as the same value.
func FuzzParse(f *testing.F) {
	types := []Type{Of(Text), Of(Number), Of(Bool), Of(Date), Of(DateTime), stages, flags, Of(User), Of(Email), Of(Phone), Of(URL)}
	for i, text := range []string{"Ledger", "12.5", "yes", "2026-03-02", "2026-03-02 09:00", "Closed won", "new;lost", "a@b.cd", "A@B.CD", "+33 1 23", "acme.example/x"} {
		f.Add(uint8(i), text)
	}
	f.Fuzz(func(t *testing.T, i uint8, text string) {
		typ := types[int(i)%len(types)]
		v, err := Parse(typ, text, time.UTC)
		if err != nil || v.IsNil() {
			return
		}
		again, err := FromJSON(ToJSON(v), typ, time.UTC)
		if err != nil || !again.Equal(v) {
			t.Errorf("%s %q: %s as JSON reads as %s %v", typ.Kind, text, ToJSON(v), ToJSON(again), err)
		}
		fitted, err := Fit(v, typ, time.UTC)
		if err != nil || !fitted.Equal(v) {
			t.Errorf("%s %q does not fit its own type: %v", typ.Kind, text, err)
		}
	})
}
