package main

// Beside wf serve: what differs from having the store for oneself.

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
)

// about is what wf serve says of itself.
func (s *session) about() control.About {
	return control.About{Version: version(), Process: os.Getpid(), Began: s.clock.Now(), Settings: settings(s.Config)}
}

// settings is the fingerprint of wf.yaml; "" without one.
func settings(c *project.Config) string {
	if c.Source == nil {
		return ""
	}
	sum := sha256.Sum256([]byte(c.Source.Text))
	return hex.EncodeToString(sum[:])
}

// served reports whether wf serve has the store in a folder.
func (a *app) served(ctx context.Context, folder string) bool {
	server, err := control.Dial(ctx, folder, version())
	if err != nil {
		return false // attach says what else is wrong
	}
	return server.Close() == nil
}

// warnDeclarations says that the project declares other things than what wf serve runs.
func (s *session) warnDeclarations() error {
	if diag.HasErrors(s.Found) {
		return nil
	}
	same, err := s.engine.Declares(s.Analysis.Project.Schema)
	if err == nil && !same {
		fmt.Fprintln(s.app.err, "wf: the project declares other things than wf serve knows; wf deploy takes them over")
	}
	return err
}

// warnSettings says that wf serve goes by another wf.yaml.
func (s *session) warnSettings() {
	if s.server != nil && s.server.About.Settings != settings(s.Config) {
		fmt.Fprintln(s.app.err, "wf: wf.yaml changed since wf serve began; what it says holds after a restart")
	}
}

// Get gives a record to an import.
func (s *session) Get(ref schema.Ref) (*schema.Record, error) { return s.engine.Get(ref) }

// PutMany takes the records of an import.
func (s *session) PutMany(ctx context.Context, changes []runtime.Change) ([]runtime.PutResult, error) {
	var command control.Import
	for _, c := range changes {
		command.Changes = append(command.Changes, control.ChangeOf(c))
	}
	return do(ctx, s, command)
}
