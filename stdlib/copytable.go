package stdlib

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// copyTable is what may be copied to what, as schema.CanConvert says.
func copyTable() string {
	some := schema.NewOptions([]schema.Option{{Value: "a"}})
	yesNo := schema.NewOptions([]schema.Option{{Value: "true"}, {Value: "false"}})
	types := []struct {
		name string
		of   schema.Type
	}{
		{"text", schema.Of(schema.Text)}, {"number", schema.Of(schema.Number)}, {"bool", schema.Of(schema.Bool)}, {"date", schema.Of(schema.Date)},
		{"datetime", schema.Of(schema.DateTime)}, {"enum", schema.Type{Kind: schema.Enum, Options: some}},
		{"enum with the options true and false", schema.Type{Kind: schema.Enum, Options: yesNo}}, {"set", schema.Type{Kind: schema.Set, Options: some}},
		{"user", schema.Of(schema.User)}, {"email", schema.Of(schema.Email)}, {"phone", schema.Of(schema.Phone)}, {"url", schema.Of(schema.URL)},
	}
	var out strings.Builder
	out.WriteString("| from | to |\n|---|---|\n")
	for _, from := range types {
		var to []string
		for _, t := range types {
			if schema.CanConvert(from.of, t.of) && !(from.of.Kind == schema.Enum && t.of.Options == yesNo) {
				to = append(to, t.name)
			}
		}
		if from.of.Options != yesNo {
			fmt.Fprintf(&out, "| %s | %s |\n", from.name, strings.Join(to, ", "))
		}
	}
	out.WriteString("\nA date becomes the moment at 00:00 UTC, and a datetime its day in UTC. An option must exist in the target, else the step has failed. A set becomes a text with its\n" +
		"values joined by `;`. A readonly property may be the source, never the target.\n")
	return out.String()
}
