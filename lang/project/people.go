package project

// The directory of users and teams, as the runtime asks for it.

import "github.com/wflang/wf/lang/schema"

// People is the directory of wf.yaml.
func (c *Config) People() schema.People {
	p := &people{users: map[string]schema.Person{}, teams: map[string][]string{}}
	for _, name := range c.teamNames() {
		p.teams[name] = nil
	}
	for _, u := range c.Users {
		email := u.Email.Value
		if _, repeated := p.users[email]; email == "" || repeated {
			continue
		}
		person := schema.Person{Email: email, Name: u.Name.Value, Phone: u.Phone.Value, PaidSeat: u.PaidSeat,
			Active: !u.Inactive, Away: u.Away, Manager: u.Manager.Value}
		for _, t := range u.Teams {
			person.Teams = append(person.Teams, t.Value)
			p.teams[t.Value] = append(p.teams[t.Value], email)
		}
		p.users[email] = person
	}
	return p
}

type people struct {
	users map[string]schema.Person
	teams map[string][]string // e-mail addresses, in the order of wf.yaml
}

func (p *people) User(email string) (schema.Person, bool) {
	u, ok := p.users[email]
	return u, ok
}

func (p *people) Team(name string) ([]schema.Person, bool) {
	emails, ok := p.teams[name]
	var members []schema.Person
	for _, email := range emails {
		members = append(members, p.users[email])
	}
	return members, ok
}
