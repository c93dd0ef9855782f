package lsp_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is unused or never reached is tagged, so that editors dim it; nothing else is.
func TestTags(t *testing.T) {
	text := `segment warm on contact when contact.score > 10

workflow w on contact {
  enroll when contact.score > 1

unused:
  set contact.scroe = 5
  if contact.country == "France" then goto end
  stop
  clear contact.phone
end:
  clear contact.mobile // allow: unused-lett
}

workflow v on contact {
  enroll when contact.score > 1

  let answer = webhook(url: "https://crm.example/new")
}
`
	c := start(t, nil)
	settled(c, newPad(c, "a.wf", text))
	var got []string
	for _, d := range c.told("a.wf") {
		got = append(got, fmt.Sprintf("%d: %s %v", d.Range.Start.Line+1, d.Code, d.Tags))
	}
	slices.Sort(got)
	want := []string{"10: unreachable-step [1]", "12: unused-allow [1]", "18: unused-let [1]", "1: unused-segment [1]", "6: unused-label [1]",
		"7: unknown-property []"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
