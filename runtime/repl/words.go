package repl

// Values, records, moments and lists as a session prints them.

import (
	"fmt"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
)

// unknown is a name that names nothing.
type unknown struct {
	what, name string
	names      []string
}

func (u *unknown) Error() string {
	text := fmt.Sprintf("there is no %s `%s`", u.what, u.name)
	if help := diag.DidYouMean(u.name, u.names); help != "" {
		text += "; " + help
	}
	return text
}

// shown is a value as programs write it, as far as there is a way to.
func (s *Session) shown(v schema.Value) string {
	switch v.Kind() {
	case schema.Nil:
		return "nil"
	case schema.Text:
		return fmt.Sprintf("%q", v.Text())
	case schema.User:
		return fmt.Sprintf("user(%q)", v.Text())
	case schema.Team:
		return fmt.Sprintf("team(%q)", v.Text())
	case schema.RecordRef:
		return called(v.Record(), s.zone)
	case schema.EventRef:
		o := v.Occurrence()
		return o.Event.Name + " of " + s.moment(o.Get(0).Time())
	case schema.List, schema.Set:
		items := make([]string, len(v.Items()))
		for i, item := range v.Items() {
			items[i] = s.shown(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case schema.Map:
		pairs := v.Pairs()
		items := make([]string, len(pairs.Keys))
		for i, key := range pairs.Keys {
			items[i] = key + ": " + s.shown(pairs.Values[i])
		}
		return "{" + strings.Join(items, ", ") + "}"
	}
	return schema.Plain(v, s.zone)
}

// tinted is a value as a terminal shows it.
func (s *Session) tinted(text string) string {
	if s.config.Tint == "" {
		return text
	}
	return "\x1b[" + s.config.Tint + "m" + text + "\x1b[0m"
}

// called is a record as people call it, with its key.
func called(r *schema.Record, zone *time.Location) string {
	if r == nil {
		return "nil"
	}
	name, key := r.Name(), keyOf(r, zone)
	if key == name {
		return r.Object.Name + " " + name
	}
	return fmt.Sprintf("%s %s (%s)", r.Object.Name, name, key)
}

// keyOf is what names a record: its key, else its id.
func keyOf(r *schema.Record, zone *time.Location) string {
	if r.Object.Key.Number != schema.PropID {
		if key := schema.Plain(r.Get(r.Object.Key.Number), zone); key != "" {
			return key
		}
	}
	return r.ID
}

// moment is a time on the clocks of the project.
func (s *Session) moment(t time.Time) string {
	return strings.ToLower(t.In(s.zone).Format("Mon")) + t.In(s.zone).Format(" 2006-01-02 15:04")
}

// aligned prints rows of two columns.
func aligned(rows [][]string) string {
	width := 0
	for _, row := range rows {
		width = max(width, uniseg.StringWidth(row[0]))
	}
	var out strings.Builder
	for _, row := range rows {
		pad := strings.Repeat(" ", width-uniseg.StringWidth(row[0]))
		fmt.Fprintln(&out, strings.TrimRight("  "+row[0]+pad+"  "+row[1], " "))
	}
	return out.String()
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
