package webhook

import (
	"net/http"
	"testing"
	"time"
)

// The vector for v2 is HubSpot's own; the others were computed with openssl.
func TestHubSpotSignatures(t *testing.T) {
	const secret, uri = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy", "https://www.example.com/webhook_uri"
	h := http.Header{}
	signHubSpot(h, "v2", secret, "GET", uri, "", time.Time{})
	if got := h.Get("X-HubSpot-Signature"); got != "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e" || h.Get("X-HubSpot-Signature-Version") != "v2" {
		t.Errorf("v2: %s", got)
	}
	signHubSpot(h, "v1", "key", "POST", uri, `{"a":1}`, time.Time{})
	if got := h.Get("X-HubSpot-Signature"); got != "57b7c68d056bb9ddc82649620ebd966a6aee407bb954ed633894be7de9a24544" || h.Get("X-HubSpot-Signature-Version") != "v1" {
		t.Errorf("v1: %s", got)
	}
	signHubSpot(h, "v3", "key", "POST", uri, `{"a":1}`, time.UnixMilli(1767225600123))
	if got := h.Get("X-HubSpot-Signature-v3"); got != "7ef9hm5r/ndf23r9h/xHNmr4u5ubEvV8HizCunzeChg=" || h.Get("X-HubSpot-Request-Timestamp") != "1767225600123" {
		t.Errorf("v3: %s", got)
	}
}

// The vector is that of the Standard Webhooks reference libraries.
func TestStandardSignature(t *testing.T) {
	h := http.Header{}
	if err := signStandard(h, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", `{"test": 2432232314}`, time.Unix(1614265330, 0)); err != nil {
		t.Fatal(err)
	}
	if got := h.Get("webhook-signature"); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" || h.Get("webhook-timestamp") != "1614265330" {
		t.Errorf("got %s", got)
	}
	if err := signStandard(h, "whsec_???", "", "", time.Time{}); err == nil || err.Error() != "the secret of the webhook begins with `whsec_`, but what follows is not base64" {
		t.Errorf("got %v", err)
	}
}
