package project

// Every fault of a wf.yaml and of a project folder, one constructor each.

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

func configSyntax(at source.Span, why string) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-syntax", Span: at, Message: "wf.yaml is not readable as YAML: " + strings.TrimSuffix(why, ".")}
}

func userFileSyntax(at source.Span, why error) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-syntax", Span: at, Message: fmt.Sprintf("`%s` is not readable as CSV: %v", at.File.Name, why)}
}

func configTooLarge(f *source.File) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-syntax", Span: f.Span(0, 0),
		Message: fmt.Sprintf("wf.yaml has %d bytes, more than the %d that are read", len(f.Text), maxConfig)}
}

func configTooDeep(f *source.File) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-syntax", Span: f.Span(0, 0),
		Message: fmt.Sprintf("wf.yaml nests lists and settings more than %d deep", maxNesting)}
}

func configEncoding(f *source.File) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-syntax", Span: f.Span(0, 0), Message: "wf.yaml is not UTF-8 text"}
}

func unknownKey(at source.Span, key, in string, known []string) diag.Diagnostic {
	d := diag.Diagnostic{Code: "config-key", Span: at, Message: fmt.Sprintf("`%s` is no setting of %s", key, owner(in))}
	if help := diag.DidYouMean(key, known); help != "" {
		d.Help = append(d.Help, help)
		if near := diag.Nearest(key, known); len(near) == 1 {
			d.Fixes = append(d.Fixes, diag.Fix{Title: "replace with `" + near[0] + "`", Edits: []diag.Edit{{Span: at, New: near[0]}}})
		}
	} else {
		d.Notes = append(d.Notes, "its settings are "+strings.Join(known, ", "))
	}
	return d
}

func missingKey(at source.Span, in, key string) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-missing", Span: at, Message: fmt.Sprintf("%s has no `%s`", owner(in), key)}
}

func owner(name string) string {
	if name == "wf.yaml" {
		return name
	}
	return "`" + name + "`"
}

func wrongValue(at source.Span, name, want, got string) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-value", Span: at, Message: fmt.Sprintf("%s expects %s, found %s", owner(name), want, got)}
}

// wrongShape is a setting that needs a list or settings of its own. It shows those that nobody guesses.
func wrongShape(at source.Span, name, want, got string) diag.Diagnostic {
	d := wrongValue(at, name, want, got)
	if example := map[string]string{
		"records": "records: { contact: data/contacts.csv }", "users": "users: [{ email: ana@acme.example, teams: [Sales] }]",
		"secrets": "secrets: { CRM_TOKEN: { env: ACME_CRM_TOKEN } }", "days_off": "days_off: [12-25, 2027-01-02]", "teams": "teams: [Sales]",
		"smtp": "smtp: { url: smtp://mail.acme.example:587, from: hello@acme.example }", "keep": "keep: { history_days: 365 }",
		"limits": "limits: { max_emails_per_record: 5 }", "webhooks": "webhooks: { allow: [intranet.acme.example] }",
	}[name]; example != "" {
		d.Help = append(d.Help, "write `"+example+"`")
	}
	return d
}

func unknownZone(at source.Span, name, zone string) diag.Diagnostic {
	d := wrongValue(at, name, "the name of a time zone", "`"+shortened(zone)+"`")
	d.Help = append(d.Help, "write a name of the IANA list, such as `Europe/Paris` or `America/New_York`")
	return d
}

func wrongTime(at source.Span, name string, why error) diag.Diagnostic {
	d := diag.Diagnostic{Code: "config-value", Span: at, Message: fmt.Sprintf("`%s`: %v", name, why)}
	if name == "working_hours" {
		d.Help = append(d.Help, "write `working_hours: monday..friday 09:00..18:00`")
	}
	return d
}

// notBool tells `Yes` and its like, which YAML once took for true.
func notBool(at source.Span, name, got string) diag.Diagnostic {
	d := wrongValue(at, name, "true or false", got)
	switch strings.ToLower(strings.Trim(got, "`\"")) {
	case "yes", "on", "y":
		d.Help = append(d.Help, "write `true`")
	case "no", "off", "n":
		d.Help = append(d.Help, "write `false`")
	}
	return d
}

// indentedByTab tells what YAML does not allow and editors do not show.
func indentedByTab(at source.Span) diag.Diagnostic {
	d := configSyntax(at, "this line begins with a tab")
	d.Help = append(d.Help, "indent with spaces")
	return d
}

func literalSecret(at source.Span, name string) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-secret", Level: diag.Warning, Span: at,
		Message: fmt.Sprintf("`%s` holds a secret as plain text", name),
		Notes:   []string{"whoever reads this file, or its history, can use it"},
		Help:    []string{"put it into an environment variable and write `{ env: NAME }`"}}
}

func repeatedUser(at, first source.Span, email string) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-value", Span: at, Message: fmt.Sprintf("the user `%s` is there twice", email),
		Related: []diag.Related{{Span: first, Label: "first here"}}}
}

func unknownTeam(at source.Span, name string, teams []string) diag.Diagnostic {
	return withNearest(diag.Diagnostic{Code: "config-value", Span: at, Message: fmt.Sprintf("there is no team `%s` under `teams`", name)}, name, teams)
}

func unknownManager(at source.Span, email string, users []string) diag.Diagnostic {
	return withNearest(diag.Diagnostic{Code: "config-value", Span: at, Message: fmt.Sprintf("the manager `%s` is no user", email)}, email, users)
}

func withNearest(d diag.Diagnostic, name string, names []string) diag.Diagnostic {
	if help := diag.DidYouMean(name, names); help != "" {
		d.Help = append(d.Help, help)
	}
	return d
}

func fileMissing(at source.Span, name string) diag.Diagnostic {
	return diag.Diagnostic{Code: "config-file", Level: diag.Warning, Span: at, Message: fmt.Sprintf("there is no file `%s`", name)}
}

func fileTooLarge(f *source.File, size int64) diag.Diagnostic {
	return diag.Diagnostic{Code: "file-too-large", Span: f.Span(0, 0),
		Message: fmt.Sprintf("%s has %d bytes, more than the %d that are read", f.Name, size, maxFile)}
}
