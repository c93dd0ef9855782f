package records

// Texts that must be there once, remembered in little memory.

import "hash/maphash"

// identity stands for the id or key of a record: 128 bits of hash, so that millions of them fit into memory.
type identity [2]uint64

// identities makes them. Its seeds are drawn anew each time, so that nobody can write a file whose identities collide.
type identities struct{ seeds [2]maphash.Seed }

func newIdentities() identities {
	return identities{[2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

func (i *identities) of(text []byte) identity {
	return identity{maphash.Bytes(i.seeds[0], text), maphash.Bytes(i.seeds[1], text)}
}
