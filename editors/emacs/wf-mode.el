;;; wf-mode.el --- Major mode for wf workflow files -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "27.1"))
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Colors and indentation for .wf files, and the language server through eglot.

;;; Code:

(defvar wf-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?_ "w" table)
    (modify-syntax-entry ?\' "\"" table)
    (modify-syntax-entry ?` "\"" table)
    table))

(defvar wf-mode-font-lock
  `((,(regexp-opt '("workflow" "object" "event" "segment" "action" "test" "plural" "let" "on" "of") 'symbols) . font-lock-keyword-face)
    (,(regexp-opt '("if" "then" "else" "match" "split" "default" "goto" "stop" "delay" "until" "set" "copy" "clear" "increase"
                    "decrease" "create" "associate" "dissociate" "enroll" "unenroll" "expect" "given" "stub" "send" "advance")
                  'symbols) . font-lock-keyword-face)
    ("^\\s-*\\(title\\|reenroll\\|per\\|suppress\\|center\\|timezone\\|during\\|pause\\|rate\\|goal\\)\\_>" 1 font-lock-preprocessor-face)
    (,(regexp-opt '("when" "where" "failure" "to" "by" "with" "from" "append" "up" "since" "every" "before" "after" "and" "or" "not"
                    "in" "contains" "startsWith" "endsWith" "matches") 'symbols) . font-lock-builtin-face)
    (,(regexp-opt '("true" "false" "nil") 'symbols) . font-lock-constant-face)
    ("workflow\\s-+\\(\\sw+\\)" 1 font-lock-function-name-face)
    ("^\\s-*\\(\\sw+\\):" 1 font-lock-constant-face)
    ("\\.\\(\\sw+\\)" 1 font-lock-variable-name-face)))

(defun wf-indent-line ()
  "Indent by the brackets that are open at the start of the line."
  (interactive)
  (let* ((depth (save-excursion (beginning-of-line) (car (syntax-ppss))))
         (closes (save-excursion (back-to-indentation) (looking-at "\\s)")))
         (column (* 2 (max 0 (if closes (1- depth) depth)))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

;;;###autoload
(define-derived-mode wf-mode prog-mode "wf"
  "Major mode for wf workflow files."
  (setq-local font-lock-defaults '(wf-mode-font-lock))
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'wf-indent-line))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.wf\\'" . wf-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(wf-mode . ("wf" "lsp"))))

(provide 'wf-mode)
;;; wf-mode.el ends here
