package slab

import "testing"

// Values do not share memory, and lists cannot grow into each other.
func TestSlab(t *testing.T) {
	var ints Of[int]
	var all []*int
	var lists [][]int
	for i := range 1000 {
		p := ints.New()
		if *p != 0 {
			t.Fatalf("value %d is %d", i, *p)
		}
		*p = i
		all = append(all, p)
		list := ints.Make(i % 100)
		if len(list) != i%100 || cap(list) != len(list) {
			t.Fatalf("list %d has length %d and room for %d", i, len(list), cap(list))
		}
		for j := range list {
			if list[j] != 0 {
				t.Fatalf("value %d of list %d is %d", j, i, list[j])
			}
			list[j] = -i
		}
		lists = append(lists, append(list, 7)[:len(list)])
	}
	for i, p := range all {
		if *p != i {
			t.Errorf("value %d became %d", i, *p)
		}
		for _, v := range lists[i] {
			if v != -i {
				t.Errorf("list %d holds %d", i, v)
			}
		}
	}
}

func TestCopy(t *testing.T) {
	var ints Of[int]
	from := []int{1, 2, 3}
	got := ints.Copy(from)
	from[0] = 9
	if len(got) != 3 || got[0] != 1 || got[2] != 3 || ints.Copy(nil) != nil {
		t.Errorf("copied %v", got)
	}
}
