package ide

// Completion inside of texts: option values, what a text must name, and expressions in `{{ }}`.

import (
	"strings"
	"unicode"

	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// text completes in the text t, the token at hand.
func (c *completer) text(t parse.Token) {
	if open := strings.LastIndex(c.f.Source.Text[t.Start:c.offset], "{{"); open >= 0 && !strings.Contains(c.f.Source.Text[t.Start+open:c.offset], "}}") {
		c.inside(t.Start + open + 2)
		return
	}
	end := c.offset
	if t.Kind == parse.TextToken {
		end = t.End - 1
	}
	c.word = c.f.Source.Span(t.Start+1, end)
	if open := c.o.around(c.i); open >= 0 && c.o.frames[open] == callFrame {
		if callee, _ := c.o.callee(open); c.named(callee) {
			return
		}
		if c.i >= 2 && c.before().Text == ":" {
			callee, _ := c.o.callee(open)
			if a := c.Schema.Action(callee); a != nil {
				if p, _ := a.Param(c.o.tokens[c.i-2].Text); p != nil && c.named(p.Names) {
					return
				}
			}
		}
	}
	if _, options := c.sc.expectedOptions(c.i); options != nil {
		for _, o := range options.List {
			c.add(Item{Label: o.Value, Kind: OptionKind, Detail: o.Label})
		}
		return
	}
	if c.before().Text == "timezone" {
		for _, zone := range zones {
			c.add(Item{Label: zone})
		}
	}
}

// named offers what a text must name; false when that is nothing in particular.
func (c *completer) named(what string) bool {
	switch what {
	case "template":
		for _, t := range c.Analysis.Templates {
			c.add(Item{Label: t.Name, Kind: TemplateKind, Detail: "e-mail template"})
		}
	case "workflow":
		c.workflows()
	case "object":
		c.objects()
	case "user":
		if c.Directory != nil {
			for _, u := range c.Directory.Users {
				c.add(Item{Label: u, Detail: "user"})
			}
		}
	case "team":
		if c.Directory != nil {
			for _, t := range c.Directory.Teams {
				c.add(Item{Label: t, Detail: "team"})
			}
		}
	default:
		return false
	}
	return true
}

// inside completes the expression of a `{{ }}` that begins at a byte.
func (c *completer) inside(from int) {
	f := c.f.Source
	tokens := parse.Tokens(source.NewFile(f.Name, f.Text[from:c.offset]))
	for i := range tokens {
		tokens[i].Start += from
		tokens[i].End += from
	}
	c.o = newOutline(f, tokens, nil)
	c.sc.out = c.o
	c.i = len(tokens)
	c.word = f.Span(c.offset, c.offset)
	if c.i > 0 && tokens[c.i-1].Kind == parse.WordToken && tokens[c.i-1].End == c.offset {
		c.i--
		behind := strings.IndexFunc(f.Text[c.offset:], func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		c.word = f.Span(tokens[c.i].Start, c.offset+max(behind, 0))
	}
	if isDot(c.before()) {
		c.members()
		return
	}
	c.expression()
}

// template completes in an e-mail template: expressions, and the keys before the text.
func (c *completer) template() {
	text := c.f.Source.Text[:c.offset]
	if open := strings.LastIndex(text, "{{"); open >= 0 && !strings.Contains(text[open:], "}}") {
		c.sc = c.scopeAt(c.o, nil, 0)
		c.inside(open + 2)
		return
	}
	line := text[strings.LastIndexByte(text, '\n')+1:]
	if strings.HasPrefix(text, "---") && strings.Count(text, "\n---") == 0 && !strings.Contains(line, ":") {
		c.word = c.f.Source.Span(c.offset-len(line), c.offset)
		for _, key := range []string{"subject", "from", "subscription", "kind"} {
			c.add(Item{Label: key, Insert: key + ": "})
		}
	}
}

// zones are time zones of many people, offered before others are known.
var zones = []string{"UTC", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Zurich",
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "America/Mexico_City", "America/Toronto",
	"Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai", "Asia/Shanghai", "Australia/Sydney", "Africa/Johannesburg"}
