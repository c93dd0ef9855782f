package vm

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Encode is the binary form of a bundle, a `.wfc` file: the declarations of the project, their hash, and the programs
// with their source.
func Encode(b *Bundle) []byte {
	f := &form{writing: true}
	declared := declarations(b.Schema)
	sum := sha256.Sum256(declared)
	f.out = append(f.out, sum[:]...)
	text := string(declared)
	f.text(&text)
	list(f, &b.Programs, func(f *form, p **Program) { f.program(*p) })
	return seal(bundleMark, f.out)
}

// Decode reads a bundle. Actions and functions come from the catalog; objects, events and the actions that the project
// declared come from the file. A file that is cut short, damaged or hostile gives an error, never a crash.
func Decode(data []byte, catalog *schema.Catalog) (*Bundle, error) {
	body, version, err := open(bundleMark, "compiled project", data)
	if err != nil {
		return nil, err
	}
	b, err := decodeBundle(body, version, catalog)
	if err != nil {
		return nil, fmt.Errorf("the compiled project cannot be read: %w", err)
	}
	return b, nil
}

func decodeBundle(body []byte, version byte, catalog *schema.Catalog) (*Bundle, error) {
	f := &form{in: reader{data: body}, version: version}
	var sum [sha256.Size]byte
	for i := range sum {
		sum[i] = f.in.byte()
	}
	declared := f.in.text()
	if f.in.err != nil {
		return nil, f.in.err
	}
	if sha256.Sum256([]byte(declared)) != sum {
		return nil, errors.New("its declarations do not fit their hash")
	}
	s, err := readDeclarations([]byte(declared), catalog)
	if err != nil {
		return nil, err
	}
	b := &Bundle{Schema: s}
	f.schema = s
	for range f.in.length() {
		p, err := f.readProgram()
		if err != nil {
			return nil, err
		}
		if p, err = p.Link(s); err != nil {
			return nil, err
		}
		b.Programs = append(b.Programs, p)
	}
	if f.in.err != nil {
		return nil, f.in.err
	}
	if len(f.in.data) > 0 {
		return nil, errors.New("something follows its end")
	}
	return b, nil
}
