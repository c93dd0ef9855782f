// Codes of the faults of the flow.

package check

import "github.com/wflang/wf/lang/diag"

func flowCodes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{Code: "duplicate-label", Title: "a label is there twice",
			Why:    "A goto must lead to one step.",
			Avoid:  steps(`if contact.score > 10 then goto end`, `end:`, `increase contact.score`, `end:`, `clear contact.phone`),
			Prefer: steps(`if contact.score > 10 then goto end`, `increase contact.score`, `end:`, `clear contact.phone`)},
		{Code: "unknown-label", Title: "no step has this label",
			Why:    "A goto leads to a step of the same workflow.",
			Avoid:  steps(`if contact.score > 10 then goto nd`, `increase contact.score`),
			Prefer: steps(`if contact.score > 10 then goto end`, `increase contact.score`, `end:`, `stop`)},
		{Code: "unused-label", Level: diag.Warning, Title: "no goto leads to a label",
			Why:   "Often the goto was forgotten, or the label misspelled.",
			Avoid: steps(`again:`, `increase contact.score`), Prefer: steps(`increase contact.score`)},
		{Code: "goto-outside-branch", Title: "a goto stands in no branch",
			Why:    "Every record would take it, so what stands between it and its label would never run. `else`, or `stop`, says better what is meant.",
			Avoid:  steps(`goto end`, `increase contact.score`, `end:`, `stop`),
			Prefer: steps(`if contact.score > 10 then goto end`, `increase contact.score`, `end:`, `stop`)},
		{Code: "goto-own-branch", Title: "a goto leads into its own branch",
			Why:    "A goto leaves the innermost branch that it stands in. Inside of one branch `if … then … else …` says the same and reads from top to bottom.",
			Avoid:  steps(`if contact.score > 10 then {`, `  goto end`, `  end:`, `  increase contact.score`, `}`),
			Prefer: steps(`if contact.score > 10 then {`, `  increase contact.score`, `}`)},
		{Code: "goto-loop", Title: "a goto closes a loop",
			Why:    "A record on the loop would never leave the workflow, and could get the same message without end. Since no goto closes a loop, every run ends, and `wf check --bounds` can say how long it takes at most.",
			Avoid:  steps(`ask:`, `delay 1 day`, `if contact.lead_status == "new" then goto ask`),
			Prefer: settings(`enroll when contact.lead_status == "new"`, `reenroll after 1 day`)},
		{Code: "unreachable-step", Title: "no path leads to a step",
			Why:    "The step would never run. Either a label and a goto are missing, or it is left over.",
			Avoid:  steps(`increase contact.score`, `stop`, `clear contact.phone`),
			Prefer: steps(`increase contact.score`, `clear contact.phone`)},
	}
}
