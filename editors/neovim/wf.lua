-- wf for Neovim 0.8 and later: file type and language server. Load it with require("wf").setup().
local M = {}

function M.setup(options)
  options = options or {}
  vim.filetype.add({ extension = { wf = "wf" } })
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "wf",
    callback = function(args)
      vim.bo[args.buf].commentstring = "// %s"
      vim.bo[args.buf].shiftwidth = 2
      vim.bo[args.buf].expandtab = true
      local marks = vim.fs.find({ "wf.yaml", ".git" }, { upward = true, path = vim.fs.dirname(vim.api.nvim_buf_get_name(args.buf)) })
      vim.lsp.start({
        name = "wf",
        cmd = options.cmd or { "wf", "lsp" },
        root_dir = marks[1] and vim.fs.dirname(marks[1]) or vim.fn.getcwd(),
      })
    end,
  })
end

return M
