package records

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// Fingerprint names the content of a file together with how it is read: two equal ones would import the same.
func Fingerprint(s *Source, zone *time.Location) (string, error) {
	file, err := s.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", fmt.Errorf("%s: %w", s.Name, err)
	}
	return fingerprint(s, hex.EncodeToString(hash.Sum(nil)), zone), nil
}

func fingerprint(s *Source, content string, zone *time.Location) string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%q %q %q", content, s.Object.Name, zone.String())
	for _, column := range slices.Sorted(maps.Keys(s.Columns)) {
		fmt.Fprintf(hash, " %q %q", column, s.Columns[column])
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}
