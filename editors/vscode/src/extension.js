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
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("wf.path")) start();
  }));
  await start();
}

async function deactivate() {
  const old = client;
  client = undefined;
  // A client whose server did not start refuses to be stopped.
  if (old && old.needsStop()) await old.stop();
}

async function start() {
  await deactivate();
  const command = vscode.workspace.getConfiguration("wf").get("path", "wf");
  const run = { command, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("wf", "wf", { run, debug: run }, {
    documentSelector: [{ language: "wf" }, { pattern: "**/wf.yaml" }, { pattern: "**/emails/*.{md,html}" }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.wf,wf.yaml,emails/*}") },
  });
  try {
    await client.start();
  } catch (fault) {
    // The library rejects with an error, a text or nothing, and has written the reason into the output "wf".
    const reason = fault && (fault.message || fault);
    const settings = "Open Settings";
    const text = `wf: the command ${command} did not start${reason ? `: ${reason}` : ""}. Install wf, or set "wf.path" to where it is.`;
    // Not awaited: the extension is active, whether or not somebody closes the message.
    vscode.window.showErrorMessage(text, settings).then((chosen) => {
      if (chosen) vscode.commands.executeCommand("workbench.action.openSettings", "wf.path");
    });
  }
}

module.exports = { activate, deactivate };
