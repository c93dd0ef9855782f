package parse

// Which production reads which unit.

import (
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// production numbers the productions that read units.
type production uint8

const (
	noProduction production = iota // nothing can be read: the fault is reported
	productionObject
	productionEvent
	productionConst
	productionSegment
	productionAction
	productionWorkflow
	productionTest
	productionProp
	productionTitle
	productionEnroll
	productionReenroll
	productionPer
	productionLeave
	productionSuppress
	productionCenter
	productionTimezone
	productionDuring
	productionPauseOn
	productionRate
	productionIf
	productionMatch
	productionMatchArm
	productionSplit
	productionSplitArm
	productionGoto
	productionStop
	productionDelay
	productionLet
	productionSet
	productionCopy
	productionClear
	productionIncrease
	productionCreate
	productionAssociate
	productionDissociate
	productionEnrollIn
	productionUnenrollFrom
	productionCall
	productionTestAt
	productionGiven
	productionStub
	productionSend
	productionAdvance
	productionTestEnroll
	productionExpect
	productions
)

var settingProductions = map[string]production{
	"title": productionTitle, "enroll": productionEnroll, "reenroll": productionReenroll, "per": productionPer,
	"unenroll": productionLeave, "goal": productionLeave, "suppress": productionSuppress, "center": productionCenter,
	"timezone": productionTimezone, "during": productionDuring, "pause": productionPauseOn, "rate": productionRate,
}

// stepProductions are those of steps without blocks.
var stepProductions = map[string]production{
	"goto": productionGoto, "stop": productionStop, "delay": productionDelay, "let": productionLet, "set": productionSet,
	"copy": productionCopy, "clear": productionClear, "increase": productionIncrease, "decrease": productionIncrease,
	"create": productionCreate, "associate": productionAssociate, "dissociate": productionDissociate,
	"enroll": productionEnrollIn, "unenroll": productionUnenrollFrom,
}

var testProductions = map[string]production{
	"at": productionTestAt, "given": productionGiven, "stub": productionStub, "set": productionSet, "copy": productionCopy,
	"clear": productionClear, "increase": productionIncrease, "decrease": productionIncrease, "create": productionCreate,
	"associate": productionAssociate, "dissociate": productionDissociate, "send": productionSend, "advance": productionAdvance,
	"enroll": productionTestEnroll, "unenroll": productionUnenrollFrom, "expect": productionExpect,
}

// reader reads the tokens at hand by one production.
type reader struct {
	grammar func(*lexer.PeekingLexer) (any, error)
	// plain is nil where there is no plain form. It takes what it gave before, whose memory it uses again; nil the first time.
	plain func(tokens *lexer.PeekingLexer, last any) (any, bool)
}

// read reads the plain form, and what is not plain by the grammar. last is where the production keeps its memory.
func (r *reader) read(tokens *lexer.PeekingLexer, last *any) (any, error) {
	if r.plain != nil {
		start := tokens.MakeCheckpoint()
		v, ok := r.plain(tokens, *last)
		if *last = v; ok {
			return v, nil
		}
		tokens.LoadCheckpoint(start)
	}
	return r.grammar(tokens)
}

// grammarParser is the parser of all productions, built once.
var grammarParser = sync.OnceValue(func() *participle.Parser[programText] {
	return participle.MustBuild[programText](participle.Lexer(definition{DefaultLimits()}), participle.UseLookahead(0))
})

// readers are the productions by number.
var readers = sync.OnceValue(func() *[productions]reader {
	return &[productions]reader{
		productionObject: readerOf[objectDecl](), productionEvent: readerOf[eventDecl](), productionConst: readerOf[constDecl](),
		productionSegment: readerOf[segmentDecl](), productionAction: readerOf[actionDecl](), productionWorkflow: readerOf[workflowDecl](),
		productionTest: readerOf[testDecl](), productionProp: readerOf[propDecl](),

		productionTitle: readerOf[titleSetting](), productionEnroll: readerOf[enrollSetting](), productionReenroll: readerOf[reenrollSetting](),
		productionPer: readerOf[perSetting](), productionLeave: readerOf[leaveSetting](), productionSuppress: readerOf[suppressSetting](),
		productionCenter: readerOf[centerSetting](), productionTimezone: readerOf[timezoneSetting](), productionDuring: readerOf[duringSetting](),
		productionPauseOn: readerOf[pauseSetting](), productionRate: readerOf[rateSetting](),

		productionIf: readerOf[ifStep](), productionMatch: readerOf[matchStep](), productionMatchArm: readerOf[matchArm](),
		productionSplit: readerOf[splitStep](), productionSplitArm: readerOf[splitArm](), productionGoto: readerOf[gotoStep](),
		productionStop: readerOf[stopStep](), productionDelay: readerOf[delayStep](), productionLet: readerOf[letStep](),
		productionSet: readerOf[setStep](), productionCopy: readerOf[copyStep](), productionClear: readerOf[clearStep](),
		productionIncrease: readerOf[increaseStep](), productionCreate: readerOf[createStep](), productionAssociate: readerOf[associateStep](),
		productionDissociate: readerOf[dissociateStep](), productionEnrollIn: readerOf[enrollStep](), productionUnenrollFrom: readerOf[unenrollStep](),
		productionCall: readerOf[callStep](),

		productionTestAt: readerOf[testAt](), productionGiven: readerOf[givenLine](), productionStub: readerOf[stubLine](),
		productionSend: readerOf[sendLine](), productionAdvance: readerOf[advanceLine](), productionTestEnroll: readerOf[testEnroll](),
		productionExpect: readerOf[expectLine](),
	}
})

// readerOf makes a reader of one production of the grammar.
func readerOf[P any]() reader {
	p, err := participle.ParserForProduction[P](grammarParser())
	r := reader{grammar: func(tokens *lexer.PeekingLexer) (any, error) {
		if err != nil {
			return nil, err
		}
		return p.ParseFromLexer(tokens, participle.AllowTrailing(true))
	}}
	if _, ok := any(new(P)).(plainer); ok {
		r.plain = func(tokens *lexer.PeekingLexer, last any) (any, bool) {
			v, again := last.(*P)
			switch list, holds := last.(lister); {
			case !again:
				v = new(P)
			case holds:
				list.empty()
			default:
				*v = *new(P)
			}
			return v, any(v).(plainer).readPlain(plain{tokens})
		}
	}
	return r
}
