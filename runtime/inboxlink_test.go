package runtime_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// A link is good for the user it was made for, while that user is active; another kind of address is
// none.
func TestInboxLink(t *testing.T) {
	d := newDirectory()
	open := func() *world {
		return openWorld(t, func(c *runtime.Config) { c.People, c.URL = d, "https://wf.acme.example/crm/" })
	}
	w := open()
	link := w.e.InboxLink(ana)
	token, ok := strings.CutPrefix(link, "https://wf.acme.example/crm/inbox/")
	if user, err := w.e.InboxUser(token); !ok || user != ana || err != nil {
		t.Fatalf("%s is the link of %q: %v", link, user, err)
	}
	if w.e.InboxLink(ben) == link {
		t.Error("two users share a link")
	}
	refused := func(w *world, token, why string) {
		t.Helper()
		if user, err := w.e.InboxUser(token); user != "" || !errors.Is(err, runtime.ErrNoSuchCallback) {
			t.Errorf("%s: %q %v", why, user, err)
		}
	}
	for i := range token {
		other := byte('A')
		if token[i] == other {
			other = 'B'
		}
		refused(w, token[:i]+string(other)+token[i+1:], "an altered token")
	}
	refused(w, "", "no token")
	if _, err := w.e.Unsubscription(token); !errors.Is(err, runtime.ErrNoSuchCallback) {
		t.Errorf("the token unsubscribes: %v", err)
	}
	strange := w.e.InboxLink("nobody@acme.example")
	refused(w, strange[strings.LastIndexByte(strange, '/')+1:], "a user who is not there")
	d.change(0, func(p *schema.Person) { p.Active = false })
	refused(w, token, "a user who left")
	d.change(0, func(p *schema.Person) { p.Active = true })
	if user, err := w.e.InboxUser(token); user != ana || err != nil {
		t.Errorf("back again: %q %v", user, err)
	}
	if link := openWorld(t).e.InboxLink(ana); link != "" {
		t.Errorf("a link without an address: %s", link)
	}
}
