package diag

import "fmt"

// Unknown is a name that names nothing, as the error of a command: "there is no workflow `onbording`; did you mean
// `onboarding`?".
type Unknown struct {
	What  string   // what was looked for: "workflow"
	Name  string   // as it was written
	Names []string // of all there are
}

func (u *Unknown) Error() string {
	text := fmt.Sprintf("there is no %s `%s`", u.What, u.Name)
	if help := DidYouMean(u.Name, u.Names); help != "" {
		text += "; " + help
	}
	return text
}
