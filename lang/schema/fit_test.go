package schema

import "testing"

func TestFit(t *testing.T) {
	zone := paris(t)
	at, _ := Parse(Of(DateTime), "2026-03-02 00:30", zone)
	for _, c := range []struct {
		v    Value
		t    Type
		want string
	}{
		{Value{}, Of(Number), "null"},
		{TextValue(""), Of(Text), "null"},
		{NumberValue(5), Of(Number), "5"},
		{NumberValue(5), Of(Text), `"5"`},
		{at, Of(Date), `"2026-03-02"`},
		{DateValue(20514), Of(DateTime), `"2026-03-01T23:00:00Z"`},
		{TextValue("2026-03-02"), Of(Date), `"2026-03-02"`},
		{TextValue("new"), stages, `"new"`},
		{TextValue("new"), flags, `["new"]`},
		{ListValue([]Value{TextValue("new"), {}, TextValue("new"), TextValue("lost")}), flags, `["new","lost"]`},
		{ListValue(nil), flags, "null"},
		{TextValue("Ana@acme.example"), Of(User), `"ana@acme.example"`},
		{UserValue("ana@acme.example"), Of(Email), `"ana@acme.example"`},
		{ListValue([]Value{NumberValue(1)}), Of(Any), "[1]"},
	} {
		got, err := Fit(c.v, c.t, zone)
		if err != nil || string(ToJSON(got)) != c.want {
			t.Errorf("%s into %s: got %s %v, want %s", c.v.Kind(), c.t.Kind, ToJSON(got), err, c.want)
		}
	}
	if v, _ := Fit(TextValue("ana@acme.example"), Of(User), zone); v.Kind() != User {
		t.Errorf("a text that becomes a user is a %s", v.Kind())
	}
	for _, c := range []struct {
		v    Value
		t    Type
		want string
	}{
		{TextValue("12"), Of(Number), "expected number, found the text `12`"},
		{NumberValue(12), Of(Bool), "expected bool, found the number `12`"},
		{TextValue("Closed won"), stages, "`Closed won` is a label: the value is `closed_won`"},
		{TextValue("won"), flags, "`won` is not an option: expected new, closed_won or lost"},
		{NumberValue(1), flags, "expected options, found the number `1`"},
		{ListValue([]Value{NumberValue(1)}), flags, "expected options, found the number `1`"},
		{RecordValue(person()), Of(DateTime), "expected datetime, found the record `Ann Lee`"},
		{TextValue("tomorrow"), Of(Date), "`tomorrow` is no date: expected a day such as 2026-12-24"},
	} {
		if got, err := Fit(c.v, c.t, zone); err == nil || err.Error() != c.want {
			t.Errorf("%s into %s: got %s %v, want %s", c.v.Kind(), c.t.Kind, ToJSON(got), err, c.want)
		}
	}
}

func TestConvert(t *testing.T) {
	yesNo := Type{Kind: Enum, Options: NewOptions([]Option{{Value: "true", Label: "Yes"}, {Value: "false", Label: "No"}})}
	at, _ := Parse(Of(DateTime), "2026-03-02T23:30:00Z", nil)
	values := map[Kind]Value{Text: TextValue("abc"), Number: NumberValue(1.5), Bool: BoolValue(true), Date: DateValue(20514), DateTime: at,
		Enum: TextValue("new"), Set: options("new", "lost"), User: UserValue("ana@acme.example"), Email: TextValue("ann@ledger.example"),
		Phone: TextValue("+33 1 23"), URL: TextValue("acme.example")}
	types := map[string]Type{"text": Of(Text), "number": Of(Number), "bool": Of(Bool), "date": Of(Date), "datetime": Of(DateTime), "enum": stages,
		"yes/no": yesNo, "set": flags, "user": Of(User), "email": Of(Email), "phone": Of(Phone), "url": Of(URL)}
	// The whole table: what is not here is refused.
	want := map[string]map[string]string{
		"text":     {"text": `"abc"`},
		"number":   {"text": `"1.5"`, "number": "1.5"},
		"date":     {"date": `"2026-03-02"`, "datetime": `"2026-03-02T00:00:00Z"`},
		"datetime": {"datetime": `"2026-03-02T23:30:00Z"`, "date": `"2026-03-02"`},
		"bool":     {"bool": "true", "text": `"true"`, "yes/no": `"true"`},
		"enum":     {"text": `"new"`, "enum": `"new"`, "set": `["new"]`, "yes/no": "error"},
		"set":      {"text": `"new;lost"`, "set": `["new","lost"]`},
		"user":     {"user": `"ana@acme.example"`, "text": `"ana@acme.example"`},
		"email":    {"email": `"ann@ledger.example"`, "text": `"ann@ledger.example"`},
		"phone":    {"phone": `"+33 1 23"`, "text": `"+33 1 23"`},
		"url":      {"url": `"acme.example"`, "text": `"acme.example"`},
	}
	for from, row := range want {
		for to, typ := range types {
			result, listed := row[to]
			if CanConvert(types[from], typ) != listed {
				t.Errorf("%s to %s: want possible %v", from, to, listed)
				continue
			}
			got, err := Convert(values[types[from].Kind], types[from], typ)
			switch {
			case !listed || result == "error":
				if err == nil {
					t.Errorf("%s to %s: got %s, want an error", from, to, ToJSON(got))
				}
			case err != nil || string(ToJSON(got)) != result:
				t.Errorf("%s to %s: got %s %v, want %s", from, to, ToJSON(got), err, result)
			}
		}
	}
	if _, err := Convert(TextValue("abc"), Of(Text), Of(Number)); err == nil || err.Error() != "a text cannot be copied to a number" {
		t.Errorf("the message: %v", err)
	}
	if v, err := Convert(Value{}, stages, Of(Text)); err != nil || !v.IsNil() {
		t.Errorf("the unknown stays unknown, got %s %v", ToJSON(v), err)
	}
}
