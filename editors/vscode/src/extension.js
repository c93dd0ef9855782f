// The VS Code side of wf: starts the language server. The commands are in commands.js.
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { commands } = require("./commands");

let client;

async function activate(context) {
  const all = { ...commands(vscode), "wf.restart": start };
  for (const [name, run] of Object.entries(all)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  }
  await start();
}

async function deactivate() {
  if (client) await client.stop();
}

async function start() {
  if (client) await client.stop();
  const command = vscode.workspace.getConfiguration("wf").get("path", "wf");
  const run = { command, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("wf", "wf", { run, debug: run }, {
    documentSelector: [{ language: "wf" }, { pattern: "**/wf.yaml" }, { pattern: "**/emails/*.{md,html}" }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.wf,wf.yaml,emails/*}") },
  });
  try {
    await client.start();
  } catch (fault) {
    vscode.window.showErrorMessage(`wf: the command ${command} did not start: ${fault.message}. Set "wf.path" to where it is.`);
  }
}

module.exports = { activate, deactivate };
