package server

import (
	"errors"
	"io"
	"net/http"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// callback takes the outcome of a message: of a declared action, or of a text message from its provider.
func (s *server) callback(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyCap))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		text(w, http.StatusRequestEntityTooLarge, "the answer is larger than 1 MiB")
		return
	case err != nil:
		text(w, http.StatusBadRequest, "the request broke off")
		return
	}
	err = s.engine.Answer(r.Context(), r.PathValue("token"), &schema.Reply{URL: called(r), Header: r.Header, Body: body})
	var closed *runtime.ClosedError
	var bad *schema.BadReply
	switch {
	case err == nil:
		text(w, http.StatusOK, "ok")
	case errors.Is(err, runtime.ErrNoSuchCallback):
		text(w, http.StatusNotFound, err.Error())
	case errors.As(err, &closed) && closed.Late:
		text(w, http.StatusGone, err.Error())
	case errors.As(err, &closed):
		text(w, http.StatusConflict, err.Error())
	case errors.As(err, &bad) && bad.Forged:
		text(w, http.StatusForbidden, err.Error())
	case errors.As(err, &bad):
		text(w, http.StatusBadRequest, err.Error())
	default:
		s.fault(w, r, err)
	}
}

// called is the address of a request as this machine sees it; a proxy in front may have changed it.
func called(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host + r.URL.RequestURI()
}
