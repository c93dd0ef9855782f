// Who a message goes to, when it goes to people who work with the CRM.

package actions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// recipients are the people that an argument names, each once and in the order in which they were named first, and
// what kept others out, in words.
type recipients struct {
	people  []schema.Person
	numbers []string // phone numbers given as such
	left    []string // why somebody gets nothing
	seen    []string // addresses and numbers
}

// peopleOf finds the people that an argument names: users, teams and lists of these. Members of a team who are not
// active are passed over. Phone numbers are kept apart.
func peopleOf(t *schema.Turn, v schema.Value) *recipients {
	to := &recipients{}
	each(v, func(item schema.Value) {
		switch item.Kind() {
		case schema.User:
			to.addUser(t, item.Text())
		case schema.Team:
			to.addTeam(t, item.Text())
		case schema.Text:
			to.addText(t, item.Text())
		}
	})
	return to
}

func (to *recipients) addUser(t *schema.Turn, email string) {
	p, ok := t.People.User(email)
	switch {
	case !ok:
		to.left = append(to.left, fmt.Sprintf("there is no user `%s`", email))
	case !p.Active:
		to.left = append(to.left, fmt.Sprintf("`%s` is not active", email))
	default:
		to.add(p)
	}
}

func (to *recipients) addTeam(t *schema.Turn, name string) {
	members, ok := t.People.Team(name)
	if !ok {
		to.left = append(to.left, fmt.Sprintf("there is no team `%s`", name))
		return
	}
	active := 0
	for _, p := range members {
		if p.Active {
			active++
			to.add(p)
		}
	}
	if active == 0 {
		to.left = append(to.left, fmt.Sprintf("the team `%s` has no active members", name))
	}
}

// addText takes the address of a user, or a phone number.
func (to *recipients) addText(t *schema.Turn, text string) {
	if strings.Contains(text, "@") {
		to.addUser(t, text)
		return
	}
	number := schema.E164(text)
	if number == "" {
		to.left = append(to.left, fmt.Sprintf("`%s` is no phone number in international form", text))
		return
	}
	if to.isNew(number) {
		to.numbers = append(to.numbers, number)
	}
}

func (to *recipients) add(p schema.Person) {
	if to.isNew(strings.ToLower(p.Email)) {
		to.people = append(to.people, p)
	}
}

// isNew reports whether an address or a number comes for the first time.
func (to *recipients) isNew(key string) bool {
	if slices.Contains(to.seen, key) {
		return false
	}
	to.seen = append(to.seen, key)
	return true
}

// none is the result of a message that reaches nobody.
func (to *recipients) none() schema.Result {
	if to.left == nil {
		return schema.Fail("nobody to send it to: the recipient is unknown")
	}
	return schema.Fail(strings.Join(to.left, ", "))
}

// emails are the addresses of the people, by which connectors know them.
func (to *recipients) emails() []string {
	emails := make([]string, len(to.people))
	for i, p := range to.people {
		emails[i] = p.Email
	}
	return emails
}

// text is `to ana@acme.example, ben@acme.example`, with those who get nothing and why.
func (to *recipients) text(who []string) string { return told(who, to.left) }

// told says who gets a message and who does not.
func told(who, left []string) string {
	return "to " + few(who) + but(left)
}

func but(left []string) string {
	if left == nil {
		return ""
	}
	return "; left out: " + few(left)
}

// few joins at most ten texts and counts the rest.
func few(all []string) string {
	const most = 10
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
}
