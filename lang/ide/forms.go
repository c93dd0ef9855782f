package ide

// The forms of declarations, settings, steps and lines of tests, as they are offered where one can begin.

// form is a word with the text that it stands for.
type form struct {
	word, insert, doc string
}

var declarationForms = []form{
	{"workflow", "workflow ${1:name} on ${2:company} {\n  enroll when $3\n\n  $0\n}", "what happens to a record, step by step"},
	{"object", "object ${1:name} plural ${2:names} {\n  ${3:title}: text\n}", "a type of records, or more properties for one that exists"},
	{"event", "event ${1:name} on ${2:contact} {\n  $0\n}", "something that happens to a record"},
	{"segment", "segment ${1:name} on ${2:company} when $0", "a condition with a name"},
	{"let", "let ${1:name} = $0", "a constant of the project"},
	{"action", "action ${1:name}(${2:input}: text) -> { ${3:output}: text }\n  at \"${4:https://}\"", "an action that another system answers over HTTP"},
	{"test", "test \"${1:title}\" of ${2:workflow} {\n  given ${3:company} ${4:c} { $5 }\n\n  $0\n}", "a test of workflows"},
}

var settingForms = []form{
	{"title", "title \"$0\"", "the name that people see"},
	{"enroll when", "enroll when $0", "records enter when the condition becomes true"},
	{"enroll on event", "enroll on event $0", "records enter when such an event reaches them"},
	{"enroll on change of", "enroll on change of $0", "records enter when the property changes"},
	{"enroll every", "enroll every ${1:day} at ${2:08:00} when $0", "all matching records enter by the calendar"},
	{"reenroll", "reenroll ${1|always,never,after 30 days|}", "whether a record may come back"},
	{"per", "per $0", "one run at a time for each value"},
	{"unenroll when", "unenroll when $0", "records leave at once when the condition becomes true"},
	{"unenroll on event", "unenroll on event $0", "records leave at once when such an event reaches them"},
	{"goal when", "goal when $0", "records leave at once and count as having reached the goal"},
	{"goal on event", "goal on event $0", "records leave at once and count as having reached the goal"},
	{"suppress when", "suppress when $0", "records that never enter, and leave if inside"},
	{"center on", "center on $0", "the date that the workflow is built around"},
	{"timezone", "timezone \"${1:Europe/Paris}\"", "the time zone of its calendar"},
	{"during", "during ${1:monday..friday} ${2:09:00}..${3:18:00}", "actions run only then"},
	{"pause on", "pause on ${1:12-25}", "days without actions"},
	{"rate", "rate ${1:10} per ${2|minute,hour,day|}", "how many messages leave"},
}

var stepForms = []form{
	{"if", "if $1 then {\n  $0\n}", "goes on by a condition"},
	{"match", "match $1 {\n  \"$2\" => $3\n  default => $0\n}", "goes on by a value"},
	{"split", "split {\n  ${1:50}% => $2\n  default => $0\n}", "goes on by chance, always the same for a record"},
	{"goto", "goto $0", "goes on at a label"},
	{"stop", "stop", "ends the run of the record"},
	{"delay", "delay ${1:1 day}", "lets time pass"},
	{"delay until", "delay until $0", "waits for a day, a moment, a condition, a change or an event"},
	{"let", "let ${1:name} = $0", "keeps a value"},
	{"set", "set $1 = $0", "gives a property a value"},
	{"copy", "copy $1 to $0", "copies a property to another"},
	{"clear", "clear $0", "makes a property unknown"},
	{"increase", "increase $1 by ${2:1}", "adds to a number"},
	{"decrease", "decrease $1 by ${2:1}", "takes from a number"},
	{"create", "create ${1:task} { $0 }", "makes a record"},
	{"associate", "associate $1 with $0", "associates records"},
	{"dissociate", "dissociate $1 from $0", "takes an association away"},
	{"enroll in", "enroll in $0", "puts the record into another workflow"},
	{"unenroll from", "unenroll from $0", "takes the record out of a workflow"},
}

var testForms = []form{
	{"at", "at ${1:2026-03-02} ${2:09:00}", "sets the virtual clock"},
	{"given", "given ${1:company} ${2:c} { $0 }", "a record that exists before"},
	{"stub", "stub ${1:webhook} returns { $0 }", "what an action answers"},
	{"set", "set $1 = $0", "changes a property, as a person would"},
	{"clear", "clear $0", "makes a property unknown"},
	{"increase", "increase $0", "adds to a number"},
	{"decrease", "decrease $0", "takes from a number"},
	{"associate", "associate $1 with $0", "associates records"},
	{"dissociate", "dissociate $1 from $0", "takes an association away"},
	{"send", "send ${1:event} { $0 } to ${2:c}", "makes an event happen"},
	{"advance", "advance ${1:1 day}", "lets time pass"},
	{"enroll", "enroll ${1:c} in $0", "enrolls a record by hand"},
	{"expect", "expect $0", "claims something"},
}

func (c *completer) templates(forms []form) {
	for _, f := range forms {
		c.add(Item{Label: f.word, Doc: f.doc, Insert: f.insert, Snippet: true})
	}
}

// words offers words of the language.
func (c *completer) words(list ...string) {
	for _, w := range list {
		c.add(Item{Label: w})
	}
}

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday"}

var units = []string{"minutes", "hours", "days", "weeks", "months", "working hours", "working days"}

var propertyTypes = []string{"text", "number", "bool", "date", "datetime", "user", "email", "phone", "url"}
