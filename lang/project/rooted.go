package project

import (
	"path/filepath"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Rooted returns the diagnostics with the files of the project named from where the reader stands, not from the
// project's folder, so that a terminal or an editor can open them.
func (p *Project) Rooted(list []diag.Diagnostic) []diag.Diagnostic {
	if p.Dir == "" || p.Dir == "." {
		return list
	}
	renamed := map[*source.File]*source.File{}
	files := append(append([]*source.File{p.Config.Source}, p.Files...), p.Templates...)
	if p.Config.UserFile != nil {
		files = append(files, p.Config.UserFile.Source)
	}
	for _, f := range files {
		if f != nil {
			renamed[f] = f.Renamed(filepath.ToSlash(filepath.Join(p.Dir, filepath.FromSlash(f.Name))))
		}
	}
	at := func(s source.Span) source.Span {
		if f, ok := renamed[s.File]; ok {
			s.File = f
		}
		return s
	}
	out := make([]diag.Diagnostic, len(list))
	for i, d := range list {
		d.Span = at(d.Span)
		d.Related = append([]diag.Related(nil), d.Related...)
		for j := range d.Related {
			d.Related[j].Span = at(d.Related[j].Span)
		}
		d.Fixes = append([]diag.Fix(nil), d.Fixes...)
		for j := range d.Fixes {
			d.Fixes[j].Edits = append([]diag.Edit(nil), d.Fixes[j].Edits...)
			for k := range d.Fixes[j].Edits {
				d.Fixes[j].Edits[k].Span = at(d.Fixes[j].Edits[k].Span)
			}
		}
		out[i] = d
	}
	return out
}
