// The commands behind the code lenses and the palette: the graph of a workflow, and the run of tests. What they need of
// VS Code is passed in, so that a test can stand in for it.
const fs = require("node:fs");
const path = require("node:path");
const { execFile } = require("node:child_process");

function commands(vscode) {
  const command = () => vscode.workspace.getConfiguration("wf").get("path", "wf");

  // The project of a file: the nearest folder above with a wf.yaml, else the folder that is open, else its own.
  function projectOf(uri) {
    const own = path.dirname(uri.fsPath);
    for (let dir = own; ; dir = path.dirname(dir)) {
      if (fs.existsSync(path.join(dir, "wf.yaml"))) return dir;
      if (dir === path.dirname(dir)) break;
    }
    const root = vscode.workspace.getWorkspaceFolder(uri);
    return root ? root.uri.fsPath : own;
  }

  // The workflow whose declaration stands at or above the cursor.
  function workflowAt(editor) {
    for (let n = editor.selection.active.line; n >= 0; n--) {
      const found = /^\s*workflow\s+([\p{L}_][\p{L}\d_]*)/u.exec(editor.document.lineAt(n).text);
      if (found) return found[1];
    }
  }

  function current() {
    const editor = vscode.window.activeTextEditor;
    if (editor && editor.document.languageId === "wf") return editor;
    vscode.window.showInformationMessage("wf: open a .wf file first.");
  }

  // A code lens names the workflow; from the palette it is the one at the cursor, else the graph between all.
  async function showGraph(name) {
    const editor = current();
    if (!editor) return;
    name = name || workflowAt(editor);
    const which = name ? ["--workflow", name] : ["--all"];
    const title = name ? `Graph: ${name}` : "Graph of all workflows";
    const { fault, stdout, stderr } = await new Promise((resolve) => {
      const options = { cwd: projectOf(editor.document.uri), maxBuffer: 16 << 20 };
      execFile(command(), ["graph", "--format", "svg", ...which], options, (fault, stdout, stderr) => resolve({ fault, stdout, stderr }));
    });
    if (fault) {
      vscode.window.showErrorMessage(`wf graph: ${stderr || fault.message}`);
      return;
    }
    const panel = vscode.window.createWebviewPanel("wf.graph", title, vscode.ViewColumn.Beside);
    panel.webview.html = `<!doctype html><meta charset="utf-8"><style>body { background: #fff } svg { max-width: 100%; height: auto }</style><body>${stdout}</body>`;
  }

  // A code lens gives the pattern of one title; from the palette all tests of the project run.
  function runTests(pattern) {
    const editor = current();
    if (!editor) return;
    const args = pattern ? ["test", "-v", "--run", pattern] : ["test", "-v"];
    const run = new vscode.ProcessExecution(command(), args, { cwd: projectOf(editor.document.uri) });
    return vscode.tasks.executeTask(new vscode.Task({ type: "wf", task: "test" }, vscode.TaskScope.Workspace, "wf test", "wf", run));
  }

  return { "wf.showGraph": showGraph, "wf.runTests": runTests };
}

module.exports = { commands };
