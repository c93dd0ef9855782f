package project

import "github.com/wflang/wf/lang/diag"

// Codes are the faults that this package reports.
func Codes() []diag.CodeInfo {
	return []diag.CodeInfo{
		{
			Code: "config-syntax", Title: "wf.yaml is not readable as YAML",
			Why:    "The settings decide what runs and where messages go. A file that cannot be read to its end is not half believed: nothing of it holds.",
			Avoid:  "-- wf.yaml --\ntimezone: \"Europe/Paris\nstore: .wf\n",
			Prefer: "-- wf.yaml --\ntimezone: \"Europe/Paris\"\nstore: .wf\n",
		},
		{
			Code: "config-key", Title: "wf.yaml names a setting that does not exist",
			Why:    "A misspelled setting would silently do nothing, and its default would hold instead.",
			Avoid:  "-- wf.yaml --\ntime_zone: Europe/Paris\n",
			Prefer: "-- wf.yaml --\ntimezone: Europe/Paris\n",
		},
		{
			Code: "config-missing", Title: "a setting that is needed is missing",
			Why:    "The part cannot work without it: a mail server without an address, a user without an e-mail address.",
			Avoid:  "-- wf.yaml --\nusers:\n  - { name: Ana Alvarez }\n",
			Prefer: "-- wf.yaml --\nusers:\n  - { email: ana@acme.example, name: Ana Alvarez }\n",
		},
		{
			Code: "config-value", Title: "a setting has a value that does not fit",
			Why:    "Each setting has one type, and names in it must name something: a time zone, a team, a user.",
			Avoid:  "-- wf.yaml --\nexisting: sometimes\n",
			Prefer: "-- wf.yaml --\nexisting: true\n",
		},
		{
			Code: "config-secret", Level: diag.Warning, Title: "a secret is written out",
			Why:    "wf.yaml is kept with the program, and copied with it. A password in it is known to everyone who ever sees a copy, also after it was taken out again.",
			Avoid:  "-- wf.yaml --\nslack: { token: xoxb-0000 }\n",
			Prefer: "-- wf.yaml --\nslack: { token: { env: SLACK_TOKEN } }\n",
		},
		{
			Code: "config-file", Level: diag.Warning, Title: "a record file does not exist",
			Why:    "`wf run` imports the files that wf.yaml names, and stops where one is missing.",
			Avoid:  "-- wf.yaml --\nrecords:\n  company: data/companys.csv\n-- data/companies.csv --\nname,domain\n",
			Prefer: "-- wf.yaml --\nrecords:\n  company: data/companies.csv\n-- data/companies.csv --\nname,domain\n",
		},
		{
			Code: "file-too-large", Title: "a file is larger than what is read",
			Why: "Programs and templates are written by people and are small; a file of more than 1 MiB is something else under a wrong name.",
		},
	}
}
