// The way out of a mail: headers by which mail programs show a button, and a link for people.

package actions

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// offerUnsubscribing gives a mail the link to unsubscribe: as headers (RFC 2369, and RFC 8058 for one click) and at its
// end. Without a link the mail stays as it is.
func offerUnsubscribing(m *schema.Message, link string) {
	if link == "" {
		return
	}
	m.Headers = append(m.Headers, "List-Unsubscribe: <"+link+">", "List-Unsubscribe-Post: List-Unsubscribe=One-Click")
	if !m.Fields["html"].Bool() {
		m.Body = strings.TrimRight(m.Body, "\n") + fmt.Sprintf("\n\n---\n\n[Unsubscribe](%s)\n", link)
		return
	}
	line := fmt.Sprintf(`<p><a href="%s">Unsubscribe</a></p>`, link)
	end := strings.LastIndex(strings.ToLower(m.Body), "</body>")
	if end < 0 || len(strings.ToLower(m.Body)) != len(m.Body) {
		m.Body += line + "\n"
		return
	}
	m.Body = m.Body[:end] + line + "\n" + m.Body[end:]
}
