// Package audience keeps audiences of advertising networks in step: those of Meta and of Google. Only hashes of
// addresses and numbers leave; the actions make them.
package audience

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/wflang/wf/lang/schema"
)

// Sender sends the messages of the channel "audience" to the network that they name. To add or to remove a person twice
// is the same as once, so that a repeat does no harm. It is safe for concurrent use.
type Sender struct {
	networks map[string]*list
}

// Network is one advertising network.
type Network interface {
	// Find returns the id of an audience by name, "" when there is none. One that no workflow made is an error.
	Find(ctx context.Context, name string) (id string, err error)
	// Make makes an audience and returns its id.
	Make(ctx context.Context, name, key string) (id string, err error)
	// Change adds people to an audience or removes them.
	Change(ctx context.Context, id string, remove bool, people []Person, key string) error
}

// Person is who is added or removed: SHA-256 in hexadecimal digits, "" where it is not known.
type Person struct{ Email, Phone string }

// New returns a sender. A network that is nil is not configured.
func New(meta, google Network) *Sender {
	s := &Sender{networks: map[string]*list{}}
	for name, n := range map[string]Network{"meta": meta, "google": google} {
		if n != nil {
			s.networks[name] = &list{gathering: gather(n), ids: map[string]string{}}
		}
	}
	return s
}

// list is the audiences of a network whose ids are known.
type list struct {
	gathering *gathering
	mu        sync.Mutex
	ids       map[string]string
}

// Send does what the field "method" says: "add" or "remove".
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	name := m.Fields["network"].Text()
	l := s.networks[name]
	if l == nil {
		return schema.Sent{}, fmt.Errorf("wf.yaml has no account for audiences of %s; it has %s", name, s.configured())
	}
	remove := m.Fields["method"].Text() == "remove"
	audience := m.Fields["audience"].Text()
	id, err := l.id(ctx, audience, m.Key, !remove)
	if err != nil {
		return schema.Sent{}, err
	}
	if id == "" {
		return schema.Sent{Text: "there is no such audience"}, nil
	}
	person := Person{Email: m.Fields["email_sha256"].Text(), Phone: m.Fields["phone_sha256"].Text()}
	if err := l.gathering.join(ctx, errand{id, remove}, person, m.Key); err != nil {
		// Somebody may have deleted the audience: the next try looks for it again.
		l.forget(audience)
		return schema.Sent{}, err
	}
	return schema.Sent{Text: "audience " + id}, nil
}

func (s *Sender) configured() string {
	if len(s.networks) == 0 {
		return "none"
	}
	return strings.Join(slices.Sorted(maps.Keys(s.networks)), " and ")
}

// id is the id of an audience, which is made when it is missing. Only one caller looks, so that only one is made.
func (l *list) id(ctx context.Context, name, key string, missing bool) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if id := l.ids[name]; id != "" {
		return id, nil
	}
	id, err := l.gathering.network.Find(ctx, name)
	if err == nil && id == "" && missing {
		id, err = l.gathering.network.Make(ctx, name, key)
	}
	if err == nil && id != "" {
		l.ids[name] = id
	}
	return id, err
}

func (l *list) forget(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.ids, name)
}

// mark is the description of audiences that workflows made: others are not touched.
const mark = "Kept by workflows of wf"

func foreign(provider, name string) error {
	return fmt.Errorf("%s: the audience `%s` was not made by a workflow, and is left alone", provider, name)
}
