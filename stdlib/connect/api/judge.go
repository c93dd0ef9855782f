package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/hide"
)

// OK reports whether the answer is one of 2xx.
func (a *Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// Judge says what the answer means: nothing for 2xx; a *schema.RetryLater for 408, 429 and 5xx, not before Retry-After;
// for all else an error that is final. said is what the provider says itself, "" where it says nothing.
func (a *Answer) Judge(said string) error {
	if a.OK() {
		return nil
	}
	text := fmt.Sprintf("%s answered %s", a.client.o.Provider, strings.TrimSpace(fmt.Sprintf("%d %s", a.Status, http.StatusText(a.Status))))
	if said != "" {
		text += ": " + a.words(said)
	}
	switch {
	case a.Status >= 300 && a.Status < 400:
		return fmt.Errorf("%s; redirects are not followed", text)
	case a.Status == http.StatusRequestTimeout, a.Status == http.StatusTooManyRequests, a.Status >= 500:
		return &schema.RetryLater{Err: errors.New(text), After: a.After()}
	case a.Status == http.StatusUnauthorized:
		return errors.New(text + a.client.checkAccount())
	}
	return errors.New(text)
}

// Refuse is an error that is final, in the words of the provider.
func (a *Answer) Refuse(said string) error {
	return fmt.Errorf("%s: %s", a.client.o.Provider, a.words(said))
}

// RefuseAccount is Refuse for a token that the provider does not take.
func (a *Answer) RefuseAccount(said string) error {
	return fmt.Errorf("%s: %s%s", a.client.o.Provider, a.words(said), a.client.checkAccount())
}

// Later is an error to try again after, in the words of the provider, not before Retry-After.
func (a *Answer) Later(said string) error {
	return &schema.RetryLater{Err: a.Refuse(said), After: a.After()}
}

// After is how long the provider wants to be left alone; 0 when it does not say.
func (a *Answer) After() time.Duration {
	return RetryAfter(a.Header.Get("Retry-After"), a.client.o.Clock())
}

func (c *Client) checkAccount() string { return fmt.Sprintf("; see `%s` in wf.yaml", c.o.Settings) }

// words are the provider's, as one line of bounded length without secrets.
func (a *Answer) words(said string) string {
	const most = 300
	said = hide.In(strings.Join(strings.Fields(strings.ToValidUTF8(said, "\uFFFD")), " "), a.secret...)
	if len(said) > most {
		cut := most
		for !utf8.RuneStart(said[cut]) {
			cut--
		}
		said = said[:cut] + "…"
	}
	return said
}

// Read reads the body as JSON. A body that is none is final: the provider did what was asked, and would do it twice.
func (a *Answer) Read(into any) error {
	if err := json.Unmarshal(a.Body, into); err != nil {
		return fmt.Errorf("%s answered %d, but not in JSON that makes sense; whether it did what was asked is unknown", a.client.o.Provider, a.Status)
	}
	return nil
}

// Peek reads the body of an answer that may hold an explanation; a body that is no JSON explains nothing.
func (a *Answer) Peek(into any) { _ = json.Unmarshal(a.Body, into) }
