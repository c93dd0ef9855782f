package vm

import "strings"

// row describes one operation; everything that is known about it is read from here: by the builder, the verifier, the
// encoder, the listing and the reference page.
type row struct {
	name     string
	operands []operand
	picture  string // the stack before and after, top last: "a b → sum"
	taken    string // the stack after a branch to C, where it differs from what falls through
	doc      string
}

// table is the instruction set, by Op.
var table = [opEnd]row{
	OpIf:           {"if", test(), "→", "", "whether src is true; the unknown is not"},
	OpKnown:        {"known", test(), "→", "", "whether src is known"},
	OpEqText:       {"eq.text", test(argConstant), "→", "", "src == a text"},
	OpEqNumber:     {"eq.number", test(argConstant), "→", "", "src == a number"},
	OpEq:           {"eq", test(argConstant), "→", "", "src == a constant"},
	OpLess:         {"less", test(argConstant), "→", "", "src < a number"},
	OpLessEqual:    {"less.eq", test(argConstant), "→", "", "src <= a number"},
	OpGreater:      {"greater", test(argConstant), "→", "", "src > a number"},
	OpGreaterEqual: {"greater.eq", test(argConstant), "→", "", "src >= a number"},
	OpCompare:      {"compare", test(argRelation, argConstant), "→", "", "src related to a constant"},
	OpCompareNow:   {"compare.now", test(argRelation, argMoment), "→", "", "src related to now() or today(), moved by a constant"},
	OpIn:           {"in", test(argSet), "→", "", "src is in a list of constants"},
	OpStarts:       {"starts", test(argConstant), "→", "", "src startsWith a text"},
	OpEnds:         {"ends", test(argConstant), "→", "", "src endsWith a text"},
	OpContains:     {"contains", test(argConstant), "→", "", "src contains a text"},
	OpContainsFold: {"contains.fold", test(argConstant), "→", "", "lower(src) contains a text"},
	OpMatches:      {"matches", test(argPattern), "→", "", "src matches a regular expression"},

	OpEqValue:       {"eq.value", test(), "x →", "", "x == src"},
	OpCompareValue:  {"compare.value", test(argRelation, argOptions), "x →", "", "x related to src; enums by their options"},
	OpInValue:       {"in.value", test(), "x →", "", "x in src"},
	OpStartsValue:   {"starts.value", test(), "x →", "", "x startsWith src"},
	OpEndsValue:     {"ends.value", test(), "x →", "", "x endsWith src"},
	OpContainsValue: {"contains.value", test(), "x →", "", "x contains src"},
	OpMember:        {"member", test(), "record →", "", "record is in the set named src"},

	OpJump:   {"jump", ops(argTarget), "→", "", "go on at target"},
	OpElse:   {"else", ops(argTarget), "x →", "x", "x ?? …: branches and keeps x when it is known, else drops it"},
	OpReturn: {"return", nil, "x →", "", "the value of the code is x"},
	OpYes:    {"yes", nil, "→", "", "the value of the code is true"},
	OpNo:     {"no", nil, "→", "", "the value of the code is false"},
	OpTrace:  {"trace", ops(argPoint), "x → x", "", "notes x as the value of a part of the source, when someone asks"},

	OpPush:      {"push", ops(argSrc), "→ x", "", "the value of src"},
	OpPop:       {"pop", nil, "x →", "", "drops x"},
	OpRecord:    {"record", ops(argRegister), "→ record", "", "the record in a register"},
	OpPrimary:   {"primary", ops(argRegister, argObject), "→", "", "loads the primary associated record of the enrolled one into the register, once"},
	OpPrimaryOf: {"primary.of", ops(argObject), "record → record", "", "its primary associated record"},
	OpAllOf:     {"all.of", ops(argObject), "record → list", "", "its associated records"},
	OpPast:      {"past", ops(argEvent), "record → list", "", "the events that reached it"},
	OpProperty:  {"property", ops(argProperty), "record → x", "", "a property of the record"},
	OpPerson:    {"person", nil, "user → record", "", "the record of a user"},
	OpPluck:     {"pluck", ops(argProperty), "list → list", "", "a property of every record in the list"},
	OpField:     {"field", ops(argField), "event → x", "", "a field of the event"},
	OpChanged:   {"changed", ops(argProperty), "record → moment", "", "when a property last changed"},
	OpLive:      {"live", nil, "x → x", "", "reads records out of a variable anew"},
	OpIndex:     {"index", nil, "x i → x", "", "x[i] of a list or map"},
	OpConcat:    {"concat", ops(argCount, argFormats), "x* → text", "", "joins values as people read them"},
	OpList:      {"list", ops(argCount), "x* → list", "", "makes a list"},
	OpMap:       {"map", ops(argCount, argKeys), "x* → map", "", "makes a map"},
	OpRange:     {"range", nil, "lo hi → range", "", "lo..hi"},
	OpAdd:       {"add", nil, "a b → x", "", "a + b of numbers, texts, lengths of time, a date and a length"},
	OpSub:       {"sub", nil, "a b → x", "", "a - b"},
	OpMul:       {"mul", nil, "a b → x", "", "a * b"},
	OpDiv:       {"div", nil, "a b → x", "", "a / b; unknown for 0"},
	OpMod:       {"mod", nil, "a b → x", "", "a % b; unknown for 0"},
	OpPower:     {"power", nil, "a b → x", "", "a ** b"},
	OpNegate:    {"negate", nil, "a → x", "", "-a"},
	OpNamed:     {"named", ops(argKind), "text → x", "", "the user, team or secret of that name"},
	OpCall:      {"call", ops(argCount, argFunction), "x* → x", "", "calls a function"},
	OpPath:      {"path", ops(argPath), "records → path", "", "a property of these records as the target of an action"},

	OpBind:      {"bind", ops(argLevel), "record →", "", "makes the record the element of a level"},
	OpEach:      {"each", ops(argLevel), "list →", "", "begins a loop; anything but a list is empty"},
	OpEachOf:    {"each.of", ops(argLevel, argRegister, argObject), "→", "", "begins a loop over the records associated with the one in the register"},
	OpEachPast:  {"each.past", ops(argLevel, argRegister, argEvent), "→", "", "begins a loop over the events that reached the record in the register"},
	OpNext:      {"next", ops(argLevel, argTarget), "→", "", "the next element, or branches when there is none"},
	OpTally:     {"tally", ops(argLevel), "→", "", "counts one"},
	OpTallied:   {"tallied", ops(argLevel), "→ number", "", "how many were counted"},
	OpSize:      {"size", ops(argLevel), "→ number", "", "how many elements the loop has"},
	OpCollect:   {"collect", ops(argLevel), "x →", "", "adds x to the list of the loop"},
	OpCollected: {"collected", ops(argLevel), "→ list", "", "the list of the loop"},
	OpSum:       {"sum", ops(argLevel), "x →", "", "adds x; the unknown adds nothing"},
	OpSummed:    {"summed", ops(argLevel), "→ number", "", "the sum"},
	OpBest:      {"best", ops(argLevel, argSense), "x →", "", "keeps x when nothing is kept or x is less, or greater when sense"},
	OpKeep:      {"keep", ops(argLevel), "x →", "", "keeps x"},
	OpKept:      {"kept", ops(argLevel), "→ x", "", "what was kept; unknown when nothing was"},
	OpSortKey:   {"sort.key", ops(argLevel, argOptions), "x →", "", "x is what the element is sorted by; enums by their options"},
	OpSorted:    {"sorted", ops(argLevel, argSense), "→ list", "", "the elements in order of their keys, backwards when sense; unknown keys come last"},

	OpStep:        {"step", ops(argStep), "→", "", "a step begins"},
	OpLine:        {"line", ops(argLine), "→", "", "a decision for the history"},
	OpStore:       {"store", ops(argSlot), "x →", "", "keeps x in a variable"},
	OpMatch:       {"match", ops(argMatch), "x →", "", "goes on at the arm of x"},
	OpSplit:       {"split", ops(argSplit), "→", "", "goes on at the arm that the record draws"},
	OpAct:         {"act", ops(argSite), "x* → x", "", "asks for an action and waits for its answer"},
	OpOnFailure:   {"on.failure", ops(argTarget), "→", "", "branches when the action failed"},
	OpSleep:       {"sleep", ops(argLength), "→", "", "lets a length of time pass"},
	OpSleepDay:    {"sleep.day", ops(argDayGoal), "→", "", "lets time pass until a day and hour"},
	OpSleepMoment: {"sleep.moment", ops(argMomentGoal), "moment →", "", "lets time pass until a moment; passes at once when it is over or unknown"},
	OpWait:        {"wait", ops(argWait), "→ x", "", "waits for an event, a change or a condition"},
	OpDone:        {"done", nil, "→", "", "the run is over"},
}

func ops(o ...operand) []operand { return o }

// test is the operands of a test.
func test(more ...operand) []operand {
	return append(append(ops(argSrc), more...), argSense, argTarget)
}

// effect is how many values an instruction takes off the stack, how many it puts back, and how many are there after a
// branch instead.
func (in *Instr) effect(c *code) (pops, pushes, taken int) {
	r := &table[in.Op]
	before, after, _ := strings.Cut(r.picture, "→")
	for _, name := range strings.Fields(before) {
		if name == "x*" {
			pops += in.count(c)
		} else {
			pops++
		}
	}
	pushes = len(strings.Fields(after))
	taken = pushes
	if r.taken != "" {
		taken = len(strings.Fields(r.taken))
	}
	if in.Src == SrcTop && r.has(argSrc) {
		pops++
	}
	return pops, pushes, taken
}

// count is how many values `x*` stands for.
func (in *Instr) count(c *code) int {
	if in.Op == OpAct {
		if in.B < 0 || int(in.B) >= len(c.sites) {
			return 0
		}
		return c.sites[in.B].args
	}
	return int(in.A)
}

func (r *row) has(o operand) bool {
	for _, x := range r.operands {
		if x == o {
			return true
		}
	}
	return false
}

// effects is the set of operations that hand something to the world.
func (o Op) pauses() bool {
	switch o {
	case OpAct, OpSleep, OpSleepDay, OpSleepMoment, OpWait:
		return true
	}
	return false
}
