package twilio

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Signed reports whether a signature is Twilio's for a form that it posted to an address: base64 of HMAC-SHA1, with the
// account's token as key, over the address and then name and value of each field in order of name. Twilio signs with
// or without the default port of the address, so both are tried.
// Source: twilio.com/docs/usage/security#validating-requests.
func Signed(token, address string, form url.Values, signature string) bool {
	given, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || token == "" {
		return false
	}
	for _, variant := range variants(address) {
		if hmac.Equal(given, sum(token, variant, form)) {
			return true
		}
	}
	return false
}

func sum(token, address string, form url.Values) []byte {
	var text strings.Builder
	text.WriteString(address)
	for _, name := range slices.Sorted(maps.Keys(form)) {
		// A field that comes several times counts once for each value.
		for _, value := range slices.Compact(slices.Sorted(slices.Values(form[name]))) {
			text.WriteString(name + value)
		}
	}
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(text.String()))
	return mac.Sum(nil)
}

// variants are the address as given, without its port, and with the default one.
func variants(address string) []string {
	all := []string{address}
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		return all
	}
	scheme, rest, _ := strings.Cut(address, "//")
	host, path := rest[:strings.Index(rest, at.Host)+len(at.Host)], rest[strings.Index(rest, at.Host)+len(at.Host):]
	if port := at.Port(); port != "" {
		return append(all, scheme+"//"+strings.TrimSuffix(host, ":"+port)+path)
	}
	port := ":80"
	if at.Scheme == "https" {
		port = ":443"
	}
	return append(all, scheme+"//"+host+port+path)
}
