package diag

import "strings"

// Akin are the names that a name holds, or that hold it: `dealname` of a deal is `name`, `hubspot_owner_id` is `owner`,
// `first` is `firstname`. owner is what the names belong to. It is for names that Nearest does not know: up to three, or
// none.
func Akin(name, owner string, names []string) []string {
	const least, most = 4, 3 // letters, so that not every name holds another; names
	want := strings.TrimPrefix(string(folded(name)), string(folded(owner)))
	want = strings.TrimPrefix(strings.TrimPrefix(want, "hubspot"), "hs")
	var near []string
	for _, n := range names {
		switch have := string(folded(n)); {
		case have == want:
			return []string{n}
		case len(want) >= least && strings.Contains(have, want), len(have) >= least && strings.Contains(want, have):
			near = append(near, n)
		}
	}
	if len(near) > most {
		return nil
	}
	return near
}
