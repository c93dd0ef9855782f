package vm

import (
	"encoding/binary"

	"github.com/wflang/wf/lang/schema"
)

// form is the binary form of programs and bundles. Each part is described once, by a function that writes it or reads it
// as the form is used: so the two cannot drift apart. Writing leaves what is written untouched, since others may be
// reading it at the same time.
type form struct {
	writing bool
	out     []byte
	in      reader
	version byte           // of the form of what is read
	schema  *schema.Schema // that values read back point into; may be nil
}

func (f *form) text(s *string) {
	if f.writing {
		f.out = appendText(f.out, *s)
	} else {
		*s = f.in.text()
	}
}

func (f *form) bool(b *bool) {
	if f.writing {
		n := byte(0)
		if *b {
			n = 1
		}
		f.out = append(f.out, n)
	} else {
		*b = f.in.bool()
	}
}

// whole is a signed number of any size of integer; one that does not fit is a fault.
func whole[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8](f *form, n *T) {
	if f.writing {
		f.out = binary.AppendVarint(f.out, int64(*n))
		return
	}
	v := f.in.varint()
	*n = T(v)
	if int64(*n) != v {
		f.in.fail(errOutOfRange)
	}
}

func (f *form) value(v *schema.Value) {
	if f.writing {
		f.out = schema.AppendValue(f.out, *v)
	} else {
		*v = f.in.value(f.schema)
	}
}

// list is a number of things, each in its own form.
func list[T any](f *form, items *[]T, one func(*form, *T)) {
	n := len(*items)
	if f.writing {
		f.out = binary.AppendUvarint(f.out, uint64(n))
	} else {
		n = f.in.length()
		*items = nil
	}
	for i := 0; i < n && f.in.err == nil; i++ {
		if !f.writing {
			var zero T
			*items = append(*items, zero)
		}
		one(f, &(*items)[i])
	}
}

// optional is a thing that may be absent.
func optional[T any](f *form, p **T, one func(*form, *T)) {
	there := *p != nil
	f.bool(&there)
	if !f.writing {
		*p = nil
		if there {
			*p = new(T)
		}
	}
	if there {
		one(f, *p)
	}
}

func texts(f *form, items *[]string) { list(f, items, (*form).text) }

func values(f *form, items *[]schema.Value) { list(f, items, (*form).value) }

func codes(f *form, items *[]Code) { list(f, items, whole[Code]) }
