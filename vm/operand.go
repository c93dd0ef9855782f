package vm

// operand is the meaning of one field of an instruction.
type operand uint8

const (
	argSrc operand = iota
	argRegister
	argLevel
	argRelation
	argSense
	argTarget

	// In A.
	argCount
	argProperty
	argObject
	argEvent
	argField
	argSlot
	argStep
	argKind

	// In B: entries of the tables of the program.
	argConstant
	argSet
	argPattern
	argMoment
	argOptions
	argKeys
	argFormats
	argFunction
	argPath
	argPoint
	argLine
	argMatch
	argSplit
	argSite
	argLength
	argDayGoal
	argMomentGoal
	argWait
	operandEnd
)

// place is the field of the instruction that an operand sits in.
type place uint8

const (
	inSrc place = iota
	inLevel
	inSense
	inA
	inB
	inC
)

// operandRow describes one operand.
type operandRow struct {
	name  string
	place place
	limit func(c *code) int // values run from 0 up to here; nil: checked apart
	least int32             // the least value, where it is not 0
	doc   string
}

var operandTable = [operandEnd]operandRow{
	argSrc:      {"src", inSrc, nil, 0, "a property of the record in a register, a field of an event, a variable, a constant, or the top of the stack, which is taken off"},
	argRegister: {"register", inSrc, func(*code) int { return int(Registers) }, 0, "one of 16 records: the enrolled one, the elements of loops, primary associated records"},
	argLevel:    {"level", inLevel, func(*code) int { return MaxLevels }, 0, "how deep the loop is nested"},
	argRelation: {"relation", inLevel, func(*code) int { return 4 }, 0, "< <= > >="},
	argSense:    {"sense", inSense, nil, 0, "the outcome at which a test branches"},
	argTarget:   {"target", inC, func(c *code) int { return len(c.instrs) }, 0, "the number of an instruction"},

	argCount:    {"count", inA, func(*code) int { return maxCount }, 0, "how many values"},
	argProperty: {"property", inA, func(c *code) int { return len(c.properties) }, 0, "a property of an object"},
	argObject:   {"object", inA, func(c *code) int { return len(c.objects) }, 0, "an object"},
	argEvent:    {"event", inA, func(c *code) int { return len(c.events) }, 0, "an event"},
	argField:    {"field", inA, func(c *code) int { return len(c.fields) }, 0, "a field of an event"},
	argSlot:     {"slot", inA, func(c *code) int { return c.slots }, 0, "a variable"},
	argStep:     {"step", inA, func(c *code) int { return len(c.entries) }, 0, "a step"},
	argKind:     {"kind", inA, func(*code) int { return len(namedKinds) }, 0, "user, team or secret"},

	argConstant:   {"constant", inB, func(c *code) int { return len(c.consts) }, 0, "a constant"},
	argSet:        {"set", inB, func(c *code) int { return len(c.sets) }, 0, "a list of constants, hashed"},
	argPattern:    {"pattern", inB, func(c *code) int { return len(c.patterns) }, 0, "a regular expression"},
	argMoment:     {"moment", inB, func(c *code) int { return len(c.moments) }, 0, "now() or today(), moved by a length of time"},
	argOptions:    {"options", inB, func(c *code) int { return len(c.options) }, -1, "the options of an enum, in order; -1 for none"},
	argKeys:       {"keys", inB, func(c *code) int { return len(c.keys) }, 0, "the keys of a map"},
	argFormats:    {"formats", inB, func(c *code) int { return len(c.formats) }, 0, "the types of the parts of a text"},
	argFunction:   {"function", inB, func(c *code) int { return len(c.funcs) }, 0, "a function of the catalog"},
	argPath:       {"path", inB, func(c *code) int { return len(c.paths) }, 0, "a property to change, and whether it was written in the plural"},
	argPoint:      {"point", inB, func(c *code) int { return len(c.points) }, 0, "a part of the source"},
	argLine:       {"line", inB, func(c *code) int { return len(c.lines) }, 0, "a text for the history"},
	argMatch:      {"arms", inB, func(c *code) int { return len(c.matches) }, 0, "the arms of a match"},
	argSplit:      {"shares", inB, func(c *code) int { return len(c.splits) }, 0, "the arms of a split with their shares"},
	argSite:       {"action", inB, func(c *code) int { return len(c.sites) }, 0, "an action with the number of its arguments"},
	argLength:     {"length", inB, func(c *code) int { return len(c.lengths) }, 0, "a length of time"},
	argDayGoal:    {"days", inB, func(c *code) int { return len(c.dayGoals) }, 0, "days of the week and a time of day"},
	argMomentGoal: {"offset", inB, func(c *code) int { return len(c.momentGoals) }, 0, "how far from the moment, and the time of day"},
	argWait:       {"wait", inB, func(c *code) int { return len(c.waits) }, 0, "what is waited for, and the limit"},
}

// maxCount bounds the values of one list, map, text or call, and with it the depth of the stack.
const maxCount = 1 << 16

// get reads the field that an operand sits in.
func (o operand) get(in *Instr) int32 {
	switch operandTable[o].place {
	case inSrc:
		return int32(in.Src)
	case inLevel:
		return int32(in.Level)
	case inSense:
		if in.Sense {
			return 1
		}
		return 0
	case inA:
		return in.A
	case inB:
		return in.B
	}
	return in.C
}

// put writes the field that an operand sits in; false when the value does not fit it.
func (o operand) put(in *Instr, v int32) bool {
	switch operandTable[o].place {
	case inSrc:
		in.Src = Src(v)
		return v >= 0 && v < int32(srcEnd)
	case inLevel:
		in.Level = uint8(v)
		return v >= 0 && v < 256
	case inSense:
		in.Sense = v != 0
		return v == 0 || v == 1
	case inA:
		in.A = v
	case inB:
		in.B = v
	case inC:
		in.C = v
	}
	return true
}
