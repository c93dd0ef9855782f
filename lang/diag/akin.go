package diag

import "strings"

// Akin is the help for a name that is none of these but holds one of them, or is held by one: `dealname` of a deal is
// `name`, `hubspot_owner_id` is `owner`, `first` is `firstname`. owner is what the names belong to. It is for names that
// Nearest does not know; "" where there is nothing to say.
func Akin(name, owner string, names []string) string {
	const least = 4 // letters, so that not every name holds another
	want := strings.TrimPrefix(string(folded(name)), string(folded(owner)))
	want = strings.TrimPrefix(strings.TrimPrefix(want, "hubspot"), "hs")
	var near []string
	for _, n := range names {
		switch have := string(folded(n)); {
		case have == want:
			return "did you mean `" + n + "`?"
		case len(want) >= least && strings.Contains(have, want), len(have) >= least && strings.Contains(want, have):
			near = append(near, n)
		}
	}
	if len(near) == 0 || len(near) > 3 {
		return ""
	}
	return meant(near)
}
