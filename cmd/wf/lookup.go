package main

// What a person names on the command line, found in the store.

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
)

// object finds an object by its name, or by its plural.
func (s *session) object(name string) (*schema.Object, error) {
	if o := s.schema.Named(name); o != nil {
		return o, nil
	}
	return nil, &diag.Unknown{What: "object", Name: name, Names: s.schema.ObjectNames()}
}

// record finds a record by id or key.
func (s *session) record(object, name string) (*schema.Record, error) {
	o, err := s.object(object)
	if err != nil {
		return nil, err
	}
	r, err := s.engine.Get(schema.Ref{Object: o.Name, ID: name})
	if err == nil && r == nil {
		err = fmt.Errorf("there is no %s `%s`", o.Name, name)
	}
	return r, err
}

// name is a record as people call it, with its key.
func (s *session) name(ref schema.Ref) string {
	r, err := s.engine.Get(ref)
	if err != nil || r == nil {
		return ref.String()
	}
	return r.Called(s.zone)
}

// refs reads records as a person names them on the command line: "company ledger.example".
func (s *session) refs(list []string) ([]schema.Ref, error) {
	var out []schema.Ref
	for _, text := range list {
		object, name, ok := strings.Cut(text, " ")
		if !ok {
			return nil, fmt.Errorf("%q names no record, write \"OBJECT RECORD\"", text)
		}
		r, err := s.record(object, name)
		if err != nil {
			return nil, err
		}
		out = append(out, r.Ref())
	}
	return out, nil
}

// value is a property as it is shown: the id is no stored one.
func (s *session) value(r *schema.Record, p *schema.Property) schema.Value {
	if p.Number == schema.PropID {
		return schema.TextValue(r.ID)
	}
	return r.Get(p.Number)
}
