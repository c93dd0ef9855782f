// Who is next: durable counters that share records evenly among people.

package actions

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// group is the people among whom one rotation shares.
type group struct {
	counter  string          // prefix of the names of the counters
	people   []schema.Person // in the order of the argument, also those who are away
	fallback string
	left     []string // why somebody who was named takes no part
}

// groupOf reads the people of a call: users, and of teams the members whose primary team it is; active, with a paid
// seat, and not among those excepted. Being away leaves a person in the group: the next record goes to another.
func groupOf(t *schema.Turn, c *schema.Call) (*group, string) {
	g := &group{fallback: c.Arg("fallback").Text()}
	except := map[string]bool{}
	each(c.Arg("except"), func(item schema.Value) {
		for _, p := range candidates(t, item, &[]string{}) {
			except[p.Email] = true
		}
	})
	each(c.Arg("among"), func(item schema.Value) {
		for _, p := range candidates(t, item, &g.left) {
			taken := slices.ContainsFunc(g.people, func(q schema.Person) bool { return q.Email == p.Email })
			if taken || except[p.Email] {
				continue
			}
			if !p.Active || !p.PaidSeat {
				g.left = append(g.left, fmt.Sprintf("`%s` %s", p.Email, missing(p)))
				continue
			}
			g.people = append(g.people, p)
		}
	})
	if g.fallback != "" {
		if p, ok := t.People.User(g.fallback); !ok || !p.Active {
			return nil, fmt.Sprintf("the fallback `%s` is no active user", g.fallback)
		}
	}
	g.counter = g.name(t, c)
	return g, ""
}

func missing(p schema.Person) string {
	if !p.Active {
		return "is not active"
	}
	return "has no paid seat"
}

// candidates are the people that one element of an argument names.
func candidates(t *schema.Turn, item schema.Value, left *[]string) []schema.Person {
	switch item.Kind() {
	case schema.User, schema.Text:
		p, ok := t.People.User(item.Text())
		if !ok {
			*left = append(*left, fmt.Sprintf("there is no user `%s`", item.Text()))
			return nil
		}
		return []schema.Person{p}
	case schema.Team:
		members, ok := t.People.Team(item.Text())
		if !ok {
			*left = append(*left, fmt.Sprintf("there is no team `%s`", item.Text()))
			return nil
		}
		return slices.DeleteFunc(slices.Clone(members), func(p schema.Person) bool {
			return len(p.Teams) == 0 || p.Teams[0] != item.Text()
		})
	}
	return nil
}

// name is that of the counters. It holds the people, so that counting begins anew when they change.
func (g *group) name(t *schema.Turn, c *schema.Call) string {
	who := fnv.New64a()
	emails := make([]string, len(g.people))
	for i, p := range g.people {
		emails[i] = p.Email
	}
	slices.Sort(emails)
	// Writing to a hash never fails.
	_, _ = who.Write([]byte(strings.Join(emails, "\n")))
	shared := c.Arg("counter").Text()
	if shared == "" {
		shared = t.Workflow + "/" + t.Step
	}
	return fmt.Sprintf("rotate:%s:%016x:", shared, who.Sum64())
}

// next is the person with the lowest count who is there, and counts the record. Who is away keeps up with the lowest
// count, so that nobody comes back to a heap of records.
func (g *group) next(t *schema.Turn) (email string, ok bool) {
	lowest := int64(-1)
	for _, p := range g.people {
		if n := t.Sets.Counter(g.counter + p.Email); !p.Away && (lowest < 0 || n < lowest) {
			email, lowest = p.Email, n
		}
	}
	if lowest < 0 {
		return g.fallback, g.fallback != ""
	}
	t.Sets.SetCounter(g.counter+email, lowest+1)
	for _, p := range g.people {
		if p.Away && t.Sets.Counter(g.counter+p.Email) < lowest {
			t.Sets.SetCounter(g.counter+p.Email, lowest)
		}
	}
	return email, true
}

// nobody says why no one can take a record.
func (g *group) nobody() string {
	reasons := slices.Clone(g.left)
	for _, p := range g.people {
		reasons = append(reasons, fmt.Sprintf("`%s` is away", p.Email))
	}
	if len(reasons) == 0 {
		return "nobody can take the record"
	}
	return "nobody can take the record: " + few(reasons)
}
