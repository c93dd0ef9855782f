package webhook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/hide"
)

// request is a message as a request, with the secrets that went into it.
type request struct {
	*http.Request
	secrets []string
}

func (s *Sender) request(ctx context.Context, m *schema.Message) (*request, error) {
	body := ""
	if _, ok := m.Fields["body"]; ok {
		body = m.Body
	}
	plain, err := http.NewRequestWithContext(ctx, m.Fields["method"].Text(), m.Fields["url"].Text(), strings.NewReader(body))
	if err != nil || plain.URL.Host == "" || plain.URL.Scheme != "http" && plain.URL.Scheme != "https" {
		return nil, errors.New("the address of the webhook is not one of http or https")
	}
	q := &request{Request: plain}
	if body != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	q.Header.Set("User-Agent", "wf")
	if err := s.addHeaders(q, m.Fields["headers"]); err != nil {
		return nil, err
	}
	if declared(m) && m.Callback != "" {
		q.Header.Set("Callback-URL", m.Callback)
	}
	if m.Key != "" {
		q.Header.Set("webhook-id", m.Key)
		q.Header.Set("Idempotency-Key", m.Key)
	}
	return q, s.sign(q, m, body)
}

// addHeaders adds what the program says; a value may be a secret.
func (s *Sender) addHeaders(q *request, headers schema.Value) error {
	if headers.Kind() != schema.Map {
		return nil
	}
	pairs := headers.Pairs()
	for i, name := range pairs.Keys {
		text := schema.Plain(pairs.Values[i], time.UTC)
		if pairs.Values[i].Kind() == schema.Secret {
			var err error
			if text, err = s.secret(q, pairs.Values[i]); err != nil {
				return err
			}
		}
		if !token(name) || strings.ContainsAny(text, "\r\n\x00") {
			return fmt.Errorf("the webhook's header %q cannot be sent", name)
		}
		if strings.EqualFold(name, "Host") {
			q.Host = text
		}
		q.Header.Set(name, text)
	}
	return nil
}

// token reports whether a text may be the name of a header (RFC 9110, section 5.6.2).
func token(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	}) < 0
}

func (s *Sender) sign(q *request, m *schema.Message, body string) error {
	v := m.Fields["secret"]
	if v.IsNil() {
		return nil
	}
	secret, err := s.secret(q, v)
	if err != nil {
		return err
	}
	now := s.options.Clock()
	signHubSpot(q.Header, m.Fields["signature"].Text(), secret, q.Method, q.URL.String(), body, now)
	return signStandard(q.Header, secret, m.Key, body, now)
}

// secret looks a secret up. One that is missing may be there later: the person who runs this forgot it.
func (s *Sender) secret(q *request, v schema.Value) (string, error) {
	if s.options.Secret == nil {
		return "", errors.New("there are no secrets for webhooks")
	}
	content, err := s.options.Secret(v.Text())
	if err != nil {
		return "", &schema.RetryLater{Err: err}
	}
	q.secrets = append(q.secrets, content)
	return content, nil
}

// hide takes the secrets out of a text, should the other side repeat them.
func (q *request) hide(text string) string { return hide.In(text, q.secrets...) }

// hideError is an error without the secrets; it stays one to try again later if it was.
func (q *request) hideError(err error) error {
	var later *schema.RetryLater
	said := errors.New(q.hide(err.Error()))
	if errors.As(err, &later) {
		return &schema.RetryLater{Err: said, After: later.After}
	}
	return said
}
