package diag

// CodeInfo is what a code stands for: the row from which its page docs/errors/<code>.md, `wf explain` and the rules of
// the SARIF printer are made. Each package that reports faults declares its rows in a variable Codes; package lang joins them.
type CodeInfo struct {
	Code  string // kebab slug, never renamed or reused
	Level Level  // as it is reported unless a setting says otherwise
	Title string // what is wrong, as a heading: lower case, one line, no full stop
	Why   string // why it matters, in sentences; Markdown

	// Avoid is a whole small program that gives exactly this code, Prefer the same program mended, which gives none.
	// A program of several files has each begin with a line `-- NAME --`; without such a line it is example.wf.
	Avoid, Prefer string
}

// URL is where the page of a code is published.
func (c CodeInfo) URL() string { return pages + c.Code + ".md" }

// pages is the folder of the error pages in the repository.
const pages = "https://github.com/wflang/wf/blob/main/docs/errors/"
