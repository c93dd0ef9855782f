// Package hide takes secrets out of what other sides say: some repeat what they were sent.
package hide

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"strings"
)

// mask stands where a secret stood.
const mask = "***"

// In is a text without secrets, however they are written: as they are, in the texts of JSON with whatever escapes, in
// addresses, in HTML, and in base64, also amid other things as HTTP and SMTP send them. An empty secret is none.
func In(text string, secrets ...string) string {
	if strings.Contains(text, `\`) {
		text = inLiterals(text, secrets)
	}
	return in(text, secrets)
}

func in(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		for _, form := range [...]string{secret, url.QueryEscape(secret), url.PathEscape(secret), html.EscapeString(secret)} {
			text = strings.ReplaceAll(text, form, mask)
		}
		for _, form := range encoded(secret) {
			text = strings.ReplaceAll(text, form, mask)
		}
	}
	return text
}

// inLiterals hides secrets in the texts of JSON, where characters may be written as escapes.
func inLiterals(text string, secrets []string) string {
	var out strings.Builder
	for {
		begin := strings.IndexByte(text, '"')
		if begin < 0 {
			break
		}
		end := literalEnd(text, begin)
		out.WriteString(text[:begin+1] + inLiteral(text[begin+1:end], secrets))
		if end < len(text) {
			out.WriteByte('"')
			end++
		}
		text = text[end:]
	}
	return out.String() + text
}

// inLiteral hides secrets between two quotation marks.
func inLiteral(literal string, secrets []string) string {
	var said string
	if json.Unmarshal([]byte(`"`+literal+`"`), &said) != nil {
		return literal
	}
	hidden := In(said, secrets...)
	if hidden == said {
		return literal
	}
	// A text always marshals.
	changed, _ := json.Marshal(hidden)
	return string(changed[1 : len(changed)-1])
}

// literalEnd is where the text of JSON ends whose quotation mark stands at a place: at the next one, or at the end of what
// was cut short.
func literalEnd(text string, begin int) int {
	for i := begin + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text)
}

// leastEncoded is how long a piece of base64 must be to be taken for a secret.
const leastEncoded = 8

// encoded are the pieces of base64 by which a secret shows, wherever it begins in what was encoded: the characters that
// its neighbors have a part in are left out.
func encoded(secret string) (forms []string) {
	for _, encoding := range [...]*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			text := encoding.EncodeToString([]byte(strings.Repeat("x", before) + secret))
			if (before+len(secret))%3 != 0 {
				text = text[:len(text)-1]
			}
			if text = text[(before*8+5)/6:]; len(text) >= leastEncoded {
				forms = append(forms, text)
			}
		}
	}
	return forms
}
