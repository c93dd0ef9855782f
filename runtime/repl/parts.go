package repl

// The value of each part of a condition, as a tree: a part stands below the one that it belongs to.

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/vm"
)

// elements is of how many elements of a list the parts are shown.
const elements = 5

// tree prints the parts of the text from start to end, without the whole itself, without records and without what
// shows its value anyway.
func (s *Session) tree(parts []vm.Part, start, end int, indent string) string {
	var kept []vm.Part
	seen := map[[3]int]bool{}
	for _, p := range parts {
		place := [3]int{p.Start, p.End, p.Item}
		if p.Start == start && p.End == end || seen[place] || p.Text == "" || s.plain(p) || p.Item >= elements {
			continue
		}
		seen[place] = true
		kept = append(kept, p)
	}
	var out strings.Builder
	s.branch(&out, kept, indent, -1, several(kept))
	return out.String()
}

// plain reports whether a part is not worth telling.
func (s *Session) plain(p vm.Part) bool {
	kind := p.Value.Kind()
	if kind == schema.RecordRef || kind == schema.EventRef || oneLine(p.Text) == s.shown(p.Value) {
		return true
	}
	items := p.Value.Items()
	return kind == schema.List && len(items) > 0 && items[0].Kind() == schema.RecordRef
}

// several tells the places of parts that were evaluated for more than one element of a list.
func several(parts []vm.Part) map[[2]int]bool {
	found, first := map[[2]int]bool{}, map[[2]int]int{}
	for _, p := range parts {
		place := [2]int{p.Start, p.End}
		if item, ok := first[place]; ok && item != p.Item {
			found[place] = true
		} else {
			first[place] = p.Item
		}
	}
	return found
}

// branch prints the outermost parts, in the order of the text, each followed by what lies inside of it. Those of several
// elements are numbered; item is the element that they all belong to.
func (s *Session) branch(out *strings.Builder, parts []vm.Part, indent string, item int, several map[[2]int]bool) {
	for len(parts) > 0 {
		next := outermost(parts)
		var inside, rest []vm.Part
		for i, p := range parts {
			switch {
			case i == next:
			case within(p, parts[next]):
				inside = append(inside, p)
			default:
				rest = append(rest, p)
			}
		}
		p := parts[next]
		number := ""
		if p.Item != item && several[[2]int{p.Start, p.End}] {
			number = fmt.Sprintf("%d. ", p.Item+1)
		}
		fmt.Fprintf(out, "%s%s%s is %s\n", indent, number, oneLine(p.Text), s.tinted(s.shown(p.Value)))
		s.branch(out, inside, indent+"  ", p.Item, several)
		parts = rest
	}
}

// outermost is the part that comes first in the text and lies in no other; of a list, that of the first element.
func outermost(parts []vm.Part) int {
	best := 0
	for i, p := range parts {
		b := parts[best]
		switch {
		case within(b, p):
			best = i
		case within(p, b):
		case p.Item < b.Item, p.Item == b.Item && p.Start < b.Start:
			best = i
		}
	}
	return best
}

// within reports whether a part lies inside of another one: of the same element, or of a list around it.
func within(p, of vm.Part) bool {
	if p.Start < of.Start || p.End > of.End || p.Start == of.Start && p.End == of.End {
		return false
	}
	return of.Item == p.Item || of.Item < 0
}
