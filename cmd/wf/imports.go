package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/wflang/wf/runtime/records"
)

// importsFile keeps, beside the database, what the record files were like when they were imported last, so that a run
// imports only those that changed. Without it everything is imported once more, which changes nothing.
const importsFile = "imports.json"

// importChanged imports the record files of wf.yaml that changed since they were imported last.
func (s *session) importChanged(ctx context.Context, skipBad bool) (*records.Report, error) {
	known, err := s.imported()
	if err != nil {
		return nil, err
	}
	var sources []records.Source
	var names []string
	for _, file := range s.Config.Records {
		o, err := s.object(file.Object)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Key, err)
		}
		src, err := s.app.recordFile(s.Path(file.File))
		if err != nil {
			return nil, err
		}
		src.Object, src.Columns = o, file.Columns
		print, err := records.Fingerprint(&src, s.zone)
		if err != nil {
			return nil, err
		}
		if name := file.Object + " " + file.File; known[name] != print {
			sources, names = append(sources, src), append(names, name)
		}
	}
	if len(sources) == 0 {
		return &records.Report{}, nil
	}
	report, err := s.importFiles(ctx, sources, skipBad)
	if err != nil {
		return nil, err
	}
	for i, f := range report.Files {
		known[names[i]] = f.Fingerprint
	}
	return report, s.remember(known)
}

func (s *session) imported() (map[string]string, error) {
	known := map[string]string{}
	if s.folder == "" {
		return known, nil
	}
	name := filepath.Join(s.folder, importsFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return known, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &known); err != nil {
		return map[string]string{}, nil // damaged: import once more
	}
	return known, nil
}

func (s *session) remember(known map[string]string) error {
	if s.folder == "" {
		return nil
	}
	text, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(s.folder, importsFile), func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// importFiles imports record files with a bar of progress.
func (s *session) importFiles(ctx context.Context, sources []records.Source, skipBad bool) (*records.Report, error) {
	bar := s.app.progress("importing")
	defer bar.done()
	return records.Import(ctx, sources, records.Into(ctx, s), records.Options{Schema: s.schema, Zone: s.zone, SkipBad: skipBad, Progress: bar.set})
}
