// The timers of enrollments that are held in memory alone: when each goes on.

package runtime

// wakes is a heap of them, the earliest on top; of those that are due at one moment the enrollment that came first. A
// timer that is not wanted any more stays until its time: its enrollment is then due at another moment, or over.
type wakes []wake

type wake struct {
	due int64
	id  uint64 // of the enrollment
}

func (w wake) before(v wake) bool { return w.due < v.due || w.due == v.due && w.id < v.id }

func (h *wakes) push(w wake) {
	list := append(*h, w)
	*h = list
	i := len(list) - 1
	for i > 0 {
		above := (i - 1) / 2
		if !w.before(list[above]) {
			break
		}
		list[i] = list[above]
		i = above
	}
	list[i] = w
}

// pop takes the first one, which must be there.
func (h *wakes) pop() wake {
	list := *h
	first, last := list[0], list[len(list)-1]
	list = list[:len(list)-1]
	*h = list
	i := 0
	for {
		below := 2*i + 1
		if below >= len(list) {
			break
		}
		if below+1 < len(list) && list[below+1].before(list[below]) {
			below++
		}
		if !list[below].before(last) {
			break
		}
		list[i] = list[below]
		i = below
	}
	if len(list) > 0 {
		list[i] = last
	}
	return first
}
