package schema

import (
	"encoding/json"
	"math"
	"testing"
	"time"
)

type word string

// What a program gives is kept as it is, or refused with the reason.
func TestFromGo(t *testing.T) {
	year := func(n int) time.Time { return time.Date(n, 6, 1, 0, 0, 0, 0, time.UTC) }
	three := 3
	for _, c := range []struct {
		give any
		want string // the value as a text; "" for the unknown
		err  string
	}{
		{give: nil}, {give: (*int)(nil)}, {give: math.NaN()}, {give: math.Inf(-1)}, {give: time.Time{}},
		{give: &three, want: "3"}, {give: int8(-3), want: "-3"}, {give: word("x"), want: "x"}, {give: true, want: "true"},
		{give: []string{"a", "b"}, want: "a, b"}, {give: map[string]int{"b": 2, "a": 1}, want: "a: 1, b: 2"}, {give: []any{"a", 1, nil}, want: "a, 1, "},
		{give: TextValue("v"), want: "v"}, {give: year(2026), want: "2026-06-01 00:00"}, {give: 90 * time.Minute, want: "1 hour 30 minutes"}, {give: 200 * 24 * time.Hour, want: "4800 hours"},
		{give: int64(1 << 53), want: "9007199254740992"},

		{give: int64(1<<53 + 1), err: "9007199254740993 is beyond the whole numbers that are kept exactly (2^53): what is no quantity is a text"},
		{give: uint64(math.MaxUint64), err: "18446744073709551615 is beyond the whole numbers that are kept exactly (2^53): what is no quantity is a text"},
		{give: []int64{1, -1 << 60}, err: "-1152921504606846976 is beyond the whole numbers that are kept exactly (2^53): what is no quantity is a text"},
		{give: map[string]any{"id": int64(1 << 60)}, err: "1152921504606846976 is beyond the whole numbers that are kept exactly (2^53): what is no quantity is a text"},
		{give: year(300000), err: "the year 300000 is beyond the years 1 to 9999"},
		{give: []time.Time{year(-5)}, err: "the year -5 is beyond the years 1 to 9999"},
		{give: []byte("abc"), err: "a Go []uint8 is no value of the language: a text is a string"},
		{give: json.RawMessage("{}"), err: "a Go json.RawMessage is no value of the language: a text is a string"},
		{give: struct{}{}, err: "a Go struct {} is no value of the language"},
		{give: []any{make(chan int)}, err: "a Go chan int is no value of the language"},
	} {
		v, err := FromGo(c.give)
		switch {
		case c.err != "":
			if err == nil || err.Error() != c.err {
				t.Errorf("%#v: got  %v, %v\nwant %s", c.give, v, err, c.err)
			}
		case err != nil:
			t.Errorf("%#v: %v", c.give, err)
		default:
			if got := Plain(v, time.UTC); got != c.want || (c.want == "") != v.IsNil() {
				t.Errorf("%#v: got %q, want %q", c.give, got, c.want)
			}
		}
	}
}
