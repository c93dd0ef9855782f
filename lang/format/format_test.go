package format_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/source"
)

func formatted(t *testing.T, text string) string {
	t.Helper()
	out, faults := format.File(source.NewFile("a.wf", text))
	for _, d := range faults {
		if d.Level != diag.Error {
			continue
		}
		t.Errorf("%s: %s [%s]", d.Span, d.Message, d.Code)
	}
	return out
}

// steps are put into a workflow, and the result is taken out of it.
const (
	before = "workflow a on contact {\n  enroll when contact.score > 1\n\n"
	after  = "}\n"
)

func TestSteps(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"indentation", "stop\n    delay   2 days\n", `
  stop
  delay 2 days
`},
		{"two steps on a line", "delay 2 days stop\n", `
  delay 2 days
  stop
`},
		{"blank lines", "\n\n\ndelay 2 days\n\n\n\nstop\n\n\n", `
  delay 2 days

  stop
`},
		{"blocks", "if contact.score>1 then{stop}else{delay 2 days}\n", `
  if contact.score > 1 then {
    stop
  } else {
    delay 2 days
  }
`},
		{"one-line branches stay", "if contact.score > 1 then stop else delay 2 days\n", `
  if contact.score > 1 then stop else delay 2 days
`},
		{"branches on lines of their own stay", "if contact.score > 1 then\nstop\nelse\ndelay 2 days\n", `
  if contact.score > 1 then
    stop
  else
    delay 2 days
`},
		{"else after a bracket", "if contact.score > 1\nthen\n{\nstop\n}\nelse if contact.score > 2 then stop\n      else stop\n", `
  if contact.score > 1 then {
    stop
  } else if contact.score > 2 then stop
  else stop
`},
		{"labels", "goto done\n  done  : stop\n", `
  goto done
done:
  stop
`},
		{"labels in blocks", "if contact.score > 1 then {\ngoto x\n} else { x: stop }\n", `
  if contact.score > 1 then {
    goto x
  } else {
  x:
    stop
  }
`},
		{"match", "match contact.country{\"a\",\"b\"=>stop\n1 .. 5=>{stop}\n-3=>stop\ndefault=>\nstop\n}\n", `
  match contact.country {
    "a", "b" => stop
    1..5 => {
      stop
    }
    -3 => stop
    default =>
      stop
  }
`},
		{"split", "split{ 50 % => stop\n   default => stop }\n", `
  split {
    50% => stop
    default => stop
  }
`},
		{"operators", "set contact.score=-1+2*-contact.score-(3-1)\nset contact.city=contact . city|lower( )\nset contact.score = contact.score>1?1:contact.score<0?-1:0\n", `
  set contact.score = -1 + 2 * -contact.score - (3 - 1)
  set contact.city = contact.city | lower()
  set contact.score = contact.score > 1 ? 1 : contact.score < 0 ? -1 : 0
`},
		{"predicates", "if any( deals , .amount>3 and not( .stage==\"x\" ) ) or all(deals,#.amount!=nil)and !contact.bounced then stop\n", `
  if any(deals, .amount > 3 and not (.stage == "x")) or all(deals, #.amount != nil) and !contact.bounced then stop
`},
		{"lists and maps", "webhook(url:\"https://a.example\",body:{ \"a\":[ 1,2 , ],b:contact?.city,c:trigger.values [ \"x\" ],d:{}})\n", `
  webhook(url: "https://a.example", body: { "a": [1, 2], b: contact?.city, c: trigger.values["x"], d: {} })
`},
		{"quoted text stays", "notify(to: contact.owner, text: \"a  {{ contact.city??\"x\" }}  b\")\n", `
  notify(to: contact.owner, text: "a  {{ contact.city??"x" }}  b")
`},
		{"spread arguments stay spread", "notify(to: contact.owner,\n text: \"a\")on failure stop\n", `
  notify(
    to: contact.owner,
    text: "a",
  ) on failure stop
`},
		{"long calls are spread", "notify(to: contact.owner, title: \"" + strings.Repeat("a", 60) + "\", text: \"" + strings.Repeat("b", 60) + "\")\n", `
  notify(
    to: contact.owner,
    title: "` + strings.Repeat("a", 60) + `",
    text: "` + strings.Repeat("b", 60) + `",
  )
`},
		{"long records are spread", "if contact.score > 1 then create task { title: \"" + strings.Repeat("a", 60) + "\", body: \"" + strings.Repeat("b", 60) + "\" } with company\n", `
  if contact.score > 1 then create task {
    title: "` + strings.Repeat("a", 60) + `",
    body: "` + strings.Repeat("b", 60) + `",
  } with company
`},
		{"a list inside is spread alone", "notify(to: [user(\"a@a.example\"),\n user(\"b@a.example\")], text: \"a\")\n", `
  notify(to: [
    user("a@a.example"),
    user("b@a.example"),
  ], text: "a")
`},
		{"set with a record", "set contact{city:\"Lyon\",\ncountry:\"France\"}\nset contact{city:\"Lyon\",}\n", `
  set contact {
    city: "Lyon",
    country: "France",
  }
  set contact { city: "Lyon" }
`},
		{"conditions over lines", "if contact.score > 1\nand contact.score < 9 or (contact.score == 12\n or contact.score == 13) then {\nstop\n}\nset contact.score = 1 +\n2\n", `
  if contact.score > 1
      and contact.score < 9 or (contact.score == 12
          or contact.score == 13) then {
    stop
  }
  set contact.score = 1 +
    2
`},
		{"comments", `// before
 delay 2 days//behind
// between

   /* a block */
if contact.score > 1 then { // opening
// inside
stop
// last
}  // closing
// end
`, `
  // before
  delay 2 days //behind
  // between

  /* a block */
  if contact.score > 1 then { // opening
    // inside
    stop
    // last
  } // closing
  // end
`},
		{"comments in arguments", "notify( // why\n// who\nto: contact.owner, // the owner\ntext: \"a\" // what\n// nothing more\n)\n", `
  notify( // why
    // who
    to: contact.owner, // the owner
    text: "a",         // what
    // nothing more
  )
`},
		{"comments before else", "if contact.score > 1 then {\nstop\n}\n// otherwise\nelse stop\n", `
  if contact.score > 1 then {
    stop
  }
  // otherwise
  else stop
`},
		{"comments inside of a line", "if /* a */ contact.score > 1 /* b */ then stop /* c */\n", `
  if /* a */ contact.score > 1 /* b */ then stop /* c */
`},
		{"comments in a column", "stop // a\ndelay 2 days // b\n\ndelay 2 weeks // c\nstop\nstop // d\n", `
  stop         // a
  delay 2 days // b

  delay 2 weeks // c
  stop
  stop // d
`},
		{"delays", "let x=delay until event a ,b where event . url==\"x\" since enrolled up to 3  days\ndelay until 3 days before deal.close_date at 09:00\ndelay until monday , thursday at 9:30\n", `
  let x = delay until event a, b where event.url == "x" since enrolled up to 3 days
  delay until 3 days before deal.close_date at 09:00
  delay until monday, thursday at 9:30
`},
		{"record statements", "copy company.phone to contact.phone append\nset contact.tags-=[\"a\"]where .x>1\nincrease contact.score by-1\nenroll deals in w on failure goto  x\nx: unenroll from w\n", `
  copy company.phone to contact.phone append
  set contact.tags -= ["a"] where .x > 1
  increase contact.score by -1
  enroll deals in w on failure goto x
x:
  unenroll from w
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := formatted(t, before+c.in+after)
			if d := cmp.Diff(before+strings.TrimPrefix(c.want, "\n")+after, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if again := formatted(t, got); again != got {
				t.Errorf("not stable:\n%s", format.Diff("a.wf", "formatted", got, again))
			}
		})
	}
}

func TestDeclarations(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", " \n\n", ""},
		{"a comment", "\n\n// nothing here", "// nothing here\n"},
		{"one line", "object contact{a:text,b : enum{x \"X\",\"y\"}=x,c:number required key,}", `object contact { a: text, b: enum { x "X", "y" } = x, c: number required key }
`},
		{"lines", "object company{name:text\n industry : enum += { x,y }\n\n\nscore:number,kind:enum{a,\nb \"B\"}\nlong_name:url}\n", `object company {
  name:     text
  industry: enum += { x, y }

  score: number
  kind: enum {
    a,
    b "B",
  }
  long_name: url
}
`},
		{"an empty event", "event record_created on any{ }", "event record_created on any {}\n"},
		{"constants and segments", "let  big=10_000\nsegment x on company when company.annual_revenue>big\nand company.city!=nil", `let big = 10_000

segment x on company when company.annual_revenue > big
  and company.city != nil
`},
		{"actions", "action crm.score(model:text,depth:number=1)->{score:number}\nat \"https://a.example\"\n", `action crm.score(model: text, depth: number = 1) -> { score: number }
  at "https://a.example"
`},
		{"signed actions", "action a(x:text)\nat \"https://a.example\" with  secret( \"KEY\" )\nup to 2  days 3 hours\n", `action a(x: text)
  at "https://a.example" with secret("KEY")
  up to 2 days 3 hours
`},
		{"empty lines between declarations", "let a = 1\nobject x { b: text\n}\nlet c = 1\nlet d = 2\n// about w\nworkflow w on x { stop }\n// last\n", `let a = 1

object x {
  b: text
}

let c = 1
let d = 2

// about w
workflow w on x {
  stop
}
// last
`},
		{"settings", `workflow w on contact{title "W"
enroll every month on 1 at 06:00 when contact.score>1
enroll on change of contact.score where contact.score<9
reenroll after 3 days // often
during monday .. friday 09:00 .. 18:00
pause on 12-25,2027-01-02
rate 10 per minute
stop}
`, `workflow w on contact {
  title    "W"
  enroll   every month on 1 at 06:00 when contact.score > 1
  enroll   on change of contact.score where contact.score < 9
  reenroll after 3 days // often
  during   monday..friday 09:00..18:00
  pause    on 12-25, 2027-01-02
  rate     10 per minute

  stop
}
`},
		{"a comment between settings and steps", "workflow w on contact {\n enroll when contact.score > 1\n // first\n stop }", `workflow w on contact {
  enroll when contact.score > 1

  // first
  stop
}
`},
		{"an empty workflow", "workflow w on contact { }", "workflow w on contact {}\n"},
		{"tests", `test "a" of w,v{at 2026-03-02 09:00
given contact c{email:"a@a.example"}of d
stub notify fails "no"
set c.score=1

expect no create task where title=="x"
expect c at done
send page_viewed{url:"/"}to c
}`, `test "a" of w, v {
  at 2026-03-02 09:00
  given contact c { email: "a@a.example" } of d
  stub notify fails "no"
  set c.score = 1

  expect no create task where title == "x"
  expect c at done
  send page_viewed { url: "/" } to c
}
`},
		{"windows line ends", "let a = 1\r\n\r\n\r\n// x\r\nlet b = 2\r\n", "let a = 1\n\n// x\nlet b = 2\n"},
		{"a byte order mark", "\uFEFFlet a = 1", "let a = 1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := formatted(t, c.in)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if again := formatted(t, got); again != got {
				t.Errorf("not stable:\n%s", format.Diff("a.wf", "formatted", got, again))
			}
		})
	}
}

var update = flag.Bool("update", false, "format the corpus, the prelude and the examples")

// The corpus, the prelude and the examples are in the layout that the formatter gives. A file that holds several programs
// between lines of dashes is formatted program by program.
func TestCorpusIsFormatted(t *testing.T) {
	for _, pattern := range []string{"testdata/correct/*.wf", "stdlib/*.wf", "examples/*/*.wf"} {
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			t.Run(filepath.Base(name), func(t *testing.T) {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				const between = "---\n"
				programs := strings.Split(string(text), between)
				for i := range programs {
					programs[i] = formatted(t, programs[i])
				}
				got := strings.Join(programs, between)
				if *update {
					if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
						t.Fatal(err)
					}
				} else if got != string(text) {
					t.Error(format.Diff(filepath.Base(name), "formatted", string(text), got))
				}
			})
		}
	}
}
