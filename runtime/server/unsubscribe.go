package server

import (
	"bytes"
	_ "embed"
	"errors"
	"html/template"
	"net/http"

	"github.com/wflang/wf/runtime"
)

// pageText is what people see behind the link in a mail. It asks first: mail programs and scanners follow links without
// being told to.
//
//go:embed unsubscribe.html
var pageText string

type unsubscribePage struct {
	runtime.Unsubscription
	Done bool
}

func (s *server) askUnsubscribing(w http.ResponseWriter, r *http.Request) {
	u, err := s.engine.Unsubscription(r.PathValue("token"))
	s.show(w, r, unsubscribePage{Unsubscription: u}, err)
}

func (s *server) unsubscribe(w http.ResponseWriter, r *http.Request) {
	u, err := s.engine.Unsubscribe(r.Context(), r.PathValue("token"))
	s.show(w, r, unsubscribePage{Unsubscription: u, Done: true}, err)
}

func (s *server) show(w http.ResponseWriter, r *http.Request, p unsubscribePage, err error) {
	if errors.Is(err, runtime.ErrNoSuchCallback) {
		unknownLink(w)
		return
	}
	if err != nil {
		s.fault(w, r, err)
		return
	}
	s.html(w, r, s.page, p)
}

func unknownLink(w http.ResponseWriter) {
	text(w, http.StatusNotFound, "this link is not known here")
}

// html answers with a page that loads nothing, goes into no frame and leaves no trace of its address.
func (s *server) html(w http.ResponseWriter, r *http.Request, page *template.Template, content any) {
	var shown bytes.Buffer
	if err := page.Execute(&shown, content); err != nil {
		s.fault(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
	// Who is gone does not read the page.
	_, _ = w.Write(shown.Bytes())
}
