package parse

// The parts of productions in the reader's words.

import "strings"

// partWords are the parts of productions in the reader's words.
var partWords = map[string]string{
	"name": "a name", "eventName": "the name of an event", "label": "a text in quotes", "path": "a property", "text": "a text in quotes", "action": "an action", "expression": "a value",
	"condition": "a condition", "duration": "a length of time such as `2 days`", "clock": "a time such as `09:00`", "weekdays": "a day of the week",
	"yearDay": "a day such as `12-25`", "body": "a step or `{`", "arms": "`{`", "fields": "`{`", "workflowBody": "`{`", "testBody": "`{`",
	"armValue": "a value such as `\"text\"`, `5` or `1..5`", "<number>": "a number", "<word>": "a name", "<date>": "a date such as `2026-03-02`",
	"<text>": "a text in quotes", "PropType": "a type", "argList": "a name and `:`", "GotoStep": "`goto`",
	"happenedAction": "an action", "stateWord": "a state", "placedName": "a name", "DelayStep": "`delay`",
	"CreateStep": "`create`", "EventWait": "`event`", "ChangeWait": "`change`", "DayGoal": "a day", "MomentGoal": "a moment",
	"OnTrigger": "`event` or `change`", "EveryDay": "a day", "UntilDelay": "a day, a moment, a condition or `event`", "ClockRange": "hours such as `09:00..18:00`",
	"DeniedClaim": "an action or a state", "ActionCall": "an action", "CreatedObject": "`create`", "StateOf": "a state", "PlaceOf": "a name", "Happened": "an action",
	"Option": "an option", "Param": "a name", "PropDecl": "a name and `:`", "PropFlag": "`readonly`", "OnFailure": "`on failure`",
}

// wholeWords are what a unit should begin with, where it begins with something else.
var wholeWords = map[production]string{
	productionProp: "a property", productionMatchArm: "a value such as `\"text\"`, `5` or `1..5`", productionSplitArm: "a share such as `50%`",
}

// phrases are choices that have a shorter name.
var phrases = map[string]string{
	"`delay`, `create`, an action or a value": "a value", "`center` or a value": "a day, a moment, a condition or `event`",
	"`{`, `=`, `+=` or `-=`": "`=`", "a state, `no`, `create`, a name, an action or a condition": "a condition, a state or an action",
	"a length of time such as `2 days` or `until`": "`2 days`, `until` or another length of time",
}

// firstOf reads what participle prints of a production, and says what it may begin with.
func firstOf(ebnf string) string {
	var list []string
	for _, part := range firstTerms(ebnf) {
		word := partWords[part]
		if unquoted, ok := strings.CutPrefix(part, `"`); ok {
			word = "`" + strings.TrimSuffix(unquoted, `"`) + "`"
		}
		if word == "" {
			word = "something else"
		}
		list = append(list, word)
	}
	switch n := len(list); n {
	case 0:
		return ""
	case 1:
		return list[0]
	default:
		all := strings.Join(list[:n-1], ", ") + " or " + list[n-1]
		if phrase, ok := phrases[all]; ok {
			return phrase
		}
		return all
	}
}

// firstTerms are the terms with which a production can begin: the first of a sequence, or of each alternative.
func firstTerms(ebnf string) (terms []string) {
	ebnf = strings.TrimSpace(ebnf)
	depth, begin := 0, true
	for i := 0; i < len(ebnf); {
		c := ebnf[i]
		switch {
		case c == ' ':
			i++
		case c == '(':
			depth++
			i++
		case c == ')':
			if depth--; depth <= 0 {
				return terms
			}
			i++
		case c == '|':
			begin = true
			i++
		default:
			j := i + 1
			if c == '"' {
				for j < len(ebnf) && ebnf[j] != '"' {
					j++
				}
				j++
			} else {
				for j < len(ebnf) && !strings.ContainsRune(" ()|?*+!", rune(ebnf[j])) {
					j++
				}
			}
			j = min(j, len(ebnf))
			if begin {
				terms = append(terms, ebnf[i:j])
				begin = false
				if depth == 0 {
					return terms
				}
			}
			i = j
			for i < len(ebnf) && strings.ContainsRune("?*+!", rune(ebnf[i])) {
				i++
			}
		}
	}
	return terms
}
