package records

import (
	"strings"
	"unicode"
)

// Snake is the form in which a column's name is compared with names of properties: "GICS Sector" and "gicsSector" are
// gics_sector.
func Snake(name string) string {
	var out strings.Builder
	runes := []rune(strings.TrimSpace(name))
	gap := false
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = out.Len() > 0
			continue
		}
		if unicode.IsUpper(r) && i > 0 {
			before := runes[i-1]
			// A word begins at fooBar and at the last capital of FOOBar.
			nextLower := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			gap = gap || unicode.IsLower(before) || unicode.IsDigit(before) && nextLower || unicode.IsUpper(before) && nextLower
		}
		if gap {
			out.WriteByte('_')
			gap = false
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
