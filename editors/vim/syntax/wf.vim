" Colors of the wf language.
if exists('b:current_syntax') | finish | endif

syntax match   wfComment   "//.*$" contains=@Spell
syntax region  wfComment   start="/\*" end="\*/" contains=@Spell
syntax keyword wfDeclare   workflow object event segment action test plural let on of
syntax keyword wfSetting   title reenroll per suppress center timezone during pause rate goal
syntax keyword wfControl   if then else match split default goto stop
syntax keyword wfStatement delay until set copy clear increase decrease create associate dissociate enroll unenroll
syntax keyword wfStatement expect given stub returns fails send advance
syntax keyword wfWord      when where failure to by with from append up at since every before after always never
syntax match   wfWord      "\<change\>\ze\s\+of\>"
syntax match   wfWord      "\%(\<expect\s\+\)\@<=\%(no\|enrolled\|finished\|waiting\|failed\)\>\ze\s\+\h"
syntax match   wfWord      "\%(\<since\s\+\)\@<=enrolled\>"
syntax keyword wfOperator  and or not in startsWith endsWith matches
syntax match   wfOperator  "\<contains\>"
syntax keyword wfConstant  true false nil
syntax keyword wfWeekday   monday tuesday wednesday thursday friday saturday sunday weekday
syntax keyword wfType      text number bool date datetime user email phone url enum
syntax match   wfModifier  "\<\%(readonly\|required\|key\)\>\ze\s*\%($\|[,}=]\|//\|readonly\|required\|key\)"
syntax match   wfNumber    "\<\d[0-9_]*\%(\.\d\+\)\?\%([eE][+-]\?\d\+\)\?%\?"
syntax match   wfUnit      "\%(\d\s\+\|\<every\s\+\|\<per\s\+\)\@<=\%(working\s\+\)\?\%(minute\|hour\|day\|week\|month\|year\)s\?\>"
syntax match   wfDate      "\<\%(\d\{4}-\)\?\d\d-\d\d\>"
syntax match   wfSecret    "\<secret\>\ze("
syntax match   wfTime      "\<\d\{1,2}:\d\d\>"
syntax match   wfLabel     "^\s*\h\w*\ze:\s*\(//.*\)\?$"
syntax match   wfMember    "\.\h\w*"
syntax match   wfEscape    "\\." contained
syntax region  wfTemplate  start="{{" end="}}" contained contains=wfString,wfNumber,wfOperator,wfConstant,wfMember
syntax region  wfString    start=+"+ skip=+\\.+ end=+"+ contains=wfEscape,wfTemplate
syntax region  wfString    start=+'+ skip=+\\.+ end=+'+ contains=wfEscape,wfTemplate
syntax region  wfString    start=+`+ end=+`+

highlight default link wfComment   Comment
highlight default link wfDeclare   Structure
highlight default link wfSetting   PreProc
highlight default link wfControl   Conditional
highlight default link wfStatement Statement
highlight default link wfWord      Keyword
highlight default link wfOperator  Operator
highlight default link wfConstant  Boolean
highlight default link wfWeekday   Constant
highlight default link wfType      Type
highlight default link wfModifier  StorageClass
highlight default link wfNumber    Number
highlight default link wfUnit      Number
highlight default link wfSecret    Special
highlight default link wfDate      Constant
highlight default link wfTime      Constant
highlight default link wfLabel     Label
highlight default link wfMember    Identifier
highlight default link wfEscape    SpecialChar
highlight default link wfTemplate  Special
highlight default link wfString    String

let b:current_syntax = 'wf'
