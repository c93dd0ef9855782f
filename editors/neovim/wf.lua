-- wf for Neovim 0.7 and later: file type, language server, and the commands behind the code lenses.
-- Load it with require("wf").setup(). Options: cmd, the command with its arguments; on_attach, as for any server.
local M = {}

local clients = {} -- of Neovim 0.7, by root

-- start attaches the buffer to the server of its project, which is started when it does not run yet.
local function start(buffer, config)
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

-- root is the nearest folder above with a wf.yaml, else with a repository, else the file's own.
local function root(file)
  local dir = vim.fn.fnamemodify(file, ":p:h")
  local at = vim.fn.findfile("wf.yaml", dir .. ";")
  if at ~= "" then
    return vim.fn.fnamemodify(at, ":p:h")
  end
  at = vim.fn.finddir(".git", dir .. ";")
  if at ~= "" then
    return vim.fn.fnamemodify(at, ":p:h:h")
  end
  return dir
end

-- show opens the output of a wf command in a window of its own.
local function show(args, filetype)
  local dir = root(vim.api.nvim_buf_get_name(0))
  local command = { M.command, "-C", dir }
  vim.list_extend(command, args)
  local lines = vim.fn.systemlist(command)
  vim.cmd("botright new")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.filetype, vim.bo.modifiable = "nofile", "wipe", filetype, false
end

-- graph shows the graph of a workflow, or without a name the one of all, as Mermaid.
function M.graph(name)
  show(name and name ~= "" and { "graph", "--workflow", name } or { "graph", "--all" }, "mermaid")
end

-- tests runs the tests of the project, or those of one title.
function M.tests(run)
  show(run and run ~= "" and { "test", "-v", "--run", run } or { "test", "-v" }, "")
end

function M.setup(options)
  options = options or {}
  local cmd = options.cmd or { "wf", "lsp" }
  M.command = cmd[1]
  -- vim.filetype.add works by itself from 0.8 on only.
  vim.api.nvim_create_autocmd({ "BufNewFile", "BufRead" }, { pattern = "*.wf", command = "setfiletype wf" })
  vim.lsp.commands["wf.showGraph"] = function(command)
    M.graph((command.arguments or {})[1])
  end
  vim.lsp.commands["wf.runTests"] = function(command)
    M.tests((command.arguments or {})[1])
  end
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "wf",
    callback = function(args)
      vim.bo[args.buf].commentstring = "// %s"
      vim.bo[args.buf].shiftwidth = 2
      vim.bo[args.buf].expandtab = true
      vim.bo[args.buf].omnifunc = "v:lua.vim.lsp.omnifunc"
      start(args.buf, {
        name = "wf",
        cmd = cmd,
        root_dir = root(vim.api.nvim_buf_get_name(args.buf)),
        on_attach = options.on_attach,
      })
    end,
  })
end

return M
