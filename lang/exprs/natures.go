// What expr's checker knows of the schema: natures of records, events and values, and the signatures of functions.

package exprs

import (
	"fmt"
	"reflect"
	"time"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/conf"

	"github.com/wflang/wf/lang/schema"
)

// NewConfig is a configuration of expr with the names of a schema: every object in singular and plural with what can be
// reached from it, the past of every event, `trigger` and `event`, and the functions by their signatures, without
// implementations. A name that is not among them is of unknown type.
//
// Numbers are float64, texts, enums and addresses string, dates time.Time, lengths of time time.Duration, sets []string,
// records and events maps with known keys; users, who are text and record at once, are of unknown type.
func NewConfig(s *schema.Schema) *conf.Config {
	b := natures{schema: s, records: map[*schema.Object]*[maxHops + 1]*nature.Nature{}}
	c := conf.CreateNew()
	c.MaxNodes = 0 // the parser has its own caps
	fields := map[string]nature.Nature{"enrolled_at": fromType(reflect.TypeFor[time.Time]()), "trigger": {}, "event": {}}
	for _, o := range s.Objects {
		if o.Name == directory {
			continue
		}
		record := b.record(o, maxHops)
		fields[o.Name], fields[o.Plural] = *record, arrayOf(record)
	}
	fields["events"] = b.past()
	c.Env = mapOf(fields)
	for _, f := range s.Funcs {
		c.Functions[f.Name] = &builtin.Function{Name: f.Name, Validate: validator(f)}
	}
	for name, result := range map[string]reflect.Type{"user": anyType, "team": anyType, "secret": anyType, "list": anyType,
		"subscribed": reflect.TypeFor[bool](), "changed_at": reflect.TypeFor[time.Time]()} {
		c.Functions[name] = &builtin.Function{Name: name, Validate: func([]reflect.Type) (reflect.Type, error) { return result, nil }}
	}
	return c
}

var anyType = reflect.TypeFor[any]()

type natures struct {
	schema  *schema.Schema
	records map[*schema.Object]*[maxHops + 1]*nature.Nature // by object and associations still to go
	events  *nature.Nature
}

// record is a record of o from which so many associations can be followed.
func (b *natures) record(o *schema.Object, hops int) *nature.Nature {
	row := b.records[o]
	if row == nil {
		row = new([maxHops + 1]*nature.Nature)
		b.records[o] = row
	}
	if row[hops] != nil {
		return row[hops]
	}
	fields := make(map[string]nature.Nature, len(o.Properties)+2*len(b.schema.Objects))
	if hops > 0 {
		for _, other := range b.schema.Objects {
			if other.Name != directory {
				next := b.record(other, hops-1)
				fields[other.Name], fields[other.Plural] = *next, arrayOf(next)
			}
		}
	}
	fields["events"] = b.past()
	for _, p := range o.Properties {
		fields[p.Name] = valueOf(p.Type)
	}
	n := mapOf(fields)
	row[hops] = &n
	return row[hops]
}

func (b *natures) past() nature.Nature {
	if b.events == nil {
		all := make(map[string]nature.Nature, len(b.schema.Events))
		for _, e := range b.schema.Events {
			fields := make(map[string]nature.Nature, len(e.Fields))
			for _, f := range e.Fields {
				fields[f.Name] = valueOf(f.Type)
			}
			occurrence := mapOf(fields)
			all[e.Name] = arrayOf(&occurrence)
		}
		n := mapOf(all)
		b.events = &n
	}
	return *b.events
}

// valueOf is the nature of the values of a type.
func valueOf(t schema.Type) nature.Nature {
	switch t.Kind {
	case schema.Bool:
		return fromType(reflect.TypeFor[bool]())
	case schema.Number:
		return fromType(reflect.TypeFor[float64]())
	case schema.Text, schema.Enum, schema.Email, schema.Phone, schema.URL:
		return fromType(reflect.TypeFor[string]())
	case schema.Date, schema.DateTime:
		return fromType(reflect.TypeFor[time.Time]())
	case schema.Duration:
		return fromType(reflect.TypeFor[time.Duration]())
	case schema.Set:
		text := fromType(reflect.TypeFor[string]())
		return arrayOf(&text)
	case schema.Map:
		return fromType(reflect.TypeFor[map[string]any]())
	case schema.List:
		elem := valueOf(elemOf(t))
		return arrayOf(&elem)
	}
	return nature.Nature{}
}

func fromType(t reflect.Type) nature.Nature { return nature.FromType(t) }

func mapOf(fields map[string]nature.Nature) nature.Nature {
	n := nature.FromType(reflect.TypeFor[map[string]any]())
	n.TypeData = &nature.TypeData{Fields: fields}
	n.Strict = true
	return n
}

func arrayOf(elem *nature.Nature) nature.Nature {
	n := nature.FromType(reflect.TypeFor[[]any]())
	n.Ref = elem
	return n
}

// validator is the signature of a function, as expr asks for it.
func validator(f *schema.Func) func([]reflect.Type) (reflect.Type, error) {
	result := valueOf(f.Result).Type
	if f.ResultOf != nil || result == nil {
		result = anyType
	}
	required := 0
	for _, p := range f.Params {
		if p.Required {
			required++
		}
	}
	return func(args []reflect.Type) (reflect.Type, error) {
		if len(args) < required || len(args) > len(f.Params) && !f.Variadic {
			return nil, fmt.Errorf("%s takes %d to %d values, not %d", f.Name, required, len(f.Params), len(args))
		}
		for i, arg := range args {
			p := f.Params[min(i, len(f.Params)-1)]
			if !natureFits(p.Type, arg) && !anyFits(p.Accepts, arg) {
				return nil, fmt.Errorf("%s takes no %s for %s", f.Name, arg, p.Name)
			}
		}
		return result, nil
	}
}

func anyFits(types []schema.Type, arg reflect.Type) bool {
	for _, t := range types {
		if natureFits(t, arg) {
			return true
		}
	}
	return false
}

func natureFits(t schema.Type, arg reflect.Type) bool {
	want := valueOf(t).Type
	if want == nil || arg == nil || arg.Kind() == reflect.Interface {
		return true
	}
	switch want.Kind() {
	case reflect.Float64:
		return arg.Kind() == reflect.Float64 || arg.Kind() == reflect.Int
	case reflect.Slice, reflect.Map:
		return arg.Kind() == want.Kind()
	}
	return arg == want
}
