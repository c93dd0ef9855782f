package actions

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Email declares `email`.
func Email() *schema.Action {
	return &schema.Action{
		Name: "email", Title: "Send marketing e-mail", Family: "External communication", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Sends a template of the folder `emails` to the enrolled contact, or to the contacts associated with the record: the first 100, in order of association. " +
			"Contacts that unsubscribed from the template's type of mail, bounced or have no address are passed over, and the history says so. " +
			"In a contact workflow `to` may also hold addresses. A template of `kind: transactional` reaches those who unsubscribed too.",
		Params: []*schema.Param{
			{Name: "template", Type: schema.Of(schema.Text), Required: true, Names: "template", Doc: "name of the file in `emails`, without its ending"},
			{Name: "to", Type: schema.Of(schema.RecordRef), Objects: []string{"contact"}, Accepts: []schema.Type{schema.Of(schema.Email), schema.Of(schema.Text)},
				Many: true, Doc: "contacts, or addresses in a contact workflow; the enrolled or the associated contacts unless given"},
			{Name: "subject", Type: schema.ListOf(schema.Of(schema.Text)), Hidden: true, Doc: "subject for each recipient"},
			{Name: "body", Type: schema.ListOf(schema.Of(schema.Text)), Hidden: true, Doc: "text for each recipient"},
			{Name: "subscription", Type: schema.Of(schema.Text), Hidden: true, Doc: "the template's type of mail"},
			{Name: "kind", Type: schema.Of(schema.Text), Default: schema.TextValue("marketing"), Hidden: true, Doc: "marketing or transactional"},
			{Name: "from", Type: schema.Of(schema.Text), Hidden: true, Doc: "the template's sender"},
			{Name: "html", Type: schema.Of(schema.Bool), Hidden: true, Doc: "whether the body is HTML; Markdown otherwise"},
		},
		Outputs: outputs(
			&schema.Field{Name: "sent", Type: schema.Of(schema.Number), Doc: "number of recipients"},
		),
		Example: `email(template: "welcome")`,
		Run:     runEmail,
	}
}

// emailCap is how many contacts one email action reaches at most.
const emailCap = 100

func runEmail(t *schema.Turn, c *schema.Call) schema.Result {
	m := mailing{turn: t, call: c, seen: map[string]bool{}}
	m.addAll(c.Arg("to"), c.Arg("subject"), c.Arg("body"))
	if m.beyond > 0 {
		m.left = append(m.left, fmt.Sprintf("%d beyond the first %d", m.beyond, emailCap))
	}
	switch {
	case m.messages == nil && m.left == nil:
		return schema.Skip("there are no contacts to send it to")
	case m.messages == nil:
		return schema.Skip(few(m.left))
	}
	sent := schema.NumberValue(float64(len(m.messages)))
	return schema.Result{Text: fmt.Sprintf("`%s` %s", c.Arg("template").Text(), told(m.sent, m.left)), Messages: m.messages, Outputs: []schema.Value{sent}}
}

// addAll adds recipients with their texts: a list of recipients has a list of texts beside it, element by element.
func (m *mailing) addAll(to, subject, body schema.Value) {
	if to.Kind() != schema.List {
		m.add(to, at(subject, 0).Text(), at(body, 0).Text())
		return
	}
	for i, item := range to.Items() {
		m.addAll(item, at(subject, i), at(body, i))
	}
}

// at is the text, or the list of texts, for the recipient of that number; one alone is for all.
func at(texts schema.Value, i int) schema.Value {
	items := texts.Items()
	switch {
	case texts.IsText():
		return texts
	case i < len(items):
		return items[i]
	case len(items) == 1:
		return items[0]
	}
	return schema.Value{}
}

// mailing collects the messages of one call, one for each address.
type mailing struct {
	turn     *schema.Turn
	call     *schema.Call
	messages []schema.Message
	sent     []string // addresses
	left     []string // who gets none, and why
	beyond   int      // recipients after the first 100
	seen     map[string]bool
}

func (m *mailing) add(to schema.Value, subject, body string) {
	address, reason := m.address(to)
	switch {
	case reason != "":
		m.left = append(m.left, reason)
		return
	case address == "" || m.seen[strings.ToLower(address)]:
		return
	case len(m.messages) == emailCap:
		m.beyond++
		return
	}
	m.seen[strings.ToLower(address)] = true
	m.sent = append(m.sent, address)
	fields := map[string]schema.Value{}
	for _, name := range [...]string{"template", "subscription", "kind", "from", "html"} {
		if v := m.call.Arg(name); !v.IsNil() {
			fields[name] = v
		}
	}
	if r := contactOf(m.turn, to); r.ID != "" {
		fields["contact"] = schema.TextValue(r.ID)
	}
	message := schema.Message{Channel: "email", To: []string{address}, Subject: subject, Body: body, Fields: fields}
	if m.call.Arg("kind").Text() != "transactional" && m.turn.Unsubscribing != nil {
		offerUnsubscribing(&message, m.turn.Unsubscribing(contactOf(m.turn, to), address, m.call.Arg("subscription").Text()))
	}
	m.messages = append(m.messages, message)
}

// address is where a recipient gets mail, or the reason why it gets none.
func (m *mailing) address(to schema.Value) (address, reason string) {
	r := to.Record()
	if r == nil {
		return m.plainAddress(to)
	}
	name := r.Name()
	if r.Gone {
		return "", fmt.Sprintf("`%s` was deleted", name)
	}
	address = property(r, "email").Text()
	member := r.Ref().String()
	kind := m.call.Arg("subscription").Text()
	transactional := m.call.Arg("kind").Text() == "transactional"
	switch {
	case address == "":
		return "", fmt.Sprintf("`%s` has no address", name)
	case property(r, "bounced").Bool():
		return "", fmt.Sprintf("`%s` bounced", address)
	case transactional:
		return address, ""
	case property(r, "unsubscribed").Bool() || m.turn.Sets.Has("optedout:", member):
		return "", fmt.Sprintf("`%s` unsubscribed from all mail", address)
	case kind != "" && subscription(m.turn, kind, member) == "unsubscribed":
		return "", fmt.Sprintf("`%s` unsubscribed from `%s`", address, kind)
	}
	return address, ""
}

// plainAddress is an address given as text. That of the enrolled contact is its own: what it decided holds.
func (m *mailing) plainAddress(to schema.Value) (address, reason string) {
	if !to.IsText() {
		return "", ""
	}
	v, err := schema.Parse(schema.Of(schema.Email), to.Text(), nil)
	if err != nil {
		return "", err.Error()
	}
	if contactOf(m.turn, v).ID != "" {
		return m.address(schema.RecordValue(m.turn.Enrolled))
	}
	kind, transactional := m.call.Arg("subscription").Text(), m.call.Arg("kind").Text() == "transactional"
	for _, from := range [...]string{"", kind} {
		if !transactional && m.turn.Sets.Has("optedout:"+from, "address "+v.Text()) {
			return "", fmt.Sprintf("`%s` unsubscribed from %s", v.Text(), mailOf(from))
		}
	}
	return v.Text(), ""
}

// contactOf is the contact that a recipient is, also when its address is given as text; zero for any other address.
func contactOf(t *schema.Turn, to schema.Value) schema.Ref {
	if r := to.Record(); r != nil {
		return r.Ref()
	}
	if t.Enrolled.Object.Name == "contact" && strings.EqualFold(to.Text(), property(t.Enrolled, "email").Text()) && to.Text() != "" {
		return t.Enrolled.Ref()
	}
	return schema.Ref{}
}

// mailOf names a type of mail.
func mailOf(kind string) string {
	if kind == "" {
		return "all mail"
	}
	return "`" + kind + "`"
}

// property is a property of a record by name; Nil when the object has none of that name.
func property(r *schema.Record, name string) schema.Value {
	p := r.Object.Property(name)
	if p == nil {
		return schema.Value{}
	}
	return r.Get(p.Number)
}
