package parse

import (
	"reflect"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/source"
)

// What is read short is what expr's parser reads.
func TestShortExpressions(t *testing.T) {
	short := 0
	for _, text := range []string{
		"a", "contact.owner", "a.b.c", "a . b", "a.not.in", "true", "false", "nil", "nil.a", "0", "12", "007", "1_000", "1.5", "0x1f", "999999999999999", "9999999999999999999",
		`"text"`, `'text'`, "`text`", `"é"`, `""`, `"a\nb"`, "`a``b`", `"it's"`, "\"tab\there\"", "`two\nlines`", "`two\r\nlines`", "a.é", "a?.b", "a[0]", "-1", "a.b()", "a /* c */ . b", "#", ".a",
	} {
		s := newScanner(source.NewFile("short.expr", text), DefaultLimits())
		s.scan()
		for _, head := range []string{"", predicateHead} {
			tail := strings.Repeat(")", len(head)/len(predicateHead))
			got := shortExpression(text, s.tokens[:len(s.tokens)-1], len(head))
			if got == nil {
				continue
			}
			short++
			want, err := parseExpression(head + text + tail)
			if err != nil {
				t.Errorf("%s: read short, but expr says %v", text, err)
				continue
			}
			if head != "" {
				want = predicateBody(want)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: read short as %#v, by expr as %#v", text, got, want)
			}
		}
	}
	if short < 40 {
		t.Errorf("only %d were read short", short)
	}
}
