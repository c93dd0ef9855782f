package vm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wflang/wf/lang/schema"
)

func startsWith(v, w schema.Value) bool {
	return v.IsText() && w.IsText() && strings.HasPrefix(v.Text(), w.Text())
}

func endsWith(v, w schema.Value) bool {
	return v.IsText() && w.IsText() && strings.HasSuffix(v.Text(), w.Text())
}

// contains is `x contains y`: a text in a text, an element in a list or set.
func (m *Machine) contains(v, w schema.Value) bool {
	if v.IsText() {
		return w.IsText() && strings.Contains(v.Text(), w.Text())
	}
	return (v.Kind() == schema.List || v.Kind() == schema.Set) && m.in(w, v)
}

// containsFold reports whether strings.ToLower(s) contains needle, without making the lower text.
func containsFold(s, needle string) bool {
	if needle == "" {
		return true
	}
	first := needle[0]
	if c := lower(first); c < 'a' || c > 'z' && c < utf8.RuneSelf {
		return containsFoldAt(s, needle)
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return containsFoldRunes(s, needle)
		}
		if lower(c) == first && hasPrefixFold(s[i:], needle) {
			return true
		}
	}
	return false
}

// containsFoldAt is containsFold for a needle whose first character is no letter and so stands in s as it is: no other
// character becomes it in lower case.
func containsFoldAt(s, needle string) bool {
	for {
		i := strings.IndexByte(s, needle[0])
		if i < 0 {
			return false
		}
		if s = s[i:]; hasPrefixFold(s, needle) {
			return true
		}
		s = s[1:]
	}
}

// hasPrefixFold is exact where the part of s is ASCII; a letter beyond it, which may have a lower form of another
// length, is left to the runes.
func hasPrefixFold(s, needle string) bool {
	for i := 1; i < len(needle); i++ {
		if i == len(s) {
			return false
		}
		c := s[i]
		if c >= utf8.RuneSelf {
			return hasPrefixFoldRunes(s, needle)
		}
		if lower(c) != needle[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func containsFoldRunes(s, needle string) bool {
	for i := range s {
		if hasPrefixFoldRunes(s[i:], needle) {
			return true
		}
	}
	return false
}

func hasPrefixFoldRunes(s, needle string) bool {
	for _, r := range s {
		if needle == "" {
			return true
		}
		var lower [utf8.UTFMax]byte
		n := utf8.EncodeRune(lower[:], unicode.ToLower(r))
		if n > len(needle) || string(lower[:n]) != needle[:n] {
			return false
		}
		needle = needle[n:]
	}
	return needle == ""
}

// concat joins values as people read them: enums by label, dates on the clocks of the zone, the unknown as nothing.
func (m *Machine) concat(parts []schema.Value, formats []format) schema.Value {
	m.text = m.text[:0]
	for i := range parts {
		if parts[i].Kind() == schema.Text && formats[i].options < 0 {
			m.text = append(m.text, parts[i].Text()...)
			continue
		}
		m.text = append(m.text, schema.Render(parts[i], m.typeOf(formats[i]), m.env.Zone)...)
	}
	return m.newText(string(m.text))
}

// typeOf is what Render needs to know of a type.
func (m *Machine) typeOf(f format) schema.Type {
	t := schema.Type{Kind: f.kind, Options: m.optionsAt(f.options)}
	if f.many {
		return schema.ListOf(t)
	}
	return t
}

// newText is a text that the run made, unknown when it is longer than a program may make one.
func (m *Machine) newText(s string) schema.Value {
	if len(s) > maxText || !m.afford(len(s)) {
		return schema.Value{}
	}
	return schema.TextValue(s)
}
