package records

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever a file holds, the import takes it or lists its faults, and what it takes comes out as it went in.
func FuzzImport(f *testing.F) {
	f.Add(companies)
	f.Add("id;name;domain\n1;\"a;b\";x\n")
	f.Add(`{"id":"1","name":"L","domain":"l","tags":["vip"],"companies":["1"]}`)
	f.Add("\uFEFFname\tdomain\r\nA\ta\r\n")
	f.Add("name,domain\n\"a")
	f.Fuzz(func(t *testing.T, text string) {
		s, w := testSchema(), newWorld()
		for _, name := range []string{"f.csv", "f"} {
			_, err := importFiles(w, s, Options{}, file(s, "company", name, text))
			var faults *Faults
			if err != nil && !errors.As(err, &faults) {
				t.Fatalf("%T: %v", err, err)
			}
			if faults != nil && (faults.Count == 0 || len(faults.List) == 0) {
				t.Fatal("refused without a fault")
			}
		}
		if _, err := Infer(file(s, "company", "f", text), InferOptions{}); err != nil && !errors.As(err, new(Fault)) {
			t.Fatalf("%T: %v", err, err)
		}
		first := export(t, w, s, "company", JSONLines)
		again := newWorld()
		if first != "" {
			mustImport(t, again, s, file(s, "company", "f", first))
		}
		if diff := cmp.Diff(first, export(t, again, s, "company", JSONLines)); diff != "" {
			t.Error(diff)
		}
	})
}

// encoding/csv writes what the reader reads.
func TestReadsWhatOthersWrite(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	pieces := []string{"a", "b c", ",", ";", "\"", "\n", "é", "|", "\t", "'", " "}
	for range 500 {
		var want [][]string
		width := 1 + random.IntN(4)
		for range 1 + random.IntN(5) {
			row := make([]string, width)
			for i := range row {
				var cell strings.Builder
				for range 1 + random.IntN(4) {
					cell.WriteString(pieces[random.IntN(len(pieces))])
				}
				row[i] = cell.String()
			}
			want = append(want, row)
		}
		header := make([]string, width)
		for i := range header {
			header[i] = "h" + string(rune('a'+i))
		}
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.UseCRLF = false
		if err := w.WriteAll(append([][]string{header}, want...)); err != nil {
			t.Fatal(err)
		}
		text := out.String()
		in, err := open(io.Reader(strings.NewReader(text)), "f.csv")
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for {
			var r row
			more, err := in.next(&r)
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
			cells := make([]string, len(r.cells))
			for i, c := range r.cells {
				cells[i] = c.text
			}
			got = append(got, cells)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q:\n%s", text, diff)
		}
	}
}
