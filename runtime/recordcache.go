// Records that were written or read lately, in their stored form: a record at a random place of a large store takes far
// longer to find there than to decode.

package runtime

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
)

// recordCache keeps records in a ring of chunks: when all are full, the oldest is emptied. There are no pointers in it
// that the garbage collector would have to follow. What it holds is what the writer would read, since nobody else writes.
type recordCache struct {
	chunks [][]byte          // filled one after the other, and round again
	most   int               // how many chunks there may be
	at     int               // the one that is being filled
	where  map[uint64]uint32 // chunk and offset of the latest form, by hash of the place
	seed   maphash.Seed
}

// A chunk's number takes the upper bits of a position, the offset in it the lower ones.
const (
	chunkBits = 18
	chunkSize = 1 << chunkBits
)

// newRecordCache returns a cache of so many bytes; the positions of small records take half as much again.
func newRecordCache(size int) *recordCache {
	return &recordCache{most: min(max(size, 0)>>chunkBits, 1<<(32-chunkBits)), where: map[uint64]uint32{}, seed: maphash.MakeSeed()}
}

func (c *recordCache) hash(p place) uint64 {
	return maphash.String(c.seed, p.id) + uint64(p.object)*0x9e3779b97f4a7c15
}

// get is a copy of the stored form of a record.
func (c *recordCache) get(p place) (data []byte, ok bool) {
	position, ok := c.where[c.hash(p)]
	if !ok {
		return nil, false
	}
	found, data, _ := cutEntry(c.chunks[position>>chunkBits][position&(chunkSize-1):])
	if !found.is(p) {
		return nil, false
	}
	return bytes.Clone(data), true
}

// put takes in the stored form of a record, which it copies. One that is too large is not kept.
func (c *recordCache) put(p place, data []byte) {
	most := 2*binary.MaxVarintLen32 + 1 + len(p.id) + len(data)
	if most > chunkSize/8 || c.most == 0 {
		c.forget(p)
		return
	}
	if len(c.chunks) == 0 || len(c.chunks[c.at])+most > chunkSize {
		c.turn()
	}
	chunk := c.chunks[c.at]
	c.where[c.hash(p)] = uint32(c.at<<chunkBits | len(chunk))
	chunk = append(append(binary.AppendUvarint(chunk, uint64(p.object)), byte(len(p.id))), p.id...)
	c.chunks[c.at] = append(binary.AppendUvarint(chunk, uint64(len(data))), data...)
}

// forget drops a record whose stored form is not known any more.
func (c *recordCache) forget(p place) { delete(c.where, c.hash(p)) }

// turn goes on to the next chunk, which is emptied when it was full before.
func (c *recordCache) turn() {
	if len(c.chunks) < c.most {
		c.at = len(c.chunks)
		c.chunks = append(c.chunks, make([]byte, 0, chunkSize))
		return
	}
	c.at = (c.at + 1) % c.most
	for rest := c.chunks[c.at]; len(rest) > 0; {
		position := uint32(c.at<<chunkBits | (len(c.chunks[c.at]) - len(rest)))
		var e entryPlace
		e, _, rest = cutEntry(rest)
		if hash := c.hash(place{e.object, string(e.id)}); c.where[hash] == position {
			delete(c.where, hash)
		}
	}
	c.chunks[c.at] = c.chunks[c.at][:0]
}

// entryPlace is the place of a record as the cache has it.
type entryPlace struct {
	object int
	id     []byte
}

func (e entryPlace) is(p place) bool { return e.object == p.object && string(e.id) == p.id }

// cutEntry reads an entry from the front of a chunk.
func cutEntry(chunk []byte) (at entryPlace, data, rest []byte) {
	object, n := binary.Uvarint(chunk)
	end := n + 1 + int(chunk[n])
	at = entryPlace{int(object), chunk[n+1 : end]}
	size, n := binary.Uvarint(chunk[end:])
	begin := end + n
	return at, chunk[begin : begin+int(size)], chunk[begin+int(size):]
}
