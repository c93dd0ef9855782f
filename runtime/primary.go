// The primary one of the records that are associated with another: the first associated, unless one was chosen. An
// association knows its place in the order of association for both its ends; a chosen one leaves its place, on one side,
// for the first, and comes back to it when another is chosen.

package runtime

// seqOf is where an association stands now, given its entry.
func seqOf(entry []byte) uint64 {
	if len(entry) > 8 {
		return chosen
	}
	return numberAt(entry)
}

// choose makes b the primary record of its object for a, and associates them first where they are not.
func (t *turn) choose(a, b place) (changed bool, err error) {
	if changed, err = t.associate(a, b); err != nil {
		return false, err
	}
	if links := t.links(a, b.object); links[0].seq == chosen {
		if links[0].to == b {
			return changed, nil
		}
		t.move(a, links[0].to, false)
	}
	t.move(a, b, true)
	return true, nil
}

// move puts an association first among those of a, or back to its place in their order.
func (t *turn) move(a, b place, first bool) {
	entryA, _ := t.get(keyAssociated(a, b))
	entryB, _ := t.get(keyAssociated(b, a))
	order := append64(nil, numberAt(entryA))
	from, to := seqOf(entryA), numberAt(order)
	if first {
		to, order = chosen, append(order, 1)
	}
	t.delete(keyAssociation(a, b.object, from))
	t.set(keyAssociation(a, b.object, to), []byte(b.id))
	t.set(keyAssociated(a, b), order)
	delete(t.linked, linkList{a, b.object})
	t.edits++
	t.joins = append(t.joins, joinChange{a: a, b: b, seqA: from, seqB: seqOf(entryB)},
		joinChange{a: a, b: b, seqA: to, seqB: seqOf(entryB), added: true})
}
