package project

import (
	"bytes"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/diag"
)

// A secret that stands in wf.yaml is in nothing that is printed of the file, neither by the fault of its own nor by those
// of its neighbors, and the warning stays where it can be found.
func TestConcealedSecrets(t *testing.T) {
	const text = `smtp:
  url: smtp://u:hunter2@h:1
  password: |
    hunter2
    hunter2

    hunter2
  x: 1
slack: { token: "hunter2", frm: 3 }
asana:
  token: hunter2
    hunter2
  workspace: [1]
twilio:
  token: >-
    hunter2
  account: [1]
salesforce: { url: 'u:hunter2@host' }
meta: { token: 48151623, y: 4 }
`
	_, found := parse(t, text)
	secrets := 0
	for _, d := range found {
		if d.Code == "config-secret" {
			secrets++
		}
	}
	if secrets != 6 {
		t.Errorf("%d warnings of secrets:\n%s", secrets, lines(found))
	}
	var out bytes.Buffer
	if err := diag.WriteText(&out, found, diag.Style{}); err != nil {
		t.Fatal(err)
	}
	if err := diag.WriteJSON(&out, found); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"hunter2", "48151623"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("a secret shows:\n%s", out.String())
		}
	}
	if !strings.Contains(out.String(), `slack: { token: *********, frm: 3 }`) {
		t.Errorf("the line of a secret is not shown:\n%s", out.String())
	}
}
