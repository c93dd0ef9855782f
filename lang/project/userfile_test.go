package project

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// Users of a file beside those of wf.yaml, as a spreadsheet or another system exports them.
func TestUserFile(t *testing.T) {
	const config = "teams: [Sales, Finance]\nusers: [{ email: ana@acme.example, teams: [Sales] }]\nuser_file: { file: data/users.csv, columns: { Seat: paid_seat, User Id: '-' } }\n"
	read := func(table string) (string, string) {
		fsys := fstest.MapFS{"wf.yaml": {Data: []byte(config)}, "data/users.csv": {Data: []byte(table)}}
		p, found, err := LoadFS(fsys)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		people := p.Config.People()
		for _, email := range p.Config.Directory().Users {
			u, _ := people.User(email)
			out = append(out, fmt.Sprintf("%s %q %q %v seat %v active %v away %v %s", u.Email, u.Name, u.Phone, u.Teams, u.PaidSeat, u.Active, u.Away, u.Manager))
		}
		return strings.Join(out, "\n"), lines(found)
	}
	const ana = "ana@acme.example \"\" \"\" [Sales] seat false active true away false "
	for _, c := range []struct{ name, table, users, faults string }{
		{"whole", "\ufeffEmail,Name,Phone,Teams,Seat,Inactive,Away,Manager,User Id\nkim@acme.example,\"Kim, K\",+33 1 23 45 67 89,Finance; Sales,yes,,TRUE,ana@acme.example,7\n",
			"kim@acme.example \"Kim, K\" \"+33 1 23 45 67 89\" [Finance Sales] seat true active true away true ana@acme.example", ""},
		{"semicolons", "name;email\nKim;kim@acme.example\n\nLee;lee@acme.example\n",
			"kim@acme.example \"Kim\" \"\" [] seat false active true away false \nlee@acme.example \"Lee\" \"\" [] seat false active true away false ", ""},
		{"empty", "", "", ""},
		{"no address", "name,phone\nKim,1\n", "", "data/users.csv:1:1: error: `user_file` has no `email` [config-missing]"},
		{"unknown column", "email,naem\nkim@acme.example,Kim\n", "kim@acme.example \"\" \"\" [] seat false active true away false ",
			"data/users.csv:1:7: error: `naem` is no setting of `user_file` [config-key]; did you mean `name`?; `columns` of `user_file` in wf.yaml can say what a column holds, or leave it out with \"-\""},
		{"faults of cells", "email,away,teams,manager\nkim,no,Sales,\nlee@acme.example,perhaps,,\nlou@acme.example,,Sale,\nzoe@acme.example,,,dora@acme.example\nana@acme.example,,,\n",
			"lou@acme.example \"\" \"\" [Sale] seat false active true away false \nzoe@acme.example \"\" \"\" [] seat false active true away false dora@acme.example\n" + ana,
			"data/users.csv:2:1: error: `email` expects an e-mail address, found \"kim\" [config-value]\n" +
				"data/users.csv:3:18: error: `away` expects true or false, found \"perhaps\" [config-value]\n" +
				"data/users.csv:4:19: error: there is no team `Sale` under `teams` [config-value]; did you mean `Sales`?\n" +
				"data/users.csv:5:20: error: the manager `dora@acme.example` is no user [config-value]; did you mean `ana@acme.example`, `lou@acme.example` or `zoe@acme.example`?\n" +
				"data/users.csv:6:1: error: the user `ana@acme.example` is there twice [config-value]"},
		{"a row too short", "email,name\nkim@acme.example\nlee@acme.example,Lee\n", "", "data/users.csv:2:1: error: `data/users.csv` is not readable as CSV: wrong number of fields [config-syntax]"},
		{"a quote", "email,name\nkim@acme.example,\"Kim\nlee@acme.example,Lee\n", "", "data/users.csv:3:1: error: `data/users.csv` is not readable as CSV: extraneous or missing \" in quoted-field [config-syntax]"},
	} {
		users, faults := read(c.table)
		if want := strings.TrimSuffix(ana+"\n"+c.users, "\n"); users != want || faults != c.faults {
			t.Errorf("%s:\n%s\nwant\n%s\nfaults\n%s\nwant\n%s", c.name, users, want, faults, c.faults)
		}
	}
	_, found, err := LoadFS(fstest.MapFS{"wf.yaml": {Data: []byte("user_file: none.csv\n")}})
	if got := lines(found); err != nil || got != "wf.yaml:1:12: warning: there is no file `none.csv` [config-file]" {
		t.Error(got, err)
	}
}
