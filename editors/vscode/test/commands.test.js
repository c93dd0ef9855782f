// The commands of the extension with a VS Code that is played, and a wf that is real.
const test = require("node:test");
const { spawn } = require("node:child_process");
const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { commands } = require("../src/commands");

const text = `workflow first on company {
  enroll when company.employees > 10
  enroll in second
}

workflow second on company {
  notify(to: company.owner, text: "hello")
}
`;

// played is as much of VS Code as the commands use, with a file open and the cursor on a line; it keeps what was shown.
function played(t, line) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wf-"));
  t.after(() => fs.rmSync(dir, { recursive: true }));
  fs.writeFileSync(path.join(dir, "wf.yaml"), "timezone: Europe/Paris\n");
  fs.mkdirSync(path.join(dir, "flows"));
  const file = path.join(dir, "flows", "a.wf");
  fs.writeFileSync(file, text);
  const seen = { errors: [], panels: [], tasks: [], dir };
  const lines = text.split("\n");
  const document = { languageId: "wf", uri: { fsPath: file }, lineAt: (n) => ({ text: lines[n] }) };
  const vscode = {
    ViewColumn: { Beside: -2 },
    workspace: { getConfiguration: () => ({ get: () => process.env.WF_COMMAND || "wf" }), getWorkspaceFolder: () => undefined },
    window: {
      activeTextEditor: { document, selection: { active: { line } } },
      showErrorMessage: (message) => seen.errors.push(message),
      showInformationMessage: (message) => seen.errors.push(message),
      createWebviewPanel: (_, title) => {
        const panel = { title, webview: { html: "" } };
        seen.panels.push(panel);
        return panel;
      },
    },
    TaskScope: { Workspace: 2 },
    ProcessExecution: class {
      constructor(process, args, options) {
        Object.assign(this, { process, args, options });
      }
    },
    Task: class {
      constructor(definition, scope, name, source, execution) {
        Object.assign(this, { definition, scope, name, source, execution });
      }
    },
    tasks: { executeTask: (task) => seen.tasks.push(task.execution) },
  };
  return { seen, vscode, run: commands(vscode) };
}

test("a code lens opens the graph of its workflow", async (t) => {
  const { seen, run } = played(t, 0);
  await run["wf.showGraph"]("second");
  assert.deepStrictEqual(seen.errors, []);
  assert.strictEqual(seen.panels[0].title, "Graph: second");
  assert.match(seen.panels[0].webview.html, /<svg[^]*notify/);
});

test("the palette opens the graph of the workflow at the cursor", async (t) => {
  const { seen, run } = played(t, 2);
  await run["wf.showGraph"]();
  assert.deepStrictEqual(seen.errors, []);
  assert.strictEqual(seen.panels[0].title, "Graph: first");
  assert.match(seen.panels[0].webview.html, /<svg/);
});

test("a workflow that is not there is told", async (t) => {
  const { seen, run } = played(t, 0);
  await run["wf.showGraph"]("third");
  assert.strictEqual(seen.panels.length, 0);
  assert.match(seen.errors[0], /^wf graph: .*third/);
});

test("tests run in the folder of the project, one by its pattern", (t) => {
  const { seen, run } = played(t, 0);
  run["wf.runTests"]("^it's one$");
  run["wf.runTests"]();
  assert.strictEqual(seen.tasks[0].options.cwd, seen.dir);
  assert.deepStrictEqual(seen.tasks.map((run) => run.args), [["test", "-v", "--run", "^it's one$"], ["test", "-v"]]);
});

test("without a .wf file nothing runs", (t) => {
  const { seen, vscode, run } = played(t, 0);
  vscode.window.activeTextEditor = undefined;
  run["wf.runTests"]();
  assert.deepStrictEqual(seen.errors, ["wf: open a .wf file first."]);
  assert.strictEqual(seen.tasks.length, 0);
});

// The library that starts the server appends --stdio.
test("the server starts as the extension starts it", async (t) => {
  const server = spawn(process.env.WF_COMMAND || "wf", ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => server.kill());
  const hello = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: process.pid, capabilities: {} } });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(hello)}\r\n\r\n${hello}`);
  const answer = await new Promise((resolve) => {
    server.stdout.once("data", (data) => resolve(String(data)));
    server.once("exit", (code) => resolve(`ended with ${code}`));
  });
  assert.match(answer, /"capabilities"/);
});
