package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/wflang/wf/lang/source"
)

func TestTokens(t *testing.T) {
	kinds := map[lexer.TokenType]string{}
	for name, kind := range symbols() {
		kinds[kind] = name
	}
	for _, c := range []struct{ text, want string }{
		{"a.b_c $d é1", "Word:a Sign:. Word:b_c Word:$d Word:é1"},
		{"1 1.5 .5 1_000 0xff 0b1 0o7 1e5 1.5e-3 1..5 007", "Number:1 Number:1.5 Number:.5 Number:1_000 Number:0xff Number:0b1 Number:0o7 Number:1e5 Number:1.5e-3 Number:1 Sign:.. Number:5 Number:007"},
		{"at 09:00", "Word:at Clock:09:00"},
		{"at 9:30 x", "Word:at Clock:9:30 Word:x"},
		{"09:00..18:00", "Clock:09:00 Sign:.. Clock:18:00"},
		{"09:00 .. 18:00", "Clock:09:00 Sign:.. Clock:18:00"},
		{"a ? 10:20", "Word:a Sign:? Number:10 Sign:: Number:20"},
		{"{9:00}", "Sign:{ Number:9 Sign:: Number:00 Sign:}"},
		{"at 2026-03-02 09:00", "Word:at Date:2026-03-02 Clock:09:00"},
		{"2026-12-24 12-24 2026-12-2 2026-12-245", "Date:2026-12-24 Number:12 Sign:- Number:24 Number:2026 Sign:- Number:12 Sign:- Number:2 Number:2026 Sign:- Number:12 Sign:- Number:245"},
		{`"a" 'b' "" "a\"b" '"'`, `Text:"a" Text:'b' Text:"" Text:"a\"b" Text:'"'`},
		{"`a` `a``b` ````", "Text:`a` Text:`a``b` Text:````"},
		{`"Hello {{contact.firstname ?? "there"}}!" x`, `Template:"Hello {{contact.firstname ?? "there"}}!" Word:x`},
		{`"{{ {a: {b: "}}"}} }}" x`, `Template:"{{ {a: {b: "}}"}} }}" Word:x`},
		{`"a {{{{ b" "{{{{{{a}}" x`, `Template:"a {{{{ b" Template:"{{{{{{a}}" Word:x`},
		{"=> -> == != <= >= && || ** ?? ?. += -= :: .. = < > !", "Sign:=> Sign:-> Sign:== Sign:!= Sign:<= Sign:>= Sign:&& Sign:|| Sign:** Sign:?? Sign:?. Sign:+= Sign:-= Sign::: Sign:.. Sign:= Sign:< Sign:> Sign:!"},
		{"a // comment\nb /* c\nd */ e", "Word:a Word:b Word:e"},
		{"10k 9am 0xg", "Bad:10k Bad:9am Bad:0xg"},
		{"\uFEFFa", "Word:a"},
	} {
		s := newScanner(source.NewFile("tokens.wf", c.text), DefaultLimits())
		s.scan()
		var got []string
		for _, token := range s.tokens[:len(s.tokens)-1] {
			if c.text[token.Pos.Offset:endOf(&token)] != token.Value {
				t.Errorf("%s: token %q does not stand at %d", c.text, token.Value, token.Pos.Offset)
			}
			got = append(got, kinds[token.Type]+":"+token.Value)
		}
		if joined := strings.Join(got, " "); joined != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, joined, c.want)
		}
	}
}

// Lines are counted through comments and texts of several lines, and the first token of each is marked.
func TestLines(t *testing.T) {
	text := "a b\n  c /* x\ny */ d `1\n2` e\n\n// f\ng"
	s := newScanner(source.NewFile("lines.wf", text), DefaultLimits())
	s.scan()
	var got []string
	for _, token := range s.tokens {
		mark := ""
		if beginsLine(&token) {
			mark = "^"
		}
		got = append(got, fmt.Sprintf("%s%s:%d", mark, strings.ReplaceAll(token.Value, "\n", "|"), token.Pos.Line))
	}
	if joined, want := strings.Join(got, " "), "^a:1 b:1 ^c:2 ^d:3 `1|2`:3 e:4 ^g:7 ^:7"; joined != want {
		t.Errorf("got %s, want %s", joined, want)
	}
	if n := len(s.comments); n != 2 {
		t.Errorf("%d comments", n)
	}
}

// The lexer is participle's as well.
func TestDefinition(t *testing.T) {
	d := definition{DefaultLimits()}
	l, err := d.Lex("a.wf", strings.NewReader("a == 1"))
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := lexer.ConsumeAll(l)
	if err != nil || len(tokens) != 5 || tokens[3].Type != tokenEnd || !tokens[4].EOF() {
		t.Errorf("%v, %v", tokens, err)
	}
}
