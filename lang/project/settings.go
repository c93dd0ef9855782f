package project

// The kinds of value in wf.yaml that are more than a word or a number, each with how it is read and how a JSON Schema
// describes it.

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/wflang/wf/lang/source"
)

// setting is a value that reads itself.
type setting interface {
	read(d *decoder, name string, n ast.Node)
	describe() map[string]any
}

// Text is a text with its place.
type Text struct {
	Value string
	Span  source.Span
}

func (t *Text) read(d *decoder, name string, n ast.Node) {
	if s, ok := d.text(name, n); ok {
		*t = Text{Value: s, Span: d.span(n)}
	}
}

func (t *Text) describe() map[string]any { return map[string]any{"type": "string"} }

// Address is an e-mail address.
type Address struct {
	Value string
	Span  source.Span
}

var address = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

func (a *Address) read(d *decoder, name string, n ast.Node) {
	s, ok := d.text(name, n)
	if !ok {
		return
	}
	if !address.MatchString(s) {
		d.report(wrongValue(d.span(n), name, "an e-mail address", strconv.Quote(s)))
		return
	}
	*a = Address{Value: s, Span: d.span(n)}
}

func (a *Address) describe() map[string]any {
	return map[string]any{"type": "string", "format": "email"}
}

// URL is an absolute address: scheme and host.
type URL string

func (u *URL) read(d *decoder, name string, n ast.Node) {
	s, ok := d.text(name, n)
	if !ok {
		return
	}
	parsed, err := url.Parse(s)
	if err != nil || parsed.Scheme == "" || parsed.Host == "" {
		if who, host, ok := strings.Cut(s, "@"); ok && strings.Contains(who, ":") {
			d.conceal(n)
			s = "…@" + host
		}
		d.report(wrongValue(d.span(n), name, "an address with its scheme, such as `https://host.example` or `smtp://host.example`", strconv.Quote(s)))
		return
	}
	if _, literal := parsed.User.Password(); literal {
		d.conceal(n)
		d.report(literalSecret(d.span(n), name))
	}
	*u = URL(s)
}

func (u *URL) describe() map[string]any { return map[string]any{"type": "string", "format": "uri"} }

// Zone is the IANA name of a time zone; "" is UTC.
type Zone string

func (z *Zone) read(d *decoder, name string, n ast.Node) {
	s, ok := d.text(name, n)
	if !ok {
		return
	}
	// "Local" would make a project mean something else on every machine.
	if _, err := time.LoadLocation(s); err != nil || s == "Local" || s == "" {
		d.report(unknownZone(d.span(n), name, s))
		return
	}
	*z = Zone(s)
}

func (z *Zone) describe() map[string]any { return map[string]any{"type": "string"} }

// Count is a whole number from 0.
type Count int

func (c *Count) read(d *decoder, name string, n ast.Node) {
	if i, ok := n.(*ast.IntegerNode); ok {
		if v, ok := i.Value.(uint64); ok && v <= 1<<31 {
			*c = Count(v)
			return
		}
	}
	d.report(wrongValue(d.span(n), name, "a whole number from 0", found(n)))
}

func (c *Count) describe() map[string]any { return map[string]any{"type": "integer", "minimum": 0} }

// Secret says where a secret is: in an environment variable. One that was written out all the same works, with a warning.
type Secret struct {
	Env  string
	Span source.Span

	literal string
}

// Lookup gets the content; ok is false when the environment does not hold it.
func (s Secret) Lookup(getenv func(string) (string, bool)) (content string, ok bool) {
	if s.Env == "" {
		return s.literal, s.literal != ""
	}
	return getenv(s.Env)
}

// Given reports whether wf.yaml says where the secret is.
func (s Secret) Given() bool { return s.Env != "" || s.literal != "" }

// String never shows the content.
func (s Secret) String() string { return "{ env: " + s.Env + " }" }

// GoString never shows the content.
func (s Secret) GoString() string { return s.String() }

func (s *Secret) read(d *decoder, name string, n ast.Node) {
	if m, ok := n.(*ast.MappingNode); ok {
		var body struct {
			Env Text `yaml:"env" doc:"Name of the environment variable." required:"true"`
		}
		d.structure(name, m, &body)
		*s = Secret{Env: body.Env.Value, Span: d.span(n)}
		return
	}
	text, written := literal(n)
	if !written {
		d.report(wrongValue(d.span(n), name, "`{ env: NAME }`", found(n)))
		return
	}
	d.conceal(n)
	d.report(literalSecret(d.span(n), name))
	*s = Secret{Span: d.span(n), literal: text}
}

func (s *Secret) describe() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": false, "required": []string{"env"},
		"properties": map[string]any{"env": map[string]any{"type": "string", "description": "Name of the environment variable."}}}
}

// SecretMap holds secrets by the name that programs use.
type SecretMap map[string]Secret

func (m *SecretMap) read(d *decoder, name string, n ast.Node) {
	*m = SecretMap{}
	d.entries(name, n, func(key *ast.StringNode, value ast.Node) {
		var s Secret
		s.read(d, key.Value, value)
		(*m)[key.Value] = s
	})
}

func (m *SecretMap) describe() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": new(Secret).describe()}
}
