package main

import (
	"fmt"
	"strings"
	"time"
)

// count is a number with its noun: 1 file, 2 files.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// moment is a time as tables show it, in the zone of the project.
func moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return strings.ToLower(t.In(zone).Format("Mon")) + t.In(zone).Format(" 2006-01-02 15:04")
}
