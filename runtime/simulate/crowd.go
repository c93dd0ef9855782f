package simulate

// The crowd: records as they are read, cut into groups that are associated with none outside of them.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/records"
)

// groupSize is how many records a group has at least, unless the crowd is smaller.
const groupSize = 1000

// Crowd collects records and hands them on in groups. It is a records.Target, so that an import fills it. While no
// record is to be associated with another, groups leave as they fill up, and the crowd is never in memory as a whole.
type Crowd struct {
	Add Add
	// Linked says that records may be associated: then all are collected before the first group leaves.
	Linked bool

	list   []runtime.Change
	names  map[name]int // places in list
	given  map[string]int64
	groups unions
}

// name is what a record is found by.
type name struct {
	object string
	key    bool // by key, not by id
	text   string
}

// keyed is a key as the runtime compares it: e-mail addresses without case.
func keyed(o *schema.Object, text string) name {
	if o.Key.Type.Kind == schema.Email {
		text = strings.ToLower(text)
	}
	return name{o.Name, true, text}
}

// find looks for a record by its id, else by its key.
func (c *Crowd) find(o *schema.Object, id, key string) (at int, ok bool) {
	if len(c.names) == 0 { // nobody is to be found again
		return 0, false
	}
	if at, ok = c.names[name{o.Name, false, id}]; ok && id != "" {
		return at, true
	}
	at, ok = c.names[keyed(o, key)]
	return at, ok && key != ""
}

// Find implements records.Target.
func (c *Crowd) Find(o *schema.Object, idOrKey string) (id string, ok bool, err error) {
	at, ok := c.find(o, idOrKey, idOrKey)
	if !ok {
		return "", false, nil
	}
	return c.list[at].ID, true, nil
}

// Put implements records.Target.
func (c *Crowd) Put(batch []records.Record) error {
	for _, r := range batch {
		if err := c.put(r); err != nil {
			return err
		}
	}
	return nil
}

func (c *Crowd) put(r records.Record) error {
	change := runtime.Change{Object: r.Object.Name, ID: r.ID, With: r.With, Primary: r.Primary, Fields: r.Fields}
	key := ""
	for _, f := range r.Fields {
		if f.Property == r.Object.Key {
			key = records.FormatValue(f.Value)
		}
	}
	if at, ok := c.find(r.Object, r.ID, key); ok {
		c.change(at, change)
		return nil
	}
	return c.take(change, r.Object, key)
}

// Take adds a record that comes from a store, with those it is associated with, the primary one of each object first.
func (c *Crowd) Take(r *schema.Record, with []schema.Ref) error {
	change := runtime.Change{Object: r.Object.Name, ID: r.ID, With: with, Primary: firsts(with)}
	for _, p := range r.Object.Properties {
		if v := r.Get(p.Number); !v.IsNil() && p.Number != schema.PropID && p.Number != schema.PropUpdatedAt {
			change.Fields = append(change.Fields, runtime.Field{Property: p, Value: v})
		}
	}
	return c.take(change, r.Object, "")
}

// firsts are the first of several records of an object: whoever is joined to them in whatever order, they stay the primary
// ones.
func firsts(with []schema.Ref) (primary []schema.Ref) {
	for i, ref := range with {
		same := func(other schema.Ref) bool { return other.Object == ref.Object }
		if !slices.ContainsFunc(with[:i], same) && slices.ContainsFunc(with[i+1:], same) {
			primary = append(primary, ref)
		}
	}
	return primary
}

// take adds a record that was not there. One without an id gets the next number, as a store gives it.
func (c *Crowd) take(change runtime.Change, o *schema.Object, key string) error {
	if c.given == nil {
		c.given, c.names = map[string]int64{}, map[name]int{}
	}
	for change.ID == "" {
		c.given[o.Name]++
		id := strconv.FormatInt(c.given[o.Name], 10)
		if _, taken := c.names[name{o.Name, false, id}]; !taken {
			change.ID = id
		}
	}
	at := len(c.list)
	c.list = append(c.list, change)
	if !c.Linked {
		if len(c.list) < groupSize {
			return nil
		}
		return c.hand()
	}
	c.groups.add()
	c.names[name{o.Name, false, change.ID}] = at
	if key != "" {
		c.names[keyed(o, key)] = at
	}
	c.link(at, change.With)
	return nil
}

// change adds to a record that is there.
func (c *Crowd) change(at int, more runtime.Change) {
	for _, f := range more.Fields {
		same := func(other runtime.Field) bool { return other.Property == f.Property }
		if i := slices.IndexFunc(c.list[at].Fields, same); i >= 0 {
			c.list[at].Fields[i] = f
		} else {
			c.list[at].Fields = append(c.list[at].Fields, f)
		}
	}
	c.list[at].With = append(c.list[at].With, more.With...)
	c.list[at].Primary = append(c.list[at].Primary, more.Primary...)
	c.link(at, more.With)
}

func (c *Crowd) link(at int, with []schema.Ref) {
	for _, ref := range with {
		if other, ok := c.names[name{ref.Object, false, ref.ID}]; ok {
			c.groups.join(at, other)
		}
	}
}

func (c *Crowd) hand() error {
	if len(c.list) == 0 {
		return nil
	}
	list := c.list
	c.list = nil
	return c.Add(list)
}

// End hands on what was collected.
func (c *Crowd) End() error {
	if !c.Linked {
		return c.hand()
	}
	var group []runtime.Change
	for _, members := range c.groups.all() {
		for _, at := range members {
			group = append(group, c.list[at])
		}
		if len(group) >= groupSize {
			if err := c.Add(group); err != nil {
				return err
			}
			group = nil
		}
	}
	c.list = nil
	if len(group) == 0 {
		return nil
	}
	return c.Add(group)
}

// unions are disjoint sets of numbers that are joined one by one.
type unions struct{ above []int }

func (u *unions) add() { u.above = append(u.above, len(u.above)) }

func (u *unions) top(i int) int {
	for u.above[i] != i {
		u.above[i] = u.above[u.above[i]]
		i = u.above[i]
	}
	return i
}

// join makes two sets one, named by its least number.
func (u *unions) join(a, b int) {
	a, b = u.top(a), u.top(b)
	u.above[max(a, b)] = min(a, b)
}

// all are the sets, in order of their least numbers.
func (u *unions) all() [][]int {
	var sets [][]int
	place := map[int]int{}
	for i := range u.above {
		top := u.top(i)
		at, ok := place[top]
		if !ok {
			at = len(sets)
			place[top] = at
			sets = append(sets, nil)
		}
		sets[at] = append(sets[at], i)
	}
	return sets
}
