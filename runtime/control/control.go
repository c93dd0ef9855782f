// Package control lets another process of the same machine and user ask a running engine for what needs the open store:
// over a socket in the folder of the store, which nobody else can open.
package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/wflang/wf/runtime"
)

// Name is the file of the socket in the folder of a store.
const Name = "control.sock"

// Server answers on a socket until it is closed.
type Server struct {
	http http.Server
	done chan struct{}
}

// Listen makes the socket and answers on it. A socket that an ended process left is replaced.
func Listen(path string, e *runtime.Engine) (*Server, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("the control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /backup", func(w http.ResponseWriter, r *http.Request) {
		if _, err := e.Backup(w); err != nil {
			// What was sent is cut off here, so that the other side sees that it is not whole.
			panic(http.ErrAbortHandler)
		}
	})
	s := &Server{http: http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}, done: make(chan struct{})}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(l) // it ends by Close alone
	}()
	return s, nil
}

// Close ends what is being answered and takes the socket away.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	return err
}

// ErrNobody is returned when no engine answers on a socket.
var ErrNobody = errors.New("no engine answers")

// Backup asks the engine behind a socket for a backup of its store. The caller closes the stream, and checks it: it may be
// cut short.
func Backup(ctx context.Context, path string) (io.ReadCloser, error) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://engine/backup", nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		var network *net.OpError
		if errors.As(err, &network) && network.Op == "dial" {
			return nil, ErrNobody
		}
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("the engine answered %s", answer.Status), answer.Body.Close())
	}
	return answer.Body, nil
}
