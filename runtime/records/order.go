package records

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// order says in which order to read the sources: those that others link to come first, so that most links can be made at
// once. Sources that link to each other keep their place.
func (im *importer) order() ([]int, error) {
	links := make([]map[*schema.Object]bool, len(im.sources))
	for i := range im.sources {
		// What cannot be read here is reported by the check, with all else.
		links[i] = map[*schema.Object]bool{}
		r, err := newReader(&im.sources[i], im.opts.Schema, im.opts.Zone, silent)
		if _, ok := err.(Fault); ok {
			continue
		}
		if err != nil {
			return nil, err
		}
		var first entry
		if _, _, err := r.next(&first); err == nil {
			for _, b := range r.binder.bound {
				if b.object != nil && b.object != im.sources[i].Object {
					links[i][b.object] = true
				}
			}
		}
		r.Close()
	}
	var order []int
	placed := make([]bool, len(im.sources))
	for len(order) < len(im.sources) {
		next := -1
		for i := range im.sources {
			if placed[i] {
				continue
			}
			if next < 0 {
				next = i // when all wait for each other
			}
			if !im.waits(links[i], placed) {
				next = i
				break
			}
		}
		placed[next] = true
		order = append(order, next)
	}
	return order, nil
}

// Linked reports whether rows of a source may name records to be associated with: a column of a table does, and of JSON
// Lines that is not known before the end.
func Linked(s Source, declared *schema.Schema) (bool, error) {
	r, err := newReader(&s, declared, nil, silent)
	if err != nil {
		return false, err
	}
	defer r.Close()
	if _, lines := r.rows.(*lines); lines {
		return true, nil
	}
	return slices.ContainsFunc(r.binder.bound, func(b binding) bool { return b.object != nil }), nil
}

// waits: a source that is still to come holds records of one of the objects.
func (im *importer) waits(objects map[*schema.Object]bool, placed []bool) bool {
	for i := range im.sources {
		if !placed[i] && objects[im.sources[i].Object] {
			return true
		}
	}
	return false
}
