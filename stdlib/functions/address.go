// Taking e-mail addresses, web addresses and phone numbers apart.
package functions

import (
	"strings"
)

// domain is the host of an e-mail or web address; empty when there is none.
func domain(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	if end := strings.IndexAny(s, "/?#"); end >= 0 {
		s = s[:end]
	}
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		s = s[at+1:]
	}
	if port := strings.LastIndexByte(s, ':'); port >= 0 {
		s = s[:port]
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "www."), ".")
	if !strings.Contains(s, ".") || strings.ContainsAny(s, " \t") {
		return ""
	}
	return s
}

// phone is a number in the form of E.164; empty when it has no country code or cannot be a number.
func phone(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "(0)", ""))
	if strings.HasPrefix(s, "00") {
		s = "+" + s[2:]
	}
	if !strings.HasPrefix(s, "+") {
		return ""
	}
	digits := make([]byte, 0, len(s))
	for _, r := range s[1:] {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
		case !strings.ContainsRune(" .-()/\u00a0\u202f", r):
			return ""
		}
	}
	// E.164 has at most 15 digits; the shortest numbers in use have 7 with their country code.
	if len(digits) < 7 || len(digits) > 15 || digits[0] == '0' {
		return ""
	}
	return "+" + string(digits)
}
