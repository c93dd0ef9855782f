// Package control lets other processes of the same user work with a store that a running engine has open: over a socket in
// the folder of the store, which nobody else can open.
//
// What they read, they read as if the store were theirs: Client.Store is a store.Store that shows one moment of the
// engine's, key by key and block by block, so that every question is answered by the code that answers it on a store of
// one's own. The engine's loop takes no part in it. What they change, they ask the engine for with a Command, which does
// the same here and there.
//
// The socket speaks HTTP:
//
//	GET  /about      who answers: About
//	GET  /snapshot   becomes a connection on which a snapshot of the store is read (Upgrade: wf-snapshot)
//	POST /do/NAME    carries out a command
package control

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
)

// Name is the file of the socket in the folder of a store.
const Name = "control.sock"

// protocol is the number of what is spoken on the socket. It grows with every change that an older side would misread.
const protocol = 1

// About says who answers on a socket.
type About struct {
	Protocol int       `json:"protocol"`
	Version  string    `json:"version"` // of wf
	Process  int       `json:"process"`
	Began    time.Time `json:"began"`
	Settings string    `json:"settings"` // fingerprint of the wf.yaml it began with; "" without one
}

// Options say how a socket is answered.
type Options struct {
	About  About         // but for the protocol
	Logger *slog.Logger  // takes what goes wrong while answering; silent by default
	Idle   time.Duration // how long who holds a snapshot may ask nothing: an hour by default
}

// Server answers on a socket until it is closed.
type Server struct {
	path  string
	look  func() store.Tx // a transaction that reads what was committed last
	about About
	log   *slog.Logger
	idle  time.Duration
	http  http.Server
	done  chan struct{} // closed when nobody is let in any more

	mu      sync.Mutex
	ended   bool
	readers map[net.Conn]bool // connections on which snapshots are read
	busy    sync.WaitGroup    // of what is being answered
}

// Listen makes the socket in the folder of the engine's store, and answers on it. A socket that an ended process left is
// replaced: whoever has the store open is the only one to make it.
func Listen(folder string, e *runtime.Engine, o Options) (*Server, error) {
	s := newServer(e.Snapshot, o)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /about", s.tell)
	mux.HandleFunc("GET /snapshot", s.snapshot)
	offerAll(mux, e)
	if err := s.listen(folder, mux); err != nil {
		return nil, err
	}
	return s, nil
}

func newServer(look func() store.Tx, o Options) *Server {
	s := &Server{look: look, about: o.About, log: o.Logger, idle: o.Idle, done: make(chan struct{}), readers: map[net.Conn]bool{}}
	s.about.Protocol = protocol
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.idle == 0 {
		s.idle = time.Hour
	}
	return s
}

// listen makes the socket and answers on it.
func (s *Server) listen(folder string, h http.Handler) (err error) {
	var l net.Listener
	if l, s.path, err = listen(folder); err != nil {
		return err
	}
	s.http = http.Server{Handler: s.counted(h), ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelError)}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(l) // it ends by Close alone
	}()
	return nil
}

// counted keeps count of what is being answered, which has to end before the store may be closed.
func (s *Server) counted(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		if s.ended {
			s.mu.Unlock()
			fail(w, runtime.ErrClosed)
			return
		}
		s.busy.Add(1)
		s.mu.Unlock()
		defer s.busy.Done()
		h.ServeHTTP(w, r)
	})
}

func (s *Server) tell(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	// Who is gone does not read it.
	_ = json.NewEncoder(w).Encode(s.about)
}

// Close takes the socket away and lets what is being answered come to its end until ctx ends, then breaks it off.
func (s *Server) Close(ctx context.Context) error {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	gone := os.Remove(s.path)
	let := s.http.Shutdown(ctx)
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		s.busy.Wait()
	}()
	select {
	case <-answered:
	case <-ctx.Done():
	}
	s.mu.Lock()
	for conn := range s.readers {
		conn.Close()
	}
	s.mu.Unlock()
	broken := s.http.Close()
	<-s.done
	<-answered
	if errors.Is(let, ctx.Err()) {
		let = nil // some were broken off
	}
	return errors.Join(gone, let, broken)
}
