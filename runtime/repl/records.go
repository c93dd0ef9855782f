package repl

// The records of a session: loaded, listed, chosen and counted.

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/vm"
)

// listed is how many records `:records` prints.
const listed = 20

// objectNamed finds an object by its name or its plural.
func (s *Session) objectNamed(name string) (*schema.Object, error) {
	if o := s.schema.Named(name); o != nil {
		return o, nil
	}
	return nil, &diag.Unknown{What: "object", Name: name, Names: s.schema.ObjectNames()}
}

// Find finds a record by `OBJECT RECORD`, or by its id or key alone where only one object has it.
func (s *Session) Find(name string) (*schema.Record, error) {
	if object, id, ok := strings.Cut(name, " "); ok {
		o, err := s.objectNamed(object)
		if err != nil {
			return nil, err
		}
		r, err := s.engine.Get(schema.Ref{Object: o.Name, ID: strings.TrimSpace(id)})
		if err == nil && r == nil {
			err = fmt.Errorf("there is no %s `%s`", o.Name, strings.TrimSpace(id))
		}
		return r, err
	}
	var found *schema.Record
	for _, o := range s.schema.Objects {
		r, err := s.engine.Get(schema.Ref{Object: o.Name, ID: name})
		if err != nil {
			return nil, err
		}
		if r != nil && found != nil {
			return nil, fmt.Errorf("both a %s and a %s are called `%s`: write the object before it", found.Object.Name, o.Name, name)
		}
		if r != nil {
			found = r
		}
	}
	if found == nil {
		return nil, NoRecord(name)
	}
	return found, nil
}

// NoRecord is the fault of a name that no record of the session has.
type NoRecord string

func (n NoRecord) Error() string { return "there is no record `" + string(n) + "`" }

func (s *Session) use(_ context.Context, name string) (string, error) {
	r, err := s.Find(name)
	if none := NoRecord(""); errors.As(err, &none) {
		return "", fmt.Errorf("%w; `:records OBJECT` lists those of an object", err)
	} else if err != nil {
		return "", err
	}
	s.used, s.object = r.Ref(), r.Object
	return r.Called(s.zone), nil
}

func (s *Session) list(_ context.Context, name string) (string, error) {
	if name == "" {
		return s.countAll()
	}
	o, err := s.objectNamed(name)
	if err != nil {
		return "", err
	}
	var rows [][]string
	n := 0
	for r, err := range s.engine.Records(o.Name) {
		if err != nil {
			return "", err
		}
		if n++; n <= listed {
			rows = append(rows, []string{r.Key(s.zone), r.Name()})
		}
	}
	text := count(n, o.Name, o.Plural) + "\n" + aligned(rows)
	if n > listed {
		text += fmt.Sprintf("  and %d more\n", n-listed)
	}
	return text, nil
}

func (s *Session) countAll() (string, error) {
	var rows [][]string
	for _, o := range s.schema.Objects {
		n := 0
		for _, err := range s.engine.Records(o.Name) {
			if err != nil {
				return "", err
			}
			n++
		}
		if n > 0 {
			rows = append(rows, []string{o.Name, fmt.Sprint(n)})
		}
	}
	if len(rows) == 0 {
		return "no records; `:load FILE as OBJECT` brings some", nil
	}
	return aligned(rows), nil
}

func (s *Session) load(ctx context.Context, args string) (string, error) {
	i := strings.LastIndex(args, " as ")
	if i < 0 {
		return "", errors.New("`:load` needs FILE as OBJECT")
	}
	name := strings.Trim(strings.TrimSpace(args[:i]), `"`)
	o, err := s.objectNamed(strings.TrimSpace(args[i+len(" as "):]))
	if err != nil {
		return "", err
	}
	if s.config.Open == nil {
		return "", errors.New("no files can be loaded here")
	}
	src, err := s.config.Open(name)
	if err != nil {
		return "", err
	}
	src.Object = o
	report, err := s.Load(ctx, []records.Source{src})
	if err != nil {
		return "", err
	}
	return Loaded(report), nil
}

// Loaded says what a load brought, a line for each file.
func Loaded(report *records.Report) string {
	var out strings.Builder
	for _, f := range report.Files {
		fmt.Fprintf(&out, "loaded %s from %s: %d new, %d known\n", f.Object, f.Name, f.New, f.Known)
	}
	return out.String()
}

// examples is how many records `:count` shows of each side.
const examples = 3

// side is the records on one side of a condition.
type side struct {
	name  string
	n     int
	lines []string
}

func (s *Session) count(_ context.Context, text string) (string, error) {
	o := s.objectOf(text)
	e, _, err := s.typed(text, o)
	if err != nil {
		return "", err
	}
	if e.Type().Kind != schema.Bool {
		return "", fmt.Errorf("`:count` needs a condition, and this is a %s", e.Type())
	}
	p, err := s.compile(e)
	if err != nil {
		return "", err
	}
	env, end := s.env()
	yes, no := &side{name: "yes"}, &side{name: "no"}
	for r, err := range s.engine.Records(o.Name) {
		if err != nil {
			return "", errors.Join(err, end())
		}
		at := no
		if p.machine.Holds(p.code, env, r, nil) {
			at = yes
		}
		if at.n++; at.n <= examples {
			_, parts := p.machine.Trace(p.code, env, r, nil)
			at.lines = append(at.lines, r.Called(s.zone)+s.because(parts))
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%d of %s\n", yes.n, count(yes.n+no.n, o.Name, o.Plural))
	for _, side := range []*side{yes, no} {
		for _, line := range side.lines {
			fmt.Fprintf(&out, "  %-3s  %s\n", side.name, line)
		}
	}
	return out.String(), end()
}

// because tells what was read to decide: the parts that have no parts themselves.
func (s *Session) because(parts []vm.Part) string {
	var read []string
	seen := map[string]bool{}
	for i, p := range parts {
		leaf := p.Item < 0 && !s.plain(p) && !seen[p.Text]
		for j, q := range parts {
			leaf = leaf && (i == j || !within(q, p) || s.plain(q))
		}
		if leaf {
			seen[p.Text] = true
			read = append(read, oneLine(p.Text)+" is "+s.shown(p.Value))
		}
	}
	if len(read) == 0 {
		return ""
	}
	return ": " + strings.Join(read, ", ")
}
