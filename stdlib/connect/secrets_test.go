package connect

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/project"
)

func TestSecretInAFile(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		env        map[string]string
		want, word string
	}{
		{env: map[string]string{"TOKEN": "a", "TOKEN_FILE": file("b", "b")}, want: "a"},
		{env: map[string]string{"TOKEN": "", "TOKEN_FILE": file("c", " c d\r\n")}, want: " c d"},
		{env: map[string]string{}, word: "the environment variable `TOKEN` is not set, nor `TOKEN_FILE`"},
		{env: map[string]string{"TOKEN_FILE": filepath.Join(dir, "none")}, word: "the file that `TOKEN_FILE` names: no such file or directory"},
		{env: map[string]string{"TOKEN_FILE": file("empty", "\n")}, word: "the file that `TOKEN_FILE` names is empty"},
		{env: map[string]string{"TOKEN_FILE": file("long", strings.Repeat("x", maxSecret+1))}, word: "the file that `TOKEN_FILE` names is too long for a secret"},
	} {
		got, err := Lookup(project.Secret{Env: "TOKEN"}, env(c.env))
		if got != c.want || (err == nil) != (c.word == "") || err != nil && err.Error() != c.word {
			t.Errorf("%v: %q %v, want %q %s", c.env, got, err, c.want, c.word)
		}
	}
	if _, err := Lookup(project.Secret{}, env(nil)); err == nil || err.Error() != "wf.yaml names no environment variable for it" {
		t.Errorf("got %v", err)
	}
}

func TestMissing(t *testing.T) {
	secret := func(name string) project.Secret { return project.Secret{Env: name} }
	c := project.Default()
	c.SMTP = &project.SMTP{}
	c.Slack = &project.Slack{Token: secret("A")}
	c.Twilio = &project.Twilio{Token: secret("B")}
	c.Asana = &project.Asana{Token: secret("C")}
	c.Salesforce = &project.Salesforce{ClientSecret: secret("D")}
	c.Meta = &project.Meta{Token: secret("E")}
	c.Google = &project.Google{DeveloperToken: secret("F"), ClientSecret: secret("G"), RefreshToken: secret("H")}
	var want []string
	for _, at := range []string{"slack: token: A", "asana: token: C", "salesforce: client_secret: D", "meta: token: E", "google: developer_token: F", "google: client_secret: G", "google: refresh_token: H"} {
		i := strings.LastIndex(at, " ")
		want = append(want, at[:i]+" the environment variable `"+at[i+1:]+"` is not set, nor `"+at[i+1:]+"_FILE`")
	}
	if diff := cmp.Diff(want, Missing(c, env(map[string]string{"B": "there"}))); diff != "" {
		t.Error(diff)
	}
}
