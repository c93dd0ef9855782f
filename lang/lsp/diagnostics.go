package lsp

// Diagnostics are pushed: those of the file at hand at once, those of the whole project when the writer pauses.

import (
	"bytes"
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

// ofWholes are the codes that only the whole project decides.
var ofWholes = []string{"unused-segment", "unused-allow", "no-enroll", "trigger-loop", "write-conflict", "duplicate-workflow"}

// soon checks a file that was edited, and the project after a pause.
func (w *workspace) soon(path string) {
	w.mu.Lock()
	fast := w.whole != nil && w.whole.took < quick
	generation := w.generation
	w.mu.Unlock()
	if fast {
		w.later(soonDelay)
		return
	}
	w.later(w.server.config.Delay)
	time.AfterFunc(soonDelay, func() {
		if w.at(generation) {
			w.server.protect(func() { w.publishOne(path) })
		}
	})
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

// publish checks the project and tells what is wrong in each of its files.
func (w *workspace) publish() {
	c := w.analysis()
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
}

// publishOne checks one file and tells what is wrong in it. What only the whole project decides stays as it was.
func (w *workspace) publishOne(path string) {
	name := w.name(path)
	w.mu.Lock()
	last := w.whole
	w.mu.Unlock()
	c := w.focus(name)
	file := c.project.File(name)
	if file == nil {
		return
	}
	var list []diag.Diagnostic
	for _, d := range c.found {
		if d.Span.File != nil && d.Span.File.Name == name && !slices.Contains(ofWholes, d.Code) {
			list = append(list, d)
		}
	}
	if last != nil {
		list = append(list, carried(last.found, file.Source, name)...)
	}
	w.sending.Lock()
	defer w.sending.Unlock()
	if w.at(c.generation) && w.told != c.generation {
		w.send(name, diag.Sort(list), c)
	}
}

// carried are the diagnostics of an older text that the whole project decided, where they stand in the new one; those
// in what was edited are left out.
func carried(found []diag.Diagnostic, now *source.File, name string) (list []diag.Diagnostic) {
	for _, d := range found {
		if d.Span.File == nil || d.Span.File.Name != name || !slices.Contains(ofWholes, d.Code) {
			continue
		}
		old := d.Span.File.Text
		same := commonPrefix(old, now.Text)
		after := commonSuffix(old[same:], now.Text[same:])
		switch shift := len(now.Text) - len(old); {
		case d.Span.End <= same:
			d.Span = now.Span(d.Span.Start, d.Span.End)
		case d.Span.Start >= len(old)-after:
			d.Span = now.Span(d.Span.Start+shift, d.Span.End+shift)
		default:
			continue
		}
		d.Fixes = nil
		list = append(list, d)
	}
	return list
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
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
	if len(p.Diagnostics) == 0 {
		delete(w.sent, name)
	} else {
		w.sent[name] = body
	}
	if known && bytes.Equal(before, body) || !known && len(p.Diagnostics) == 0 {
		return
	}
	if err := s.client.PublishDiagnostics(s.ctx, p); err != nil && s.ctx.Err() == nil {
		s.log.Print(err)
	}
}

// forget takes back all that was published.
func (w *workspace) forget() {
	w.mu.Lock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.generation++ // what is being checked still is not published
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
