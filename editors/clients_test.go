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
		cmd := exec.CommandContext(t.Context(), "nvim", "--headless", "--clean", "--cmd", "set rtp^="+filepath.Join(here, "vim"), "-c", "syntax on",
			"-c", "edit a.wf", "-c", "call setline(1, 'if company.name contains \"x\" then stop')",
			"-c", `lua io.write(vim.bo.filetype, " ", vim.fn.synIDattr(vim.fn.synID(1, 1, 1), "name"), " ", vim.fn.synIDattr(vim.fn.synID(1, 17, 1), "name"))`, "-c", "qall!")
		out, err := cmd.CombinedOutput()
		if want := "wf wfControl wfOperator"; err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("the files for Vim give %q, want %q: %v", out, want, err)
		}
	})
	t.Run("emacs", func(t *testing.T) {
		drive(t, bin, "emacs", "--batch", "-L", filepath.Join(here, "emacs"), "-l", filepath.Join(here, "emacs", "test.el"))
	})
}

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
