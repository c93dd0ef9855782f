// `// allow: CODE, …` at the end of a line silences warnings of that line.

package check

import (
	"slices"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// permit is one code that a comment allows; "" where it names none.
type permit struct {
	code string
	at   source.Span
	used bool
}

// Allow drops the warnings and notes that comments in the files allow, and adds a warning for each comment that allows
// nothing. It comes last, when the diagnostics of all passes are there. While there are errors nobody knows what a comment
// allows, as long as there is such a warning at all: a workflow with a fault is not searched for warnings. codes are the
// rows of all codes.
func Allow(files []*ast.File, list []diag.Diagnostic, codes func() []diag.CodeInfo) []diag.Diagnostic {
	type line struct {
		file   *source.File
		number int
	}
	permits := map[line][]*permit{}
	var all []*permit
	for _, f := range files {
		for _, comment := range f.Comments {
			for _, p := range permitsOf(comment) {
				at := line{f.Source, comment.Place.Line()}
				permits[at] = append(permits[at], p)
				all = append(all, p)
			}
		}
	}
	if len(all) == 0 {
		return list
	}
	failed, errors := false, map[*permit]bool{}
	kept := list[:0:0]
	for _, d := range list {
		failed = failed || d.Level == diag.Error
		silent := false
		for _, p := range permits[line{d.Span.File, d.Span.Line()}] {
			if p.code != d.Code {
				continue
			}
			if d.Level == diag.Error {
				errors[p] = true
			} else {
				p.used, silent = true, true
			}
		}
		if !silent {
			kept = append(kept, d)
		}
	}
	for _, p := range all {
		switch {
		case p.used:
		case errors[p]:
			kept = append(kept, allowedError(p.at, p.code))
		case p.code == "":
			kept = append(kept, emptyAllow(p.at))
		case !slices.ContainsFunc(codes(), func(row diag.CodeInfo) bool { return row.Code == p.code }):
			kept = append(kept, unknownAllow(p.at, p.code, codes()))
		case !failed:
			kept = append(kept, unusedAllow(p.at, p.code))
		}
	}
	return kept
}

// permitsOf reads the codes of an `allow:` comment, each with its place.
func permitsOf(c ast.Comment) []*permit {
	body := strings.TrimSuffix(c.Text, "*/")
	i := strings.Index(body, "allow:")
	if i < 0 || strings.Trim(body[:i], "/* \t") != "" {
		return nil
	}
	i += len("allow:")
	word := i
	var out []*permit
	for i < len(body) {
		if strings.ContainsRune(", \t", rune(body[i])) {
			i++
			continue
		}
		end := i
		for end < len(body) && (body[end] == '-' || 'a' <= body[end] && body[end] <= 'z') {
			end++
		}
		if end == i { // words for the reader begin here
			break
		}
		at := c.Place.File.Span(c.Place.Start+i, c.Place.Start+end)
		out = append(out, &permit{code: body[i:end], at: at})
		i = end
	}
	if len(out) == 0 {
		return []*permit{{at: c.Place.File.Span(c.Place.Start+word-len("allow:"), c.Place.Start+word)}}
	}
	return out
}
