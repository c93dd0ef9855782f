package server

import (
	"errors"
	"net/http"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
)

// health answers those who watch over the process. They are many and may be anybody: the words tell what to do, and not
// where the store lies.
func (s *server) health(check func() error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := check()
		switch {
		case err == nil:
			text(w, http.StatusOK, "ok")
		case errors.Is(err, store.ErrFull):
			text(w, http.StatusServiceUnavailable, "the disk is full: changes are refused, timers and messages wait, and all goes on once there is room")
		case errors.Is(err, runtime.ErrClosed):
			text(w, http.StatusServiceUnavailable, "the server is ending")
		default:
			s.log.Error("the engine does not work", "path", r.Pattern, "error", err)
			text(w, http.StatusServiceUnavailable, "the store failed: the log of the server says how")
		}
	}
}
