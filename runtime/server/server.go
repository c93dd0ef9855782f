// Package server is the engine over HTTP: what the world calls back, and what an operator asks.
//
//	GET  /healthz, /readyz     whether changes are taken: 503 with words while they are not, as on a full disk
//	GET  /livez                whether the engine works: 503 when only a restart helps
//	POST /callback/TOKEN       the outcome of a message, told later
//	GET  /unsubscribe/TOKEN    the page behind the link in a mail, which asks
//	POST /unsubscribe/TOKEN    unsubscribes: from that page, or from the button of a mail program (RFC 8058)
//	GET  /inbox/TOKEN          the notification center of a user: a page, or JSON for who accepts that
//	POST /inbox/TOKEN          marks notifications as read
package server

import (
	"context"
	"html/template"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Engine is what the server needs of an engine; *runtime.Engine is one.
type Engine interface {
	Health
	Answer(ctx context.Context, token string, r *schema.Reply) error
	Unsubscription(token string) (runtime.Unsubscription, error)
	Unsubscribe(ctx context.Context, token string) (runtime.Unsubscription, error)
	InboxUser(token string) (user string, err error)
	Notifications(user string) iter.Seq2[runtime.Notification, error]
	MarkRead(ctx context.Context, user string, ids ...string) (marked int, err error)
	Get(ref schema.Ref) (*schema.Record, error)
}

// Health is how an engine is: Alive says why only a restart helps, Ready why changes are refused; nil means all is well.
type Health interface {
	Alive() error
	Ready() error
}

// Options say how requests are taken. The zero value is the default.
type Options struct {
	Logger *slog.Logger   // takes the faults of the engine; silent by default
	Zone   *time.Location // of the moments on pages; UTC by default
}

// bodyCap is the most that the body of a request may hold, in bytes.
const bodyCap = 1 << 20

// New is the mux of the server; handlers may be added to it.
func New(e Engine, o Options) *http.ServeMux {
	s := &server{engine: e, log: o.Logger, zone: o.Zone, page: template.Must(template.New("unsubscribe").Parse(pageText)),
		inbox: template.Must(template.New("inbox").Parse(inboxText))}
	if s.zone == nil {
		s.zone = time.UTC
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health(e.Ready))
	mux.HandleFunc("GET /readyz", s.health(e.Ready))
	mux.HandleFunc("GET /livez", s.health(e.Alive))
	mux.HandleFunc("POST /callback/{token}", s.callback)
	mux.HandleFunc("GET /unsubscribe/{token}", s.askUnsubscribing)
	mux.HandleFunc("POST /unsubscribe/{token}", s.unsubscribe)
	mux.HandleFunc("GET /inbox/{token}", s.showInbox)
	mux.HandleFunc("POST /inbox/{token}", s.markRead)
	return mux
}

// HTTP is a server for a handler, with limits on the time that a request may take.
func HTTP(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute}
}

type server struct {
	engine Engine
	log    *slog.Logger
	zone   *time.Location
	page   *template.Template
	inbox  *template.Template
}

// fault answers a request that failed for a reason of the engine's own, which is nobody's business outside.
func (s *server) fault(w http.ResponseWriter, r *http.Request, err error) {
	s.log.Error("a request failed", "path", r.Pattern, "error", err)
	text(w, http.StatusInternalServerError, "the request could not be done; try again later")
}

// text answers in words. Who is gone does not read them.
func text(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, words+"\n")
}
