package diag

// The page of a code: what `wf explain` prints and docs/errors holds.

import "strings"

// Page is the page of the code in Markdown.
func (c CodeInfo) Page() string {
	var b strings.Builder
	b.WriteString("# " + c.Code + "\n\n" + strings.ToUpper(c.Level.String()[:1]) + c.Level.String()[1:] + ": " + c.Title + ".\n")
	block := func(title, program string) {
		if program != "" {
			b.WriteString("\n## " + title + "\n\n```wf\n" + strings.Trim(program, "\n") + "\n```\n")
		}
	}
	block("Avoid", c.Avoid)
	block("Prefer", c.Prefer)
	b.WriteString("\n## Why\n\n" + strings.TrimSpace(c.Why) + "\n")
	if c.Level == Warning {
		b.WriteString("\nOn its line, `// allow: " + c.Code + "` silences it.\n")
	}
	return b.String()
}

// Index is the page that lists all codes, for docs/errors/README.md.
func Index(codes []CodeInfo) string {
	var b strings.Builder
	b.WriteString("# Errors and warnings\n\nEvery fault that `wf check` reports has a code and a page; `wf explain CODE` prints it.\n")
	for _, level := range []Level{Error, Warning, Note} {
		rows := ""
		for _, c := range codes {
			if c.Level == level {
				rows += "| [" + c.Code + "](" + c.Code + ".md) | " + strings.ReplaceAll(c.Title, "|", "\\|") + " |\n"
			}
		}
		if rows != "" {
			name := plural(2, level.String())[2:]
			b.WriteString("\n## " + strings.ToUpper(name[:1]) + name[1:] + "\n\n| code | what is wrong |\n|---|---|\n" + rows)
		}
	}
	return b.String()
}
