package diag

// The page of a code: what `wf explain` prints and docs/errors holds.

import (
	"path"
	"slices"
	"strings"
)

// Page is the page of the code in Markdown.
func (c CodeInfo) Page() string {
	var b strings.Builder
	b.WriteString("# " + c.Code + "\n\n" + strings.ToUpper(c.Level.String()[:1]) + c.Level.String()[1:] + ": " + c.Title + ".\n")
	writeProgram(&b, "Avoid", c.Avoid)
	writeProgram(&b, "Prefer", c.Prefer)
	b.WriteString("\n## Why\n\n" + strings.TrimSpace(c.Why) + "\n")
	if c.Level == Warning {
		mark := "//"
		inProgram := func(f ProgramFile) bool { return path.Ext(f.Name) == ".wf" }
		if files := Files(c.Avoid); len(files) > 0 && !slices.ContainsFunc(files, inProgram) {
			mark = "#" // of wf.yaml
		}
		b.WriteString("\nOn its line, `" + mark + " allow: " + c.Code + "` silences it.\n")
	}
	return b.String()
}

func writeProgram(b *strings.Builder, title, program string) {
	files := Files(program)
	if len(files) == 0 {
		return
	}
	b.WriteString("\n## " + title + "\n")
	for _, f := range files {
		if len(files) > 1 || f.Name != OneFile {
			b.WriteString("\n`" + f.Name + "`\n")
		}
		language := strings.TrimPrefix(path.Ext(f.Name), ".")
		b.WriteString("\n```" + language + "\n" + strings.Trim(f.Text, "\n") + "\n```\n")
	}
}

// OneFile is the name of the only file of a program that names none.
const OneFile = "example.wf"

// ProgramFile is a file of the program of a code.
type ProgramFile struct{ Name, Text string }

// Files cuts the program of a code into its files: each begins behind a line `-- NAME --`.
func Files(program string) []ProgramFile {
	var files []ProgramFile
	for _, line := range strings.SplitAfter(program, "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "--" && f[2] == "--" {
			files = append(files, ProgramFile{Name: f[1]})
			continue
		}
		if len(files) == 0 {
			if strings.TrimSpace(line) == "" {
				continue
			}
			files = append(files, ProgramFile{Name: OneFile})
		}
		files[len(files)-1].Text += line
	}
	return files
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
