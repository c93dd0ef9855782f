package badger

import (
	"os"
	"path/filepath"
	"slices"
)

// dropTorn removes log files without content. A process that is killed just after it made such a file, and before it
// gave it its size, leaves one; Badger would take it for new and not open the store.
func dropTorn(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !slices.Contains([]string{".mem", ".vlog"}, filepath.Ext(entry.Name())) {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Size() == 0 {
			if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
