package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// signStandard signs by the scheme of www.standardwebhooks.com: HMAC-SHA256 of id, time and body. A secret that begins
// with whsec_ holds its key in base64, any other is the key itself.
func signStandard(h http.Header, secret, id, body string, at time.Time) error {
	key := []byte(secret)
	if encoded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		var err error
		if key, err = base64.StdEncoding.DecodeString(encoded); err != nil {
			return errors.New("the secret of the webhook begins with `whsec_`, but what follows is not base64")
		}
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	h.Set("webhook-timestamp", stamp)
	h.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac(key, id+"."+stamp+"."+body)))
	return nil
}

// signHubSpot signs as HubSpot does, for receivers that were built for it.
func signHubSpot(h http.Header, version, secret, method, uri, body string, at time.Time) {
	switch version {
	case "v1":
		h.Set("X-HubSpot-Signature", hexSum(secret+body))
		h.Set("X-HubSpot-Signature-Version", version)
	case "v2":
		h.Set("X-HubSpot-Signature", hexSum(secret+method+uri+body))
		h.Set("X-HubSpot-Signature-Version", version)
	case "v3":
		stamp := strconv.FormatInt(at.UnixMilli(), 10)
		h.Set("X-HubSpot-Request-Timestamp", stamp)
		h.Set("X-HubSpot-Signature-v3", base64.StdEncoding.EncodeToString(mac([]byte(secret), method+uri+body+stamp)))
	}
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

func hexSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
