// Values as text for people: in templates, in the history, in the REPL.

package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// Render is a value as people read it: enums by their label, dates as 2026-03-02, moments as 2026-03-02 09:00 on the
// clocks of the zone, records by name, lists with commas. The unknown is empty. The type may be that of Any.
func Render(v Value, t Type, zone *time.Location) string {
	switch v.kind {
	case Nil:
		return ""
	case Bool:
		return strconv.FormatBool(v.n != 0)
	case Number:
		return renderNumber(v.Number())
	case Text:
		if t.Kind == Enum || t.Kind == Set {
			return t.Options.Label(v.Text())
		}
		return v.Text()
	case User, Team:
		return v.Text()
	case Secret:
		return "secret(" + strconv.Quote(v.Text()) + ")"
	case Date:
		y, m, d := calendar.DateOf(v.n)
		return fmt.Sprintf("%04d-%02d-%02d", y, int(m), d)
	case DateTime:
		if zone == nil {
			zone = time.UTC
		}
		return v.Time().In(zone).Format("2006-01-02 15:04")
	case Duration:
		return v.Span().Delay().String()
	case Set:
		return renderItems(v.Items(), Type{Kind: Enum, Options: t.Options}, zone)
	case List:
		return renderItems(v.Items(), elem(t), zone)
	case Map:
		return renderPairs(v.Pairs(), elem(t), zone)
	case Range:
		lo, hi := v.Range()
		return fmt.Sprintf("%d..%d", lo, hi)
	case RecordRef:
		return v.Record().Name()
	case EventRef:
		return v.Occurrence().Event.Name
	case Path:
		return v.Target().String()
	}
	return ""
}

// Plain is a value as text where its type is not known.
func Plain(v Value, zone *time.Location) string { return Render(v, Type{Kind: Any}, zone) }

// elem is the type of what a list or map holds.
func elem(t Type) Type {
	if t.Elem == nil {
		return Type{Kind: Any}
	}
	return *t.Elem
}

// renderNumber writes a number the way people do: 1200, 0.5, and with an exponent only beyond 21 digits. Of a fraction
// 15 digits are written, so that 0.1 + 0.2 is 0.3.
func renderNumber(f float64) string {
	switch {
	case math.Abs(f) >= 1e21:
		return strconv.FormatFloat(f, 'g', -1, 64)
	case f != math.Trunc(f):
		// What FormatFloat wrote always reads back.
		f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	}
	return strconv.FormatFloat(f+0, 'f', -1, 64)
}

func renderItems(items []Value, t Type, zone *time.Location) string {
	var out strings.Builder
	for i, item := range items {
		if i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(Render(item, t, zone))
	}
	return out.String()
}

func renderPairs(m *Pairs, t Type, zone *time.Location) string {
	var out strings.Builder
	for i, key := range m.Keys {
		if i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(key + ": " + Render(m.Values[i], t, zone))
	}
	return out.String()
}

// Name is what people call the record: its name, title or subject, else the first and last name, else its key, else its id.
func (r *Record) Name() string {
	if r == nil {
		return ""
	}
	for _, name := range [...]string{"name", "title", "subject"} {
		if text := r.text(name); text != "" {
			return text
		}
	}
	if full := strings.TrimSpace(r.text("firstname") + " " + r.text("lastname")); full != "" {
		return full
	}
	if r.Object.Key != nil {
		if key := Plain(r.Get(r.Object.Key.Number), nil); key != "" {
			return key
		}
	}
	return r.ID
}

// Key is what names the record: its key as a reader in zone writes it, else its id.
func (r *Record) Key(zone *time.Location) string {
	if r.Object.Key != nil && r.Object.Key.Number != PropID {
		if key := Plain(r.Get(r.Object.Key.Number), zone); key != "" {
			return key
		}
	}
	return r.ID
}

// Called is the record as people call it, with its key: "company Ledger Ltd (ledger.example)".
func (r *Record) Called(zone *time.Location) string {
	name, key := r.Name(), r.Key(zone)
	if key == name {
		return r.Object.Name + " " + name
	}
	return r.Object.Name + " " + name + " (" + key + ")"
}

func (r *Record) text(property string) string {
	if p := r.Object.Property(property); p != nil {
		return r.Get(p.Number).Text()
	}
	return ""
}

// String is the target as people name it: `contact.owner`, `deals.stage`.
func (t *Target) String() string {
	if t.Property == nil {
		return ""
	}
	object := t.Property.Object
	if object == nil {
		return t.Property.Name
	}
	if t.Plural {
		return object.Plural + "." + t.Property.Name
	}
	return object.Name + "." + t.Property.Name
}
