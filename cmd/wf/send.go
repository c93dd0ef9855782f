package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/records"
)

func newSend(a *app) *cobra.Command {
	var data, object string
	c := &cobra.Command{
		Use:   "send [folder] event record field=value...",
		Short: "Tell the workflows that an event happened to a record",
		Example: `  wf send page_viewed ann@ledger.example url=/pricing
  wf send record_created ledger.example --object company`,
		Args: arguments(2, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) < 2 {
				return arguments(2, -1)(c, rest)
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
			done, err := s.send(c.Context(), rest[0], object, rest[1], values)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, done)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().StringVar(&object, "object", "", "object of the record, for events that happen to any")
	return c
}

// send makes an event happen and says so.
func (s *session) send(ctx context.Context, event, object, name string, texts map[string]string) (string, error) {
	e := s.schema.Event(event)
	if e == nil {
		var names []string
		for _, known := range s.schema.Events {
			names = append(names, known.Name)
		}
		return "", &diag.Unknown{What: "event", Name: event, Names: names}
	}
	switch {
	case e.Object != nil && (object == "" || object == e.Object.Name):
		object = e.Object.Name
	case e.Object != nil:
		return "", fmt.Errorf("%s happens to a %s, not to a %s", event, e.Object.Name, object)
	case object == "":
		return "", fmt.Errorf("%s happens to any object, name one with --object", event)
	}
	r, err := s.record(object, name)
	if err != nil {
		return "", err
	}
	fields := map[string]schema.Value{}
	for _, field := range slices.Sorted(maps.Keys(texts)) {
		f := e.Field(field)
		if f == nil {
			return "", &diag.Unknown{What: "field of " + event, Name: field, Names: fieldNames(e)}
		}
		if fields[field], err = records.ParseValue(&schema.Property{Name: f.Name, Type: f.Type}, texts[field], s.zone); err != nil {
			return "", fmt.Errorf("%s: %w", field, err)
		}
	}
	if _, err := do(ctx, s, control.Send{Event: event, Record: r.Ref(), Fields: control.ValuesOf(fields)}); err != nil {
		return "", err
	}
	if err := s.settle(ctx, 0); err != nil {
		return "", err
	}
	return fmt.Sprintf("sent %s to %s", event, s.name(r.Ref())), nil
}

func fieldNames(e *schema.Event) []string {
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Name)
	}
	return names
}
