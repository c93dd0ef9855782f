package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/wflang/wf/runtime/store"
)

// The errors of asking.
var (
	// ErrNobody is returned when no engine answers in a folder.
	ErrNobody = errors.New("no engine answers")
	// ErrForbidden is returned for a socket of another user, whether anybody answers at it or not.
	ErrForbidden = errors.New("wf serve runs, or ran, as another user on this store; run the verb as that user")
	// ErrLost is returned when the engine answered, and does no more. A command that was under way may have been carried out.
	ErrLost = errors.New("wf serve does not answer any more: it ended, or it was not asked for too long; what was begun may be done")
	// ErrEnding is returned by an engine that is being closed.
	ErrEnding = errors.New("wf serve is ending; try again when it has ended")
)

// VersionError is the refusal of a version of wf that speaks otherwise on its socket.
type VersionError struct {
	About        // who answers
	Own   string // the version that asked
}

func (v *VersionError) Error() string {
	return fmt.Sprintf("wf serve (process %d) is wf %s, which this wf %s cannot ask: use its version, or start it again with this one", v.Process, v.Version, v.Own)
}

// Client asks the engine that has the store in a folder open. It is for one goroutine at a time; its store is for many.
type Client struct {
	About About

	ctx    context.Context
	folder string
	http   *http.Client
	remote remote
}

// patience is how long an engine may take to say who it is.
const patience = 10 * time.Second

// Dial finds the engine that has the store in a folder open; ErrNobody when none does. When ctx ends, so does all that
// is asked. version is that of the program that asks, for messages.
func Dial(ctx context.Context, folder, version string) (*Client, error) {
	c := &Client{ctx: ctx, folder: folder}
	c.remote.client = c
	c.http = &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx, folder) }}}
	soon, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(soon, http.MethodGet, "http://engine/about", nil)
	if err != nil {
		return nil, err
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return nil, c.unanswered(soon, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusServiceUnavailable {
		return nil, ErrNobody // it is being closed: the store will be free
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&c.About); err != nil || answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: something else than wf serve answers at the socket there", folder)
	}
	if c.About.Protocol != protocol {
		return nil, &VersionError{c.About, version}
	}
	return c, nil
}

// unanswered says why nobody said who answers.
func (c *Client) unanswered(soon context.Context, err error) error {
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case errors.Is(err, ErrNobody):
		return ErrNobody
	case errors.Is(err, ErrForbidden):
		return fmt.Errorf("%s: %w", c.folder, ErrForbidden)
	case soon.Err() != nil:
		return fmt.Errorf("%s: wf serve has the store open and does not answer; is its process stopped?", c.folder)
	case errors.Is(err, io.EOF):
		return ErrNobody // it ended just now
	}
	var refused *net.OpError
	if errors.As(err, &refused) {
		return fmt.Errorf("the control socket: %w", refused)
	}
	return errors.Unwrap(err) // without the address, which is none
}

// gone is the error of an engine that was there before.
func (c *Client) gone(err error) error {
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case errors.Is(err, ErrNobody), errors.Is(err, io.EOF):
		return ErrLost
	}
	return fmt.Errorf("%w (%w)", ErrLost, err)
}

// Store is the engine's store as it was committed at one moment: that of the first look, or of the first one after the
// last command. It only reads; closing it ends the asking.
func (c *Client) Store() store.Store { return &c.remote }

// Close ends the asking; it is what closing the store does.
func (c *Client) Close() error { return c.remote.Close() }

// do has a command carried out.
func (c *Client) do(name string, command, result any) error {
	body, err := json.Marshal(command)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(c.ctx, http.MethodPost, "http://engine/do/"+name, bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer c.remote.renew()
	answer, err := c.http.Do(request)
	if err != nil {
		return c.gone(errors.Unwrap(err))
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return refusal(answer)
	}
	if err := json.NewDecoder(answer.Body).Decode(result); err != nil {
		return c.gone(err)
	}
	return nil
}
