package folder

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// plain is a message as people read it: a heading, what else it carries, and its text.
func plain(m *schema.Message, at time.Time) []byte {
	var out bytes.Buffer
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\n", name, strings.ReplaceAll(value, "\n", " "))
		}
	}
	line("Channel", m.Channel)
	line("To", strings.Join(m.To, ", "))
	line("Subject", m.Subject)
	line("Date", at.Format(time.RFC3339))
	line("Key", m.Key)
	for _, header := range m.Headers {
		fmt.Fprintln(&out, strings.ReplaceAll(header, "\n", " "))
	}
	for _, field := range fields(m) {
		fmt.Fprintln(&out, field)
	}
	out.WriteString("\n" + m.Body)
	if !strings.HasSuffix(m.Body, "\n") {
		out.WriteString("\n")
	}
	return out.Bytes()
}

// fields are what else the message carries, as `name: JSON`, in order of name. Of a secret that is its name.
func fields(m *schema.Message) []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(m.Fields)) {
		if v := m.Fields[name]; v.IsText() {
			all = append(all, name+": "+strings.ReplaceAll(v.Text(), "\n", " "))
		} else {
			all = append(all, name+": "+string(schema.ToJSON(v)))
		}
	}
	return all
}
