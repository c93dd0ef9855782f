package between

// Groups that keep each other going: none starts the other, but each writes what the other reads. Alone each comes to
// rest; together they may not.

import (
	"slices"

	"github.com/wflang/wf/lang/typed"
)

// mostGroups is how many groups are compared with each other. In larger projects each is searched alone only.
const mostGroups = 32

// together joins the groups that change what each other reads, directly or through further ones.
func (r *Relations) together(groups [][]*typed.Workflow) (joined [][]*typed.Workflow) {
	n := len(groups)
	if n < 2 || n > mostGroups {
		return nil
	}
	leads := make([]uint32, n) // by group: those that read what it writes
	for to, group := range groups {
		read := r.readBy(group)
		for from := range groups {
			if slices.ContainsFunc(groups[from], func(w *typed.Workflow) bool {
				return slices.ContainsFunc(r.writes[w], func(wr write) bool { return touches(&wr, read) })
			}) {
				leads[from] |= 1 << to
			}
		}
	}
	for via := range leads { // after Warshall (A Theorem on Boolean Matrices, 1962)
		for from := range leads {
			if leads[from]&(1<<via) != 0 {
				leads[from] |= leads[via]
			}
		}
	}
	var done uint32
	for first := range groups {
		if done&(1<<first) != 0 {
			continue
		}
		var all []*typed.Workflow
		for other := first; other < n; other++ {
			if other == first || leads[first]&(1<<other) != 0 && leads[other]&(1<<first) != 0 {
				done |= 1 << other
				all = append(all, groups[other]...)
			}
		}
		if len(all) > len(groups[first]) {
			joined = append(joined, all)
		}
	}
	return joined
}

// readBy is what the workflows of a group read.
func (r *Relations) readBy(group []*typed.Workflow) map[subject]bool {
	members := map[*typed.Workflow]bool{}
	for _, w := range group {
		members[w] = true
	}
	read := map[subject]bool{}
	(&scene{relations: r}).gather(members, read)
	return read
}
