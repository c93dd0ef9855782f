package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/wflang/wf/runtime"
)

// Command is something that changes what an engine has. R is what is told of it.
type Command[R any] interface {
	// Name is one word, the same for all commands of a type.
	Name() string
	// Do carries the command out on an engine of this process.
	Do(ctx context.Context, e *runtime.Engine) (R, error)
}

// Ask has the engine behind a client carry out a command. Of its errors *runtime.RefusedError and *runtime.PutError arrive
// as they are, the others as words.
func Ask[R any](c *Client, command Command[R]) (result R, err error) {
	err = c.do(command.Name(), command, &result)
	return result, err
}

// offerAll answers all commands.
func offerAll(mux *http.ServeMux, e *runtime.Engine) {
	offer[Deploy](mux, e)
	offer[Migrate](mux, e)
	offer[Switch](mux, e)
	offer[Enroll](mux, e)
	offer[Send](mux, e)
	offer[Put](mux, e)
	offer[Import](mux, e)
	offer[MarkRead](mux, e)
}

// offer answers the commands of one type.
func offer[C Command[R], R any](mux *http.ServeMux, e *runtime.Engine) {
	var blank C
	mux.HandleFunc("POST /do/"+blank.Name(), func(w http.ResponseWriter, r *http.Request) {
		var command C
		if err := json.NewDecoder(r.Body).Decode(&command); err != nil {
			fail(w, fmt.Errorf("the command cannot be read: %w", err))
			return
		}
		result, err := command.Do(r.Context(), e)
		if err != nil {
			fail(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		// Who is gone does not read it.
		_ = json.NewEncoder(w).Encode(result)
	})
}

// failure is an error on its way.
type failure struct {
	Kind  string `json:"kind,omitempty"` // of those that are more than words
	Index int    `json:"index,omitempty"`
	Words string `json:"words"`
}

const (
	kindEnding  = "ending"
	kindRefused = "refused"
	kindPut     = "put"
)

// fail answers with an error.
func fail(w http.ResponseWriter, err error) {
	f, status := failure{Words: err.Error()}, http.StatusUnprocessableEntity
	var refused *runtime.RefusedError
	var put *runtime.PutError
	switch {
	case errors.Is(err, runtime.ErrClosed):
		f.Kind, status = kindEnding, http.StatusServiceUnavailable
	case errors.As(err, &refused):
		f.Kind = kindRefused
	case errors.As(err, &put):
		f.Kind, f.Index = kindPut, put.Index
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// Who is gone does not read it.
	_ = json.NewEncoder(w).Encode(f)
}

// refusal is the error that fail answered with.
func refusal(answer *http.Response) error {
	var f failure
	if err := json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&f); err != nil {
		return fmt.Errorf("wf serve answered %s", answer.Status)
	}
	switch f.Kind {
	case kindEnding:
		return ErrEnding
	case kindRefused:
		return &runtime.RefusedError{Reason: f.Words}
	case kindPut:
		return &runtime.PutError{Index: f.Index, Err: errors.New(f.Words)}
	}
	return errors.New(f.Words)
}
