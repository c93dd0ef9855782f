package repl

// Values, records, moments and lists as a session prints them.

import (
	"fmt"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"github.com/wflang/wf/lang/schema"
)

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
		if v.Record() == nil {
			return "nil"
		}
		return v.Record().Called(s.zone)
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
