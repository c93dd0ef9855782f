package parse

// E-mail templates: `emails/NAME.md` or `.html`, with a front matter between lines of `---`.

import (
	stdpath "path"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Template reads an e-mail template: front matter and a body with tokens.
func (r *Reader) Template(f *source.File) (*ast.TemplateFile, []diag.Diagnostic) {
	l := r.Limits.orDefault()
	ext := stdpath.Ext(f.Name)
	t := &ast.TemplateFile{
		At: ast.At{Place: f.Span(0, len(f.Text))}, Name: strings.TrimSuffix(stdpath.Base(f.Name), ext), HTML: ext == ".html" || ext == ".htm",
	}
	if len(f.Text) > l.FileBytes {
		return t, []diag.Diagnostic{fileTooLarge(f, l.FileBytes)}
	}
	return recased(f, l.Faults, func(text string) (*ast.TemplateFile, []diag.Diagnostic) {
		s := newScanner(f, l)
		s.text = text
		again := *t
		b := r.builder(f, l, s)
		body := b.frontMatter(&again)
		again.Body = b.plainTemplate(body, len(f.Text))
		return &again, b.told()
	}, miscasedInTemplates)
}

// plainTemplate reads text without quotes and escapes.
func (b *builder) plainTemplate(from, to int) *ast.Template {
	out := &ast.Template{At: ast.At{Place: b.file.Span(from, to)}}
	b.templateParts(out, from, to, scope{template: true}, func(_ source.Span, text string) string { return text })
	return out
}

// frontMatter reads the lines between the first two of `---`, and gives where the body begins.
func (b *builder) frontMatter(t *ast.TemplateFile) (body int) {
	f := b.file
	if strings.TrimSpace(f.Line(1)) != "---" {
		b.faults = append(b.faults, noFrontMatter(f.Span(0, 0)))
		return 0
	}
	for n := 2; n <= f.Lines(); n++ {
		line, start := f.Line(n), f.LineStart(n)
		if strings.TrimSpace(line) == "---" {
			if t.Subject == nil {
				b.faults = append(b.faults, noSubject(f.Span(0, len("---"))))
			}
			return min(start+len(line)+len(lineBreak(f, n)), len(f.Text))
		}
		b.frontMatterLine(t, line, start)
	}
	b.faults = append(b.faults, unclosedFrontMatter(f.Span(0, len("---"))))
	return len(f.Text)
}

func lineBreak(f *source.File, n int) string {
	end := f.LineStart(n) + len(f.Line(n))
	if strings.HasPrefix(f.Text[end:], "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// templateKeys are what a front matter may say.
var templateKeys = []string{"subject", "from", "subscription", "kind"}

// frontMatterLine reads `key: value`, where the value may stand in quotes.
func (b *builder) frontMatterLine(t *ast.TemplateFile, line string, start int) {
	if trimmed := strings.TrimSpace(line); trimmed == "" || strings.HasPrefix(trimmed, "#") {
		return
	}
	key, value, ok := strings.Cut(line, ":")
	indent := len(key) - len(strings.TrimLeft(key, " \t"))
	name := strings.TrimSpace(key)
	at := b.file.Span(start+indent, start+indent+len(name))
	if !ok {
		b.faults = append(b.faults, notFrontMatter(b.file.Span(start+indent, start+len(line))))
		return
	}
	from := start + len(key) + 1 + len(value) - len(strings.TrimLeft(value, " \t"))
	to := from + len(strings.TrimSpace(value))
	if n := to - from; n >= 2 && (b.file.Text[from] == '"' || b.file.Text[from] == '\'') && b.file.Text[to-1] == b.file.Text[from] {
		from, to = from+1, to-1
	}
	place := b.file.Span(from, to)
	fixed := &ast.Text{At: ast.At{Place: place}, Value: place.Text()}
	switch name {
	case "subject":
		t.Subject = b.plainTemplate(from, to)
		return
	case "from":
		t.From = fixed
	case "subscription":
		t.Subscription = fixed
	case "kind":
		t.Kind = fixed
	default:
		b.faults = append(b.faults, unknownTemplateKey(at, name))
		return
	}
	if strings.Contains(fixed.Value, "{{") {
		b.exprFaults = append(b.exprFaults, templateNotAllowed(place))
	}
}

func noFrontMatter(at source.Span) diag.Diagnostic {
	return diag.Fault("template-front-matter", at, "an e-mail template begins with a line `---` and its subject",
		"write the lines `---`, `subject: …` and `---` above the text")
}

func unclosedFrontMatter(at source.Span) diag.Diagnostic {
	return diag.Fault("template-front-matter", at, "the lines above the text have no second `---`", "write a line `---` above the text of the mail")
}

func noSubject(at source.Span) diag.Diagnostic {
	return diag.Fault("template-front-matter", at, "this e-mail template has no subject", "write a line `subject: …` below the first `---`")
}

func notFrontMatter(at source.Span) diag.Diagnostic {
	return diag.Fault("template-front-matter", at, "expected `key: value`, found `"+shortened(at.Text())+"`", "move the text below the second `---`")
}

func unknownTemplateKey(at source.Span, key string) diag.Diagnostic {
	d := diag.Fault("template-front-matter", at, "`"+key+"` is nothing that an e-mail template has")
	if d.Help = withNearest(key, templateKeys); d.Help == nil {
		d.Notes = []string{"it has `subject`, `from`, `subscription` and `kind`"}
	}
	return d
}
