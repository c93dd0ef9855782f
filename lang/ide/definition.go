package ide

import "github.com/wflang/wf/lang/source"

// Definition lists where the name at a place is declared: more than once where an object is added to.
func (p *Project) Definition(f *File, offset int) []source.Span {
	o, ok := f.At(offset)
	if !ok {
		return nil
	}
	var places []source.Span
	for _, d := range p.definitions(o.Symbol) {
		places = append(places, d.Span)
	}
	return places
}

func (p *Project) definitions(s Symbol) []Occurrence {
	var list []Occurrence
	for _, f := range p.files {
		for _, o := range f.Occurrences() {
			if o.Def && o.Symbol == s {
				list = append(list, o)
			}
		}
	}
	return list
}

// References lists where the name at a place stands, with its declarations where they are wanted.
func (p *Project) References(f *File, offset int, declarations bool) []source.Span {
	o, ok := f.At(offset)
	if !ok {
		return nil
	}
	var places []source.Span
	for _, r := range p.occurrences(o.Symbol) {
		if declarations || !r.Def {
			places = append(places, r.Span)
		}
	}
	return places
}

func (p *Project) occurrences(s Symbol) []Occurrence {
	var list []Occurrence
	for _, f := range p.files {
		for _, o := range f.Occurrences() {
			if o.Symbol == s {
				list = append(list, o)
			}
		}
	}
	return list
}

// Highlights are the places in one file of the name at a place.
func (p *Project) Highlights(f *File, offset int) []Occurrence {
	at, ok := f.At(offset)
	if !ok {
		return nil
	}
	var list []Occurrence
	for _, o := range f.Occurrences() {
		if o.Symbol == at.Symbol {
			list = append(list, o)
		}
	}
	return list
}
