package main

import (
	"context"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/wflang/wf/runtime/control"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"wf": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "", RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"await": await, "answered": answered}})
}

// answered FOLDER waits until wf serve answers at the socket in the folder of a store.
func answered(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: answered FOLDER")
	}
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		server, err := control.Dial(context.Background(), ts.MkAbs(args[0]), version())
		if err == nil {
			ts.Check(server.Close())
			return
		}
		if time.Since(begun) > hang {
			ts.Fatalf("%s: %v", args[0], err)
		}
	}
}

// await REGEXP COMMAND… runs a command again and again until it prints what a regular expression matches, whatever its exit
// code: for what another process does meanwhile.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: await REGEXP COMMAND...")
	}
	want := regexp.MustCompile(args[0])
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		err := ts.Exec(args[1], args[2:]...)
		if want.MatchString(ts.ReadFile("stdout") + ts.ReadFile("stderr")) {
			return
		}
		if time.Since(begun) > hang {
			ts.Fatalf("%v: nothing matches %s", err, want)
		}
	}
}
