// The binary form of what the engine stores: varints, texts with their length, values in the form of lang/schema.

package runtime

import (
	"encoding/binary"
	"errors"

	"github.com/wflang/wf/lang/schema"
)

var errDamaged = errors.New("the store is damaged: an entry is cut short")

func appendUint(buf []byte, n uint64) []byte { return binary.AppendUvarint(buf, n) }

func appendInt(buf []byte, n int64) []byte { return binary.AppendVarint(buf, n) }

func appendText(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

func appendBytes(buf, b []byte) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(b))), b...)
}

func appendBool(buf []byte, b bool) []byte {
	if b {
		return append(buf, 1)
	}
	return append(buf, 0)
}

func appendTexts(buf []byte, list []string) []byte {
	buf = appendUint(buf, uint64(len(list)))
	for _, s := range list {
		buf = appendText(buf, s)
	}
	return buf
}

func appendValues(buf []byte, list []schema.Value) []byte {
	buf = appendUint(buf, uint64(len(list)))
	for _, v := range list {
		buf = schema.AppendValue(buf, v)
	}
	return buf
}

// decoder reads stored bytes from the front; after the first fault it gives zeros only.
type decoder struct {
	data []byte
	err  error
}

func (d *decoder) fail() {
	if d.err == nil {
		d.err = errDamaged
	}
	d.data = nil
}

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.data)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.data = d.data[size:]
	return n
}

func (d *decoder) int() int64 {
	n, size := binary.Varint(d.data)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.data = d.data[size:]
	return n
}

// count is a number of things that take at least one byte each.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.data)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) byte() byte {
	if len(d.data) == 0 {
		d.fail()
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) bool() bool { return d.byte() != 0 }

func (d *decoder) bytes() []byte {
	n := d.count()
	b := d.data[:n]
	d.data = d.data[n:]
	return b
}

func (d *decoder) text() string { return string(d.bytes()) }

func (d *decoder) texts() []string {
	var list []string
	for range d.count() {
		list = append(list, d.text())
	}
	return list
}

func (d *decoder) value(s *schema.Schema) schema.Value {
	v, rest, err := schema.DecodeValue(d.data, s)
	if err != nil {
		d.fail()
		return schema.Value{}
	}
	d.data = rest
	return v
}

func (d *decoder) values(s *schema.Schema) []schema.Value {
	var list []schema.Value
	for range d.count() {
		list = append(list, d.value(s))
	}
	return list
}

func (d *decoder) occurrence(s *schema.Schema) *schema.Occurrence {
	o, rest, err := schema.DecodeOccurrence(d.data, s)
	if err != nil {
		d.fail()
		return nil
	}
	d.data = rest
	return o
}
