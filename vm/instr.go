package vm

// Instr is one instruction: 16 bytes, the same for all. Which fields an opcode reads, and what they mean, is said by its
// row in the instruction table.
type Instr struct {
	Op    Op
	Src   Src
	Level uint8 // of a loop, or a Relation
	Sense bool  // of a test: the branch to C is taken when the outcome is Sense
	A     int32
	B     int32
	C     int32 // a Label while building, then the number of an instruction
}

// Src says where the operand of an instruction comes from.
type Src uint8

// The sources. The record registers come first: 0 is the enrolled record, 1 to 8 are the elements of the loops, the rest
// the primary associated records that an expression uses.
const (
	SrcTop        Src = 16 + iota // the top of the stack, taken off
	SrcTrigger                    // field A of the event that enrolled the record
	SrcEvent                      // field A of the event at hand
	SrcSlot                       // the `let` A
	SrcConst                      // the constant A
	SrcEnrolledAt                 // the moment of enrollment
	SrcTriggered                  // the event that enrolled the record, as a whole
	SrcHappening                  // the event at hand, as a whole

	SrcItem  Src = 24 // and up: the element of loop 0, 1 …
	SrcField Src = 32 // and up: field A of the event that is the element of loop 0, 1 …
	SrcIndex Src = 40 // and up: the number of the element of loop 0, 1 …
	srcEnd   Src = 48
)

// The record registers.
const (
	RegEnrolled Src = 0
	RegItem     Src = 1 // and up: the element of loop 0, 1 … where it is a record
	RegPrimary  Src = RegItem + MaxLevels
	Registers   Src = 16
)

// MaxLevels is how deep predicates and segments may be nested in one another.
const MaxLevels = 8

// Relation is how `<` and its like compare.
type Relation uint8

// The relations.
const (
	Less Relation = iota
	LessEqual
	Greater
	GreaterEqual
)

func (r Relation) String() string { return [...]string{"<", "<=", ">", ">="}[r&3] }

// Holds reports whether an order, negative for less and positive for greater, stands in the relation.
func (r Relation) Holds(order int) bool {
	switch r {
	case Less:
		return order < 0
	case LessEqual:
		return order <= 0
	case Greater:
		return order > 0
	}
	return order >= 0
}
