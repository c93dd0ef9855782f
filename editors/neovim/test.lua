-- What a person does with wf in Neovim, done without one. Run in a copy of ../testdata/project.txtar, with wf on the PATH:
-- nvim --headless --clean -c "luafile .../test.lua". The first step that fails ends it with code 1.
local limit = 180000 -- milliseconds until a step is taken for stuck

local function fail(...)
  io.stderr:write("FAILED: " .. string.format(...) .. "\n")
  vim.cmd("cquit 1")
end

local function step(name)
  io.stderr:write("ok: " .. name .. "\n")
end

local function wait(what, holds)
  local seen
  if not vim.wait(limit, function()
    local ok, value = pcall(holds)
    seen = value
    return ok and value
  end, 20) then
    fail("waited in vain for %s: %s", what, vim.inspect(seen))
  end
end

local function codes()
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(list, tostring(d.code or d.user_data.lsp.code))
  end
  return table.concat(list, " ")
end

local function expect_codes(want)
  local seen
  if not vim.wait(limit, function()
    seen = codes()
    return seen == want
  end, 20) then
    fail("the diagnostics are %q, not %q", seen, want)
  end
end

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, limit) or {}) do
    if answer.error then
      fail("%s: %s", method, answer.error.message)
    end
    return answer.result
  end
  fail("%s was not answered", method)
end

-- at puts the cursor behind the first place where a text stands.
local function at(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.fn.search([[\V]] .. text .. [[\zs]], "cW") == 0 then
    fail("there is no %q", text)
  end
end

-- words are what completion offers at the cursor.
local function words()
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  local items = vim.lsp.util.text_document_completion_list_to_complete_items(ask("textDocument/completion", params), "")
  local list = {}
  for _, item in ipairs(items) do
    list[item.abbr or item.word] = true
  end
  return list
end

local function main()
  local here = debug.getinfo(1, "S").source:match("@?(.*)/")
  package.path = here .. "/?.lua;" .. package.path
  local said = {}
  vim.notify = function(message)
    table.insert(said, message)
  end
  require("wf").setup()

  vim.o.hidden = true
  vim.cmd("edit onboarding.wf")
  if vim.bo.filetype ~= "wf" then
    fail("the file type is %q", vim.bo.filetype)
  end
  wait("the server", function()
    return #vim.tbl_values(vim.lsp.buf_get_clients(0)) == 1
  end)
  step("opened")

  expect_codes("unknown-property")
  if vim.diagnostic.get(0)[1].lnum ~= 1 then
    fail("the diagnostic is on line %d", vim.diagnostic.get(0)[1].lnum + 1)
  end
  step("diagnostics")

  -- Completion in a line that is not finished, and inside of quotes.
  vim.api.nvim_buf_set_lines(0, 2, 2, false, { "  set company." })
  vim.api.nvim_win_set_cursor(0, { 3, 13 })
  vim.cmd("startinsert!")
  vim.api.nvim_win_set_cursor(0, { 3, 14 })
  local offered = words()
  if not offered.segment or not offered.industry or offered.notify then
    fail("behind `company.` are offered %s", vim.inspect(vim.tbl_keys(offered)))
  end
  vim.api.nvim_buf_set_lines(0, 2, 3, false, { '  set company.segment = ""' })
  vim.api.nvim_win_set_cursor(0, { 3, 25 })
  offered = words()
  if not offered.finance or not offered.other then
    fail("inside of the quotes are offered %s", vim.inspect(vim.tbl_keys(offered)))
  end
  vim.cmd("stopinsert")
  vim.api.nvim_buf_set_lines(0, 2, 3, false, {})
  step("completion")

  vim.cmd([[%s/company\.nam /company.name /]])
  expect_codes("")
  step("diagnostics are taken back")

  -- The emoji before the place counts as two.
  at("{{company.seg")
  local hover = ask("textDocument/hover", vim.lsp.util.make_position_params(0, "utf-16"))
  if not hover.contents.value:find("company.segment", 1, true) then
    fail("hover says %s", hover.contents.value)
  end
  vim.lsp.buf.definition()
  wait("the definition", function()
    return vim.fn.expand("%:t") == "objects.wf" and vim.fn.col(".") == 18
  end)
  step("hover and definition")

  vim.cmd("edit onboarding.wf")
  at("{{company.seg")
  said = {}
  vim.lsp.buf.rename("industry")
  wait("the refusal", function()
    return table.concat(said, " "):find("the name `industry` is taken by the property of that name", 1, true)
  end)
  vim.lsp.buf.rename("part")
  wait("the rename", function()
    return vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]:find("{{company.part}}", 1, true)
  end)
  vim.cmd("wall")
  step("rename")

  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = limit })
  else
    vim.lsp.buf.formatting_sync(nil, limit)
  end
  vim.cmd("wall")
  step("formatting")

  local lenses = ask("textDocument/codeLens", { textDocument = vim.lsp.util.make_text_document_params(0) })
  vim.lsp.commands[lenses[1].command.command](lenses[1].command)
  local shown = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  if not shown:find("flowchart", 1, true) then
    fail("the graph is %s", shown)
  end
  step("graph")

  for _, client in pairs(vim.lsp.get_active_clients()) do
    client.stop()
  end
  wait("the end of the server", function()
    return #vim.tbl_values(vim.lsp.get_active_clients()) == 0
  end)
  step("end")
  vim.cmd("qall!")
end

local ok, fault = xpcall(main, debug.traceback)
if not ok then
  fail("%s", fault)
end
