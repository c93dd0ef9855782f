// Unsubscribing by the link in a mail: the contact's own decision, which no workflow undoes.

package runtime

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Unsubscription is what a link in a mail stands for.
type Unsubscription struct {
	Contact schema.Ref `json:"contact"` // zero for an address that no contact is known for
	Address string     `json:"address"` // that the mail went to
	Type    string     `json:"type"`    // of mail; "" for all of it
}

// optedOut is the set of those who unsubscribed from a type of mail themselves.
func optedOut(kind string) string { return "optedout:" + kind }

// member is who unsubscribes, as a member of sets.
func (u Unsubscription) member() string {
	if u.Contact.ID != "" {
		return u.Contact.String()
	}
	return "address " + u.Address
}

// unsubscribeLink is the address under which a contact unsubscribes; "" when the project has no address.
func (e *Engine) unsubscribeLink(u Unsubscription) string {
	payload, err := json.Marshal(u)
	if err != nil {
		return "" // texts always marshal
	}
	return e.address(useUnsubscribe, payload)
}

// Unsubscription tells what a token, the last part of a link in a mail, stands for. The error is ErrNoSuchCallback for a
// token that was made up.
func (e *Engine) Unsubscription(token string) (Unsubscription, error) {
	payload, ok := e.open(useUnsubscribe, token)
	var u Unsubscription
	if !ok || json.Unmarshal(payload, &u) != nil {
		return Unsubscription{}, ErrNoSuchCallback
	}
	return u, nil
}

// Unsubscribe does what a link in a mail says: the contact gets no mail of the type any more, and the event
// subscription_changed happens to it. A second time changes nothing.
func (e *Engine) Unsubscribe(ctx context.Context, token string) (Unsubscription, error) {
	u, err := e.Unsubscription(token)
	if err != nil {
		return u, err
	}
	return u, e.submit(ctx, e.live, func(b *batch) error {
		return b.turn(0, func(t *turn) error { return t.unsubscribe(u) })
	})
}

func (t *turn) unsubscribe(u Unsubscription) error {
	if !t.setMember(optedOut(u.Type), u.member(), true) {
		return nil
	}
	t.setMember("subscribed:"+u.Type, u.member(), false)
	if u.Contact.ID == "" {
		return nil
	}
	at, err := t.must(u.Contact)
	if err != nil {
		return nil // a contact that is gone gets nothing anyway
	}
	if p := t.model.byNo[at.object].object.Property("unsubscribed"); p != nil && u.Type == "" {
		if _, err := t.setProperty(at, p, schema.BoolValue(true)); err != nil {
			return fmt.Errorf("`%s`: %w", p.Name, err)
		}
	}
	t.tell(schema.SubscriptionChanged, at, map[string]schema.Value{"type": textOrNil(u.Type), "status": schema.TextValue("unsubscribed")})
	return nil
}
