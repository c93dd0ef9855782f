// E-mail addresses, phone numbers and web addresses. The rules refuse what certainly is none, and no more: only a
// message that arrives shows that an address is one.

package schema

import (
	"fmt"
	"net/url"
	"strings"
)

// parseEmail keeps addresses in lower case, so that one person is not two because somebody wrote a capital.
func parseEmail(text string) (Value, error) {
	local, domain, ok := strings.Cut(text, "@")
	if !ok || local == "" || len(text) > 254 || !isHost(domain) || strings.ContainsAny(text, " \t\r\n<>,;:\\\"") {
		return Value{}, fmt.Errorf("`%s` is no e-mail address: expected name@domain", text)
	}
	return TextValue(strings.ToLower(text)), nil
}

// isHost reports whether the text has the form of a domain name with at least one point.
func isHost(text string) bool {
	if !strings.Contains(text, ".") || len(text) > 253 {
		return false
	}
	for label := range strings.SplitSeq(text, ".") {
		if label == "" || strings.ContainsAny(label, "@ \t\r\n/?#[]()") {
			return false
		}
	}
	return true
}

// parsePhone keeps a number as it was written: national numbers have no one reading.
func parsePhone(text string) (Value, error) {
	digits := 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" .-()/x#*\u00a0\u202f", r):
		default:
			return Value{}, fmt.Errorf("`%s` is no phone number: expected digits, such as +33 1 23 45 67 89", text)
		}
	}
	if digits < 3 || digits > 20 {
		return Value{}, fmt.Errorf("`%s` is no phone number: expected 3 to 20 digits", text)
	}
	return TextValue(text), nil
}

// parseURL takes web addresses with or without their scheme, and paths on a site, as page events carry them.
func parseURL(text string) (Value, error) {
	fault := fmt.Errorf("`%s` is no web address: expected https://… or a path such as /pricing", text)
	if strings.ContainsAny(text, " \t\r\n<>\"") {
		return Value{}, fault
	}
	if strings.HasPrefix(text, "/") {
		return TextValue(text), nil
	}
	full := text
	if !strings.Contains(text, "://") {
		full = "https://" + text
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" {
		return Value{}, fault
	}
	switch {
	case full != text && !isHost(u.Hostname()), full == text && u.Scheme != "http" && u.Scheme != "https":
		return Value{}, fault
	}
	return TextValue(text), nil
}

// E164 is a phone number in international form, with `+` and digits only; empty when it has no country code or cannot be
// a number.
func E164(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "(0)", ""))
	if strings.HasPrefix(text, "00") {
		text = "+" + text[2:]
	}
	if !strings.HasPrefix(text, "+") {
		return ""
	}
	digits := make([]byte, 0, len(text))
	for _, r := range text[1:] {
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
