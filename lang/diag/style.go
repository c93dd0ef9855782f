package diag

// Style is how the text printer colors the parts of a diagnostic: each field is what stands between `ESC[` and `m` of a
// terminal's color sequence. The zero Style prints without colors.
type Style struct {
	Error, Warning, Note string // the level and the marks of the main place
	Message              string
	Gutter               string // line numbers, arrows, `=`
	Related              string // marks of other places
}

// Colors is the style for terminals; it reads on dark and on light ground.
func Colors() Style {
	return Style{Error: "1;31", Warning: "1;33", Note: "1;36", Message: "1", Gutter: "34", Related: "34"}
}

func (s Style) level(l Level) string { return [...]string{s.Error, s.Warning, s.Note}[l] }

func paint(color, text string) string {
	if color == "" || text == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}
