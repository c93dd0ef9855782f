// The VS Code side of wf: starts the language server, and shows graphs and test results.
const path = require("node:path");
const { execFile } = require("node:child_process");
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("wf.restart", start),
    vscode.commands.registerCommand("wf.showGraph", showGraph),
    vscode.commands.registerCommand("wf.runTests", runTests),
  );
  await start();
}

async function deactivate() {
  if (client) await client.stop();
}

function command() {
  return vscode.workspace.getConfiguration("wf").get("path", "wf");
}

async function start() {
  if (client) await client.stop();
  const run = { command: command(), args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("wf", "wf", { run, debug: run }, {
    documentSelector: [{ language: "wf" }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.wf,wf.yaml,emails/*}") },
  });
  try {
    await client.start();
  } catch (fault) {
    vscode.window.showErrorMessage(`wf: the command ${command()} did not start: ${fault.message}. Set "wf.path" to where it is.`);
  }
}

function wf(args, folder) {
  return new Promise((resolve) => {
    execFile(command(), args, { cwd: folder, maxBuffer: 16 << 20 }, (fault, stdout, stderr) => resolve({ fault, stdout, stderr }));
  });
}

function folderOf(document) {
  const root = vscode.workspace.getWorkspaceFolder(document.uri);
  return root ? root.uri.fsPath : path.dirname(document.uri.fsPath);
}

// The workflow whose declaration stands at or above the cursor.
function workflowAt(document, line) {
  for (let n = line; n >= 0; n--) {
    const found = /^\s*workflow\s+([A-Za-z_]\w*)/.exec(document.lineAt(n).text);
    if (found) return found[1];
  }
}

async function showGraph() {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.languageId !== "wf") return;
  const name = workflowAt(editor.document, editor.selection.active.line);
  const args = name ? ["graph", "--format", "svg", "--workflow", name] : ["graph", "--format", "svg", "--all"];
  const { fault, stdout, stderr } = await wf(args, folderOf(editor.document));
  if (fault) {
    vscode.window.showErrorMessage(`wf graph: ${stderr || fault.message}`);
    return;
  }
  const panel = vscode.window.createWebviewPanel("wf.graph", `Graph: ${name || "all workflows"}`, vscode.ViewColumn.Beside);
  panel.webview.html = `<!doctype html><meta charset="utf-8"><body style="background:#fff">${stdout}</body>`;
}

async function runTests() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const terminal = vscode.window.createTerminal({ name: "wf test", cwd: folderOf(editor.document) });
  terminal.show();
  terminal.sendText(`${command()} test -v`);
}

module.exports = { activate, deactivate };
