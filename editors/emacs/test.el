;;; test.el --- What a person does with wf in Emacs, done without one -*- lexical-binding: t -*-

;;; Commentary:

;; Run in a copy of ../testdata/project.txtar, with `wf' on the PATH: emacs --batch -L . -l test.el.  Emacs before 29 needs
;; the package eglot.  The first step that fails ends it with code 1.

;;; Code:

(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'wf-mode)

(defconst wf-test-limit 180 "Seconds until a step is taken for stuck.")

(defun wf-test-fail (form &rest args)
  "Tell what failed by FORM and ARGS, and end."
  (message "FAILED: %s" (apply #'format form args))
  (kill-emacs 1))

(defun wf-test-wait (what holds)
  "Wait until HOLDS returns a value; WHAT is told when it never does."
  (let ((end (+ (float-time) wf-test-limit)) value)
    (while (and (not (setq value (ignore-errors (funcall holds)))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (wf-test-fail "waited in vain for %s" what))))

(defun wf-test-faults ()
  "Messages of the diagnostics of the buffer.  Without a person nothing is idle, so that changes are sent here."
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun wf-test-behind (text)
  "Go behind the first place where TEXT stands."
  (goto-char (point-min))
  (or (search-forward text nil t) (wf-test-fail "there is no %s" text)))

(defun wf-test-offered ()
  "What completion offers at point."
  (eglot--signal-textDocument/didChange)
  (let ((found (run-hook-with-args-until-success 'completion-at-point-functions)))
    (all-completions "" (nth 2 found))))

(defun wf-test-steps ()
  "Go through all."
  (setq eglot-sync-connect t
        eglot-connect-timeout wf-test-limit
        jsonrpc-default-request-timeout wf-test-limit
        eglot-confirm-server-initiated-edits nil
        eglot-autoshutdown nil
        make-backup-files nil
        create-lockfiles nil)
  (find-file "onboarding.wf")
  (or (eq major-mode 'wf-mode) (wf-test-fail "the mode is %s" major-mode))
  (apply #'eglot--connect (eglot--guess-contact))
  (wf-test-wait "the server" #'eglot-managed-p)
  (message "ok: opened")

  (wf-test-wait "the diagnostic"
                (lambda () (let ((faults (wf-test-faults)))
                             (and (= (length faults) 1) (string-match-p "`nam`" (car faults))))))
  (message "ok: diagnostics")

  ;; Completion in a line that is not finished, and inside of quotes.
  (wf-test-behind "\"Ledger\"")
  (insert "\n  set company.")
  (let ((offered (wf-test-offered)))
    (unless (and (member "segment" offered) (member "industry" offered) (not (member "notify" offered)))
      (wf-test-fail "behind `company.` are offered %s" offered)))
  (insert "segment = \"\"")
  (backward-char)
  (let ((offered (wf-test-offered)))
    (unless (and (member "finance" offered) (member "other" offered))
      (wf-test-fail "inside of the quotes are offered %s" offered)))
  (delete-region (line-beginning-position) (line-beginning-position 2))
  (message "ok: completion")

  (wf-test-behind "company.nam")
  (insert "e")
  (wf-test-wait "the end of the diagnostics" (lambda () (null (wf-test-faults))))
  (message "ok: diagnostics are taken back")

  ;; The emoji before the place counts as two.
  (wf-test-behind "{{company.seg")
  (let* ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
         (text (plist-get (plist-get hover :contents) :value)))
    (or (string-match-p "company\\.segment" text) (wf-test-fail "hover says %s" text)))
  (xref-find-definitions "segment")
  (unless (and (string-suffix-p "objects.wf" (buffer-file-name)) (= (current-column) 17))
    (wf-test-fail "the definition is %s %d" (buffer-file-name) (current-column)))
  (message "ok: hover and definition")

  (find-file "onboarding.wf")
  (wf-test-behind "{{company.seg")
  (let ((said (condition-case fault (progn (eglot-rename "industry") "nothing") (error (error-message-string fault)))))
    (or (string-match-p "the name `industry` is taken by the property of that name" said) (wf-test-fail "the rename says %s" said)))
  ;; It asks before it changes files that are not open.
  (cl-letf (((symbol-function 'y-or-n-p) #'always))
    (eglot-rename "part"))
  (save-some-buffers t)
  (message "ok: rename")

  (eglot-format-buffer)
  (save-buffer)
  (message "ok: formatting")

  (eglot-shutdown (eglot-current-server) nil wf-test-limit)
  (message "ok: end"))

(condition-case fault
    (wf-test-steps)
  (error (wf-test-fail "%s" (error-message-string fault))))

;;; test.el ends here
