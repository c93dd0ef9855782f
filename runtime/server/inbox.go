package server

import (
	_ "embed"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/runtime"
)

//go:embed inbox.html
var inboxText string

// inboxShown is how many notifications are shown, the newest ones, and inboxMost how many may be asked for with ?limit=.
const (
	inboxShown = 100
	inboxMost  = 1000
)

// inboxPage is a notification center as it is shown, newest first.
type inboxPage struct {
	User          string       `json:"user"`
	Unread        int          `json:"unread"` // of all, also of those that are not shown
	All           int          `json:"all"`
	Notifications []inboxEntry `json:"notifications"`
}

type inboxEntry struct {
	ID       string     `json:"id"`
	At       time.Time  `json:"at"`
	Read     *time.Time `json:"read,omitempty"` // nil while it is unread
	Title    string     `json:"title"`
	Text     string     `json:"text"`
	Object   string     `json:"object"`
	Record   string     `json:"record"`
	Workflow string     `json:"workflow"`

	When   string `json:"-"` // in the zone of the project
	Called string `json:"-"` // the record as people call it
}

// user is whose notification center a request is about; false when it was answered already.
func (s *server) user(w http.ResponseWriter, r *http.Request) (string, bool) {
	user, err := s.engine.InboxUser(r.PathValue("token"))
	switch {
	case errors.Is(err, runtime.ErrNoSuchCallback):
		unknownLink(w)
	case err != nil:
		s.fault(w, r, err)
	}
	return user, err == nil
}

// wantsJSON reports whether a program asks.
func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

func (s *server) showInbox(w http.ResponseWriter, r *http.Request) {
	user, ok := s.user(w, r)
	if !ok {
		return
	}
	limit := inboxShown
	if given := r.URL.Query().Get("limit"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 || n > inboxMost {
			text(w, http.StatusBadRequest, "limit expects a whole number from 1 to "+strconv.Itoa(inboxMost))
			return
		}
		limit = n
	}
	p, err := s.inboxOf(user, limit)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	if !wantsJSON(r) {
		s.html(w, r, s.inbox, p)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	// Who is gone does not read it.
	_ = json.NewEncoder(w).Encode(p)
}

func (s *server) inboxOf(user string, limit int) (*inboxPage, error) {
	p := &inboxPage{User: user}
	var last []runtime.Notification // up to twice the limit, so that few are moved
	for n, err := range s.engine.Notifications(user) {
		if err != nil {
			return nil, err
		}
		if p.All++; n.Read.IsZero() {
			p.Unread++
		}
		if last = append(last, n); len(last) == 2*limit {
			last = slices.Delete(last, 0, limit)
		}
	}
	last = last[max(0, len(last)-limit):]
	p.Notifications = make([]inboxEntry, 0, len(last))
	for _, n := range slices.Backward(last) {
		e := inboxEntry{ID: n.ID, At: n.At, Title: n.Title, Text: n.Text, Object: n.Record.Object, Record: n.Record.ID, Workflow: n.Workflow,
			When: n.At.In(s.zone).Format("Mon 2006-01-02 15:04"), Called: n.Record.String()}
		if !n.Read.IsZero() {
			e.Read = &n.Read
		}
		record, err := s.engine.Get(n.Record)
		if err != nil {
			return nil, err
		}
		if record != nil {
			e.Called = record.Called(s.zone)
		}
		p.Notifications = append(p.Notifications, e)
	}
	return p, nil
}

// markRead takes a form or JSON: `read` with IDs, or `all`.
func (s *server) markRead(w http.ResponseWriter, r *http.Request) {
	user, ok := s.user(w, r)
	if !ok {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, bodyCap)
	var asked struct {
		Read []string `json:"read"`
		All  bool     `json:"all"`
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			text(w, http.StatusBadRequest, `the body is not as expected: {"read": ["n1"]} or {"all": true}`)
			return
		}
	} else if err := r.ParseForm(); err == nil {
		asked.Read, asked.All = r.PostForm["read"], r.PostForm.Has("all")
	}
	if len(asked.Read) == 0 && !asked.All {
		text(w, http.StatusBadRequest, "nothing is named that was read: `read` with IDs, or `all`")
		return
	}
	if asked.All {
		asked.Read = nil
	}
	marked, err := s.engine.MarkRead(r.Context(), user, asked.Read...)
	var unknown *runtime.UnknownNotificationError
	switch {
	case errors.As(err, &unknown):
		text(w, http.StatusNotFound, err.Error())
	case err != nil:
		s.fault(w, r, err)
	case wantsJSON(r):
		w.Header().Set("Content-Type", "application/json")
		// Who is gone does not read it.
		_ = json.NewEncoder(w).Encode(map[string]int{"marked": marked})
	default:
		w.Header().Set("Location", r.PathValue("token")) // relative: a proxy may have put a path before ours
		w.WriteHeader(http.StatusSeeOther)
	}
}
