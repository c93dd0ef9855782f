package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"github.com/wflang/wf/lang/schema"
)

// Account is an account that is used by OAuth: by an access token that was given, or by one that is fetched when it is
// needed and again when the provider takes it no more. Tokens are kept in memory only. It is safe for concurrent use.
type Account struct {
	Client *Client
	// URL is where access tokens are fetched (RFC 6749, section 3.2).
	URL string
	// Grant is what to ask there with, the secrets looked up now; nil, or no fields: tokens cannot be fetched.
	Grant func() (url.Values, error)
	// Given is the token to begin with; nil or "": it is fetched.
	Given func() (string, error)

	mu    sync.Mutex
	token string // the last one that was fetched
	stale string // the last one that the provider refused
}

// Do makes a request with the account's token. When the provider answers 401 it is made once more with a new token,
// where one can be fetched. request is called for each try.
func (a *Account) Do(ctx context.Context, request func() *Request) (*Answer, error) {
	token, err := a.current(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := a.Client.Do(ctx, request().Bearer(token))
	if err != nil || answer.Status != http.StatusUnauthorized || a.Grant == nil {
		return answer, err
	}
	a.refuse(token)
	again, err := a.current(ctx)
	if err != nil || again == token {
		return answer, err
	}
	return a.Client.Do(ctx, request().Bearer(again))
}

func (a *Account) refuse(token string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stale = token
}

// current is a token that the provider did not refuse yet, if there is a way to get one. Only one caller fetches.
func (a *Account) current(ctx context.Context) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.token != "" && a.token != a.stale {
		return a.token, nil
	}
	given := ""
	if a.Given != nil {
		var err error
		if given, err = a.Given(); err != nil {
			return "", &schema.RetryLater{Err: fmt.Errorf("%s: %w", a.Client.o.Provider, err)}
		}
	}
	if given != "" && (given != a.stale || a.Grant == nil) {
		return given, nil
	}
	if a.Grant == nil {
		return "", fmt.Errorf("%s: there is no token for the account%s", a.Client.o.Provider, a.Client.checkAccount())
	}
	return a.fetch(ctx)
}

func (a *Account) fetch(ctx context.Context) (string, error) {
	form, err := a.Grant()
	if err != nil {
		return "", &schema.RetryLater{Err: fmt.Errorf("%s: %w", a.Client.o.Provider, err)}
	}
	r := (&Request{Method: http.MethodPost, URL: a.URL, Secret: []string{form.Get("client_secret"), form.Get("refresh_token")}}).Form(form)
	answer, err := a.Client.Do(ctx, r)
	if err != nil {
		return "", err
	}
	var said struct {
		Token string `json:"access_token"`
		Code  string `json:"error"`
		Words string `json:"error_description"`
	}
	if !answer.OK() {
		answer.Peek(&said)
		err := answer.Judge(said.Words)
		var later *schema.RetryLater
		if answer.Status != http.StatusUnauthorized && !errors.As(err, &later) {
			// RFC 6749 answers 400 to a grant that is over.
			err = fmt.Errorf("%w%s", err, a.Client.checkAccount())
		}
		return "", err
	}
	if err := answer.Read(&said); err != nil {
		return "", err
	}
	if said.Token == "" {
		return "", answer.RefuseAccount("an access token was asked for, and none came")
	}
	a.token = said.Token
	return a.token, nil
}
