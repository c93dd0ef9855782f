package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/records"
)

func newRecordsSet(a *app) *cobra.Command {
	var data string
	var with, primary []string
	c := &cobra.Command{
		Use:   "set [folder] object record property=value...",
		Short: "Change a record, or create it",
		Long: `Sets properties of a record, named by id or key. A record that does not exist is created. property= with nothing behind it
clears the property. Workflows that are deployed react.

--primary associates too, and makes that record the primary one of its object: company in a workflow on contacts is then
that company, whichever was associated first.`,
		Example: `  wf records set company ledger.example lifecycle_stage=customer owner=ana@acme.example
  wf records set contact zoe@ledger.example firstname=Zoe --with "company ledger.example"
  wf records set contact zoe@ledger.example --primary "company acme.example"`,
		Args: arguments(2, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) < 2 || len(rest) == 2 && len(with)+len(primary) == 0 {
				return arguments(3, -1)(c, rest)
			}
			values, err := pairs(rest[2:])
			if err != nil {
				return usage(c, err)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data, access: feeds})
			if err != nil {
				return err
			}
			defer s.close()
			done, err := s.set(c.Context(), rest[0], rest[1], values, with, primary)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, done)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringArrayVar(&with, "with", nil, "record to associate with: \"OBJECT RECORD\"")
	c.Flags().StringArrayVar(&primary, "primary", nil, "record to associate with as the primary one: \"OBJECT RECORD\"")
	return c
}

// set changes a record, or creates it, and says what it did.
func (s *session) set(ctx context.Context, object, name string, texts map[string]string, with, primary []string) (string, error) {
	o, err := s.object(object)
	if err != nil {
		return "", err
	}
	change := runtime.Change{Object: o.Name, ID: name, Props: map[string]schema.Value{}}
	if change.With, err = s.refs(with); err != nil {
		return "", err
	}
	if change.Primary, err = s.refs(primary); err != nil {
		return "", err
	}
	for _, property := range slices.Sorted(maps.Keys(texts)) {
		p := o.Property(property)
		if p == nil {
			return "", &diag.Unknown{What: "property of " + o.Name, Name: property, Names: propertyNames(o)}
		}
		if change.Props[property], err = records.ParseValue(p, texts[property], s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", property, err)
		}
	}
	known, err := s.engine.Get(schema.Ref{Object: o.Name, ID: name})
	if err != nil {
		return "", err
	}
	// A new record that is named by its key gets an id of its own.
	if _, given := change.Props[o.Key.Name]; known == nil && !given && o.Key.Number != schema.PropID {
		if change.Props[o.Key.Name], err = records.ParseValue(o.Key, name, s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", o.Key.Name, err)
		}
		change.ID = ""
	}
	result, err := do(ctx, s, control.Put{Change: control.ChangeOf(change)})
	if err != nil {
		return "", err
	}
	if err := s.settle(ctx, 0); err != nil {
		return "", err
	}
	switch ref := (schema.Ref{Object: o.Name, ID: result.ID}); {
	case result.Created:
		return "created " + s.name(ref), nil
	case result.Changed:
		return "changed " + s.name(ref), nil
	default:
		return s.name(ref) + " is so already", nil
	}
}
