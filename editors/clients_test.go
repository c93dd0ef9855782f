// Package editors_test drives real editors: they open a project with the files that stand here, and a script in the
// editor's own language does what a person does. It tells its steps, and fails with the first that does not work.
package editors_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var needed = flag.Bool("editors", false, "fail where an editor is not installed")

func TestClients(t *testing.T) {
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(bin, "wf"), "../cmd/wf").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Run("neovim", func(t *testing.T) {
		drive(t, bin, "nvim", "--headless", "--clean", "-c", "luafile "+filepath.Join(here, "neovim", "test.lua"))
	})
	t.Run("vim files", func(t *testing.T) {
		installed(t, "nvim")
		// Each line is followed by the words of it that are asked for.
		script := filepath.Join(t.TempDir(), "groups.lua")
		if err := os.WriteFile(script, []byte(groups), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), "nvim", "--headless", "--clean", "--cmd", "set rtp^="+filepath.Join(here, "vim"), "-c", "syntax on",
			"-c", "edit a.wf", "-c", "luafile "+script, "-c", "qall!")
		out, err := cmd.CombinedOutput()
		want := `wf
wfControl wfMember wfOperator wfString wfControl
wfStatement wfNumber wfUnit wfUnit
wfStatement wfWord wfUnit wfDate wfWord wfTime
wfStatement wfWord wfWord
wfType wfModifier wfModifier
wfLabel
wfString wfTemplate wfEscape
wfComment wfComment
wfNumber wfNumber wfNumber`
		if d := cmp.Diff(want, strings.TrimSpace(strings.ReplaceAll(string(out), "\r", ""))); err != nil || d != "" {
			t.Errorf("the files for Vim color otherwise (-want +got): %v\n%s", err, d)
		}
	})
	t.Run("emacs", func(t *testing.T) {
		drive(t, bin, "emacs", "--batch", "-L", filepath.Join(here, "emacs"), "-l", filepath.Join(here, "emacs", "test.el"))
	})
}

// groups writes the group of colors in which Vim has words of some lines.
const groups = `
local lines = {
  {'if company.set contains "x" then stop', "if", ".set", "contains", '"x"', "stop"},
  {"delay 3 working days 4 hours", "delay", "3", "working", "hours"},
  {"enroll every year on 12-25 at 9:30", "enroll", "every", "year", "12", "at", "9"},
  {"expect no create task since enrolled", "expect", "no", "enrolled"},
  {"code: text required key", "text", "required", "key"},
  {"end: ", "end"},
  {'"a {{b.c}} \\n"', '"a', "{{", "\\"},
  {"/* stop */ // stop", "stop", "// stop"},
  {"1_000.50 1e3 50%", "1", "1e3", "50"},
}
local out = {vim.bo.filetype}
for n, line in ipairs(lines) do vim.fn.setline(n, line[1]) end
for n, line in ipairs(lines) do
  local names = {}
  for i = 2, #line do
    table.insert(names, vim.fn.synIDattr(vim.fn.synID(n, line[1]:find(line[i], 1, true), 1), "name"))
  end
  table.insert(out, table.concat(names, " "))
end
io.write(table.concat(out, "\n"))
`

// drive runs an editor in a fresh project, with the folder of wf on the PATH. What it leaves in the project is compared
// with the files in want/.
func drive(t *testing.T, bin, editor string, args ...string) {
	installed(t, editor)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	project := filepath.Join(dir, "project")
	if err := os.Mkdir(project, 0o755); err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile("testdata/project.txtar")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[name] = string(f.Data)
		} else if err := os.WriteFile(filepath.Join(project, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), editor, args...)
	cmd.Dir = project
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+filepath.Join(dir, "cache"),
		"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", editor, err, out)
	}
	for _, step := range []string{"diagnostics", "completion", "rename", "formatting", "end"} {
		if !strings.Contains(string(out), "ok: "+step) {
			t.Errorf("%s did not come to %q:\n%s", editor, step, out)
		}
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(project, name))
		if err != nil {
			t.Error(err)
		} else if d := cmp.Diff(text, string(got)); d != "" {
			t.Errorf("%s left another %s (-want +got):\n%s", editor, name, d)
		}
	}
}

// installed passes a test over that has no editor, unless CI demands it.
func installed(t *testing.T, editor string) {
	if _, err := exec.LookPath(editor); err != nil {
		if *needed {
			t.Fatalf("%s is not installed: %v", editor, err)
		}
		t.Skipf("%s is not installed", editor)
	}
}
