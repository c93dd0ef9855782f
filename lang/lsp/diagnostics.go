package lsp

// Diagnostics are pushed: those of the file at hand at once, those of the whole project when the writer pauses.

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// soonDelay gathers the edits of one keystroke.
const soonDelay = 5 * time.Millisecond

// quick is how long the last check of a whole project may have taken for it to be made at every edit.
const quick = 20 * time.Millisecond

// few is of how many files each is checked alone; the whole project costs no more than a larger number of them.
const few = 8

// soon checks the files that were edited, and the project after a pause.
func (w *workspace) soon() {
	w.mu.Lock()
	fast := w.whole != nil && w.whole.took < quick
	if !fast {
		if w.hurried != nil {
			w.hurried.Stop()
		}
		w.hurried = time.AfterFunc(soonDelay, func() { w.server.protect(w.publishTouched) })
	}
	w.mu.Unlock()
	if fast {
		w.later(soonDelay)
	} else {
		w.later(w.server.config.Delay)
	}
}

// at tells whether the texts are those of a generation still.
func (w *workspace) at(generation int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.generation == generation
}

// later checks the project after a time, unless something changes before.
func (w *workspace) later(after time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.timer = time.AfterFunc(after, func() { w.server.protect(w.publish) })
}

// protect keeps a fault in what no request asked for from ending the server.
func (s *Server) protect(do func()) {
	defer func() {
		if fault := recover(); fault != nil {
			s.log.Printf("check: %v", fault)
		}
	}()
	if s.ctx.Err() == nil {
		do()
	}
}

// publish checks the project and tells what is wrong in each of its files, unless a text changes before it is done.
func (w *workspace) publish() {
	w.mu.Lock()
	texts := w.texts
	w.mu.Unlock()
	c := w.analysis(texts)
	if c == nil {
		return
	}
	byFile := map[string][]diag.Diagnostic{}
	for _, d := range c.found {
		if d.Span.File != nil && !w.server.isPrelude(d.Span.File) {
			byFile[d.Span.File.Name] = append(byFile[d.Span.File.Name], d)
		}
	}
	names := map[string]bool{}
	for _, f := range c.project.Files() {
		if !f.Builtin {
			names[f.Source.Name] = true
		}
	}
	for name := range byFile {
		names[name] = true
	}
	w.sending.Lock()
	defer w.sending.Unlock()
	if !w.at(c.generation) {
		return // what comes is newer
	}
	for name := range w.sent {
		names[name] = true // so that what was mended or deleted is taken back
	}
	for name := range names {
		w.send(name, byFile[name], c)
	}
	w.told = c.generation
	w.mu.Lock()
	maps.DeleteFunc(w.touched, func(_ string, edited int) bool { return edited <= c.generation })
	w.mu.Unlock()
}

// publishTouched tells what is wrong in the files that were edited. One that changes before stays for the next time.
func (w *workspace) publishTouched() {
	w.mu.Lock()
	paths := slices.Sorted(maps.Keys(w.touched))
	w.mu.Unlock()
	if len(paths) > few {
		w.publish()
		return
	}
	for _, path := range paths {
		w.publishOne(path)
	}
}

// publishOne checks one file and tells what is wrong in it. What only the whole project decides stays as it was.
func (w *workspace) publishOne(path string) {
	name := w.name(path)
	w.mu.Lock()
	last := w.whole
	w.mu.Unlock()
	c := w.focus(name)
	if c == nil {
		return
	}
	var now *source.File
	if file := c.project.File(name); file != nil {
		now = file.Source
	}
	var list []diag.Diagnostic
	for _, d := range c.found {
		if d.Span.File != nil && d.Span.File.Name == name && !slices.Contains(ofWholes, d.Code) {
			list = append(list, d)
		}
	}
	if last != nil && now != nil {
		list = append(list, carried(last.found, now, name)...)
	}
	w.sending.Lock()
	defer w.sending.Unlock()
	if !w.at(c.generation) || w.told == c.generation {
		return
	}
	w.send(name, diag.Tidy(list), c)
	w.mu.Lock()
	if w.touched[path] <= c.generation {
		delete(w.touched, path)
	}
	w.mu.Unlock()
}

// send publishes the diagnostics that a check found in one file. The lock of sending is held.
func (w *workspace) send(name string, list []diag.Diagnostic, c *checked) {
	s := w.server
	at := filepath.Join(w.dir, filepath.FromSlash(name))
	p := &protocol.PublishDiagnosticsParams{URI: uri.File(at), Diagnostics: []protocol.Diagnostic{}}
	s.mu.Lock()
	if d := s.docs[at]; d != nil {
		p.URI = d.uri
	}
	owner := s.workspaces[s.projectDir(at)]
	s.mu.Unlock()
	if version, open := c.versions[at]; open {
		p.Version.Set(version)
	}
	if owner == w {
		for _, d := range list {
			p.Diagnostics = append(p.Diagnostics, s.diagnostic(w, d))
		}
	}
	w.push(name, p)
}

// push sends what is to be published of one file, unless the client has it. The lock of sending is held.
func (w *workspace) push(name string, p *protocol.PublishDiagnosticsParams) {
	s := w.server
	body, err := protocol.Marshal(p)
	if err != nil {
		s.log.Print(err)
		return
	}
	before, known := w.sent[name]
	// That there is nothing is told of each version of an open text: editors drop what is of another one.
	nothing := len(p.Diagnostics) == 0 && p.Version.IsZero()
	if nothing {
		delete(w.sent, name)
	} else {
		w.sent[name] = body
	}
	if known && bytes.Equal(before, body) || !known && nothing {
		return
	}
	if err := s.client.PublishDiagnostics(s.ctx, p); err != nil && s.ctx.Err() == nil {
		s.log.Print(err)
	}
}

// forget takes back all that was published.
func (w *workspace) forget() {
	w.mu.Lock()
	for _, t := range []*time.Timer{w.timer, w.hurried} {
		if t != nil {
			t.Stop()
		}
	}
	w.change() // what is being checked still is not published
	w.outdated()
	w.mu.Unlock()
	w.sending.Lock()
	defer w.sending.Unlock()
	for name := range w.sent {
		at := filepath.Join(w.dir, filepath.FromSlash(name))
		w.push(name, &protocol.PublishDiagnosticsParams{URI: uri.File(at), Diagnostics: []protocol.Diagnostic{}})
	}
}

var severities = map[diag.Level]protocol.DiagnosticSeverity{diag.Error: protocol.DiagnosticSeverityError,
	diag.Warning: protocol.DiagnosticSeverityWarning, diag.Note: protocol.DiagnosticSeverityInformation}

// diagnostic is a diagnostic as editors show it: with its notes and help below the message.
func (s *Server) diagnostic(w *workspace, d diag.Diagnostic) protocol.Diagnostic {
	message := d.Message
	for _, n := range d.Notes {
		message += "\nnote: " + n
	}
	for _, h := range d.Help {
		message += "\nhelp: " + h
	}
	out := protocol.Diagnostic{Range: spanRange(d.Span), Severity: severities[d.Level], Code: protocol.String(d.Code),
		Source: protocol.NewOptional("wf"), Message: protocol.String(message)}
	if page := s.pages[d.Code]; page != "" {
		out.CodeDescription.Href = uri.URI(page)
	}
	if strings.HasPrefix(d.Code, "unused-") || d.Code == "unreachable-step" {
		out.Tags = protocol.NewDiagnosticTags(protocol.DiagnosticTagUnnecessary)
	}
	for _, r := range d.Related {
		if r.Span.File != nil {
			out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: s.location(w, r.Span), Message: r.Label})
		}
	}
	return out
}
