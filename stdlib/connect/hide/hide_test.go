package hide

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
)

func TestIn(t *testing.T) {
	const secret = `t0k"en<&>/+ é`
	for text, want := range map[string]string{
		"":                       "",
		"no such account":        "no such account",
		"Bearer " + secret + "!": "Bearer ***!",
		secret + secret:          "******",
		`{"a": "t0k\"en\u003c\u0026\u003e\/+ \u00e9", "b": 1}`: `{"a": "***", "b": 1}`,
		`{"a": "say: {\"b\":\"t0k\\\"en<&>/+ é\"}"}`:           `{"a": "say: {\"b\":\"***\"}"}`,
		`{"a": "x t0k\"en<\u0026>/+ é`:                         `{"a": "x ***`, // cut short
		"x?key=" + url.QueryEscape(secret):                     "x?key=***",
		"/" + url.PathEscape(secret) + "/x":                    "/***/x",
		"<p>" + html.EscapeString(secret) + "</p>":             "<p>***</p>",
		`C:\temp and "a quote`:                                 `C:\temp and "a quote`,
	} {
		if got := In(text, "", secret); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	if got := In("a bc", "a", "bc"); got != "*** ***" {
		t.Errorf("two secrets: %s", got)
	}
}

// Amid other things, base64 shows a part of the secret at most as long as two of its characters.
func TestInBase64(t *testing.T) {
	const secret = "correct-horse-battery"
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		for before := range 7 {
			for after := range 4 {
				text := encoding.EncodeToString([]byte(strings.Repeat("~", before) + secret + strings.Repeat("~", after)))
				got := In("AUTH "+text, secret)
				left := strings.Replace(strings.TrimPrefix(got, "AUTH "), "***", "", 1)
				if !strings.Contains(got, "***") || len(left) > len(encoding.EncodeToString(make([]byte, before+after)))+4 {
					t.Errorf("%d before, %d after: %s becomes %s", before, after, text, got)
				}
			}
		}
	}
	if got := In("YWI= is base64", "ab"); got != "YWI= is base64" {
		t.Errorf("a short piece is taken for a secret: %s", got)
	}
}

// Whatever a JSON text holds, only the secret changes, and it stays JSON.
func TestInRandomJSON(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	alphabet := []rune("ab\"\\é\n ")
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	for range 2000 {
		secret := "S" + word(6) + "Z"
		values := []string{word(8), word(4) + secret + word(4), secret}
		text, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		hidden := In(string(text), secret)
		if err := json.Unmarshal([]byte(hidden), &got); err != nil {
			t.Fatalf("seed %d: %q in %s: %s: %v", seed, secret, text, hidden, err)
		}
		for i, v := range values {
			if want := strings.ReplaceAll(v, secret, "***"); got[i] != want {
				t.Fatalf("seed %d: %q becomes %q, want %q", seed, v, got[i], want)
			}
		}
	}
}

func ExampleIn() {
	fmt.Println(In(`401: the token "xoxb-17" is not valid`, "xoxb-17"))
	// Output: 401: the token "***" is not valid
}
