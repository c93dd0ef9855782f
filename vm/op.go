package vm

// Op is an operation of the machine.
type Op uint8

// The operations. The order matters twice: the tests come first, so that the loop of the machine knows them by a
// comparison, and ops that only steps may use come last, so that the verifier does.
const (
	// Tests: they take their operand from Src and branch to C when the outcome is Sense.
	OpIf Op = iota
	OpKnown
	OpEqText
	OpEqNumber
	OpEq
	OpLess
	OpLessEqual
	OpGreater
	OpGreaterEqual
	OpCompare
	OpCompareNow
	OpIn
	OpStarts
	OpEnds
	OpContains
	OpContainsFold
	OpMatches
	OpEqValue
	OpCompareValue
	OpInValue
	OpStartsValue
	OpEndsValue
	OpContainsValue
	OpMember
	lastTest = OpMember

	// Control.
	OpJump Op = iota - 1
	OpElse
	OpReturn
	OpYes
	OpNo
	OpTrace

	// Values.
	OpPush
	OpPop
	OpRecord
	OpPrimary
	OpPrimaryOf
	OpAllOf
	OpPast
	OpProperty
	OpPerson
	OpPluck
	OpField
	OpChanged
	OpLive
	OpIndex
	OpConcat
	OpList
	OpMap
	OpRange
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpMod
	OpPower
	OpNegate
	OpNamed
	OpCall
	OpPath

	// Loops.
	OpBind
	OpEach
	OpEachOf
	OpEachPast
	OpNext
	OpTally
	OpTallied
	OpSize
	OpCollect
	OpCollected
	OpSum
	OpSummed
	OpBest
	OpKeep
	OpKept
	OpSortKey
	OpSorted

	// Steps only.
	OpStep
	OpLine
	OpStore
	OpMatch
	OpSplit
	OpAct
	OpOnFailure
	OpSleep
	OpSleepDay
	OpSleepMoment
	OpWait
	OpDone
	opEnd
	firstPair    = OpEqValue
	firstOfLoops = OpBind
	firstOfSteps = OpStep
)

func (o Op) String() string {
	if o < opEnd {
		return table[o].name
	}
	return "?"
}
