// Codes of the faults of tests.

package check

import "github.com/wflang/wf/lang/diag"

// tested is a workflow with a test of these lines.
func tested(lines ...string) string {
	return steps(`increase contact.score`) + "\ntest \"a lead counts\" of example {\n" + indented(lines) + "}\n"
}

func testCodes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{Code: "duplicate-test", Title: "two tests have one title",
			Why:    "A failing test is found by its title.",
			Avoid:  tested(`given contact p { city: "Paris" }`) + program(``, `test "a lead counts" of example {`, `  given contact p { city: "Paris" }`, `}`),
			Prefer: tested(`given contact p { city: "Paris" }`)},
		{Code: "duplicate-given", Title: "two records have one name",
			Why:   "The lines below could mean either.",
			Avoid: tested(`given contact p { city: "Paris" }`, `given contact p { city: "Rome" }`), Prefer: tested(`given contact p { city: "Paris" }`, `given contact q { city: "Rome" }`)},
		{Code: "unknown-given", Title: "a test has no such record",
			Why:   "A test speaks of the records that it made with `given`.",
			Avoid: tested(`given contact ann { city: "Paris" }`, `expect enrolled anne`), Prefer: tested(`given contact ann { city: "Paris" }`, `expect enrolled ann`)},
		{Code: "unknown-output", Title: "an action has no such output",
			Why:   "A stub answers with the outputs that the action declares.",
			Avoid: tested(`stub webhook returns { statsu: 503 }`), Prefer: tested(`stub webhook returns { status: 503 }`)},
		{Code: "unknown-field", Title: "an event has no such field",
			Why:    "An event carries the fields that it declares.",
			Avoid:  tested(`given contact p { city: "Paris" }`, `send page_viewed { link: "/pricing" } to p`),
			Prefer: tested(`given contact p { city: "Paris" }`, `send page_viewed { url: "https://acme.example/pricing" } to p`)},
	}
}
