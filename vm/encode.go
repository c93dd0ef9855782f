package vm

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/wflang/wf/lang/schema"
)

// Every stored program and bundle begins with eight bytes: a mark of four, a version of the form, three zeros for later;
// then the CRC-32 of what follows.
const (
	programMark = "wfp\x00"
	bundleMark  = "wfc\x00"
	formVersion = 3
	oldestForm  = 2 // that is still read: it lacks the premises of waits
	headerSize  = 12
)

// Encode is the binary form of one program: what a store keeps of a version. It holds everything but the schema.
func (p *Program) Encode() []byte {
	f := &form{writing: true}
	f.program(p)
	return seal(programMark, f.out)
}

// DecodeProgram reads a program and links it to a schema. Bytes that are cut short, damaged or hostile give an error.
func DecodeProgram(data []byte, s *schema.Schema) (*Program, error) {
	body, version, err := open(programMark, "compiled workflow", data)
	if err != nil {
		return nil, err
	}
	f := &form{in: reader{data: body}, version: version, schema: s}
	p, err := f.readProgram()
	if err != nil {
		return nil, err
	}
	if len(f.in.data) > 0 {
		return nil, errors.New("the compiled workflow cannot be read: something follows its end")
	}
	return p.Link(s)
}

func (f *form) readProgram() (*Program, error) {
	p := &Program{code: &code{}}
	f.program(p)
	if f.in.err != nil {
		return nil, fmt.Errorf("the compiled workflow cannot be read: %w", f.in.err)
	}
	if err := p.verify(); err != nil {
		return nil, err
	}
	p.Hash = p.hash()
	return p, nil
}

// hash names the version of a program: what it does, not how its text is laid out.
func (p *Program) hash() string {
	f := &form{writing: true}
	f.behavior(p)
	sum := sha256.Sum256(f.out)
	return hex.EncodeToString(sum[:])
}

func seal(mark string, body []byte) []byte {
	out := append([]byte(mark), formVersion, 0, 0, 0)
	sum := crc32.ChecksumIEEE(body)
	out = append(out, byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24))
	return append(out, body...)
}

// open checks what surrounds the body of a stored thing and returns the body, with the version of its form.
func open(mark, what string, data []byte) (body []byte, version byte, err error) {
	switch {
	case len(data) < len(mark) || string(data[:len(mark)]) != mark:
		return nil, 0, fmt.Errorf("this is not a %s", what)
	case len(data) < headerSize:
		return nil, 0, fmt.Errorf("the %s is cut short", what)
	case data[4] < oldestForm || data[4] > formVersion || data[5]|data[6]|data[7] != 0:
		return nil, 0, fmt.Errorf("the %s has version %d, this program reads version %d", what, data[4], formVersion)
	}
	body = data[headerSize:]
	sum := uint32(data[8]) | uint32(data[9])<<8 | uint32(data[10])<<16 | uint32(data[11])<<24
	if crc32.ChecksumIEEE(body) != sum {
		return nil, 0, fmt.Errorf("the %s is damaged or cut short: its checksum does not fit", what)
	}
	return body, data[4], nil
}
