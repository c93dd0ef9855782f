// What the actions on records share: which records a call means, and words about them.

package actions

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// recordsOf flattens an argument into records, each once, without those that are unknown or deleted.
func recordsOf(v schema.Value) []*schema.Record {
	var records []*schema.Record
	seen := map[schema.Ref]bool{}
	each(v, func(item schema.Value) {
		r := item.Record()
		if r == nil || r.Gone || seen[r.Ref()] {
			return
		}
		seen[r.Ref()] = true
		records = append(records, r)
	})
	return records
}

// each calls f with every element of a list, and of the lists in it; with the value itself when it is no list.
func each(v schema.Value, f func(schema.Value)) {
	if v.Kind() != schema.List {
		f(v)
		return
	}
	for _, item := range v.Items() {
		each(item, f)
	}
}

// current is the record as it is now: a call before this one may have changed it in the same turn.
func current(t *schema.Turn, r *schema.Record) *schema.Record {
	if t.View != nil {
		if now := t.View.Record(r.Ref()); now != nil {
			return now
		}
	}
	return r
}

// countOf is `3 deals`, or the record's name when it is one.
func countOf(records []*schema.Record) string {
	switch len(records) {
	case 0:
		return "no records"
	case 1:
		return fmt.Sprintf("%s `%s`", records[0].Object.Name, records[0].Name())
	}
	return fmt.Sprintf("%d %s", len(records), records[0].Object.Plural)
}
