package parse

// Productions of the lines of a test.

import "github.com/alecthomas/participle/v2/lexer"

// testLine is one line of a test. A record action is a step.
type testLine struct {
	At      *testAt      `parser:"  @@"`
	Given   *givenLine   `parser:"| @@"`
	Stub    *stubLine    `parser:"| @@"`
	Send    *sendLine    `parser:"| @@"`
	Advance *advanceLine `parser:"| @@"`
	Enroll  *testEnroll  `parser:"| @@"`
	Expect  *expectLine  `parser:"| @@"`
}

type testAt struct {
	Date lexer.Token  `parser:"'at' @Date"`
	Time *lexer.Token `parser:"@Clock?"`
}

type givenLine struct {
	Object name     `parser:"'given' @@"`
	Name   name     `parser:"@@"`
	Fields *argList `parser:"( '{' @@ '}' )?"`
	Of     []*name  `parser:"( 'of' @@ ( ',' @@ )* )?"`
}

type stubLine struct {
	Action  path     `parser:"'stub' @@"`
	Returns *argList `parser:"( 'returns' '{' @@ '}'"`
	Fails   *text    `parser:"| 'fails' @@ )"`
}

type sendLine struct {
	Event  name     `parser:"'send' @@"`
	Fields *argList `parser:"( '{' @@ '}' )?"`
	To     name     `parser:"'to' @@"`
}

type advanceLine struct {
	Duration duration `parser:"'advance' @@"`
}

type testEnroll struct {
	Record   name `parser:"'enroll' @@"`
	Workflow name `parser:"'in' @@"`
}

type expectLine struct {
	State  *stateOf       `parser:"'expect' ( @@"`
	No     *deniedClaim   `parser:"| 'no' @@"`
	Create *createdObject `parser:"| @@"`
	Place  *placeOf       `parser:"| @@"`
	Action *happened      `parser:"| @@"`
	Cond   *condition     `parser:"| @@ )"`
}

type stateOf struct {
	State stateWord `parser:"@@"`
	Of    name      `parser:"@@"`
}

type placeOf struct {
	Of    placedName `parser:"@@ 'at'"`
	Label name       `parser:"@@"`
}

type happened struct {
	Action happenedAction `parser:"@@"`
	Where  *condition     `parser:"( 'where' @@ )?"`
}

// deniedClaim is a state in which a record is said not to be, or what is said not to have happened.
type deniedClaim struct {
	State  *stateOf       `parser:"( @@"`
	Create *createdObject `parser:"| @@"`
	Action *path          `parser:"| @@"`
	Where  *condition     `parser:"( 'where' @@ )? )"`
}

type createdObject struct {
	Word   lexer.Token `parser:"@'create'"`
	Object name        `parser:"@@"`
	Where  *condition  `parser:"( 'where' @@ )?"`
}
