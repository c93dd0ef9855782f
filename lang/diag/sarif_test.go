// What the SARIF 2.1.0 standard demands of the parts that we print (sections 3.13 to 3.57), as a table that a walker
// compares with real output: fields that must be there, fields that may, and what their values look like.

package diag_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/diag"
)

// demand is what an object of the format looks like; a field's shape is the name of another object, with `[]` before
// it for lists, or one of: text, uri, index, positive, level.
type demand struct {
	must, may map[string]string
}

var sarifShape = map[string]demand{
	"log":  {must: map[string]string{"version": "text", "runs": "[]run"}, may: map[string]string{"$schema": "uri"}},
	"run":  {must: map[string]string{"tool": "tool"}, may: map[string]string{"results": "[]result", "columnKind": "text"}},
	"tool": {must: map[string]string{"driver": "component"}},
	"component": {
		must: map[string]string{"name": "text"},
		may:  map[string]string{"informationUri": "uri", "version": "text", "rules": "[]rule"},
	},
	"rule": {
		must: map[string]string{"id": "text"},
		may:  map[string]string{"shortDescription": "message", "fullDescription": "message", "helpUri": "uri", "help": "message", "defaultConfiguration": "configuration"},
	},
	"configuration": {may: map[string]string{"level": "level"}},
	"message":       {must: map[string]string{"text": "text"}, may: map[string]string{"markdown": "text"}},
	"result": {
		must: map[string]string{"message": "message"},
		may:  map[string]string{"ruleId": "text", "ruleIndex": "index", "level": "level", "locations": "[]location", "relatedLocations": "[]location", "fixes": "[]fix"},
	},
	"location":    {may: map[string]string{"id": "index", "physicalLocation": "physical", "message": "message"}},
	"physical":    {must: map[string]string{"artifactLocation": "artifact"}, may: map[string]string{"region": "region"}},
	"artifact":    {must: map[string]string{"uri": "uri"}},
	"region":      {must: map[string]string{"startLine": "positive"}, may: map[string]string{"startColumn": "positive", "endLine": "positive", "endColumn": "positive", "byteOffset": "index", "byteLength": "index"}},
	"fix":         {must: map[string]string{"artifactChanges": "[]change"}, may: map[string]string{"description": "message"}},
	"change":      {must: map[string]string{"artifactLocation": "artifact", "replacements": "[]replacement"}},
	"replacement": {must: map[string]string{"deletedRegion": "region"}, may: map[string]string{"insertedContent": "content"}},
	"content":     {may: map[string]string{"text": "text"}},
}

func TestSARIFShape(t *testing.T) {
	var b strings.Builder
	codes := []diag.CodeInfo{{Code: "goto-loop", Title: "a goto closes a loop", Why: "A record in a loop never leaves."}}
	write(t, diag.WriteSARIF(&b, append([]diag.Diagnostic{loop(t)}, files(t)...), codes, "0.1.0"))
	for _, fault := range sarifFaults(t, b.String()) {
		t.Error(fault)
	}
	b.Reset()
	write(t, diag.WriteSARIF(&b, nil, nil, ""))
	for _, fault := range sarifFaults(t, b.String()) {
		t.Error(fault)
	}
}

func sarifFaults(t *testing.T, text string) (faults []string) {
	var log map[string]any
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	if log["version"] != "2.1.0" {
		faults = append(faults, fmt.Sprintf("version is %v", log["version"]))
	}
	checkShape("$", "log", log, &faults)
	for _, run := range log["runs"].([]any) {
		run := run.(map[string]any)
		rules := run["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
		ids := map[any]bool{}
		for _, rule := range rules {
			id := rule.(map[string]any)["id"]
			if ids[id] {
				faults = append(faults, fmt.Sprintf("rule %v is there twice", id))
			}
			ids[id] = true
		}
		for _, result := range run["results"].([]any) {
			result := result.(map[string]any)
			if i := int(result["ruleIndex"].(float64)); i >= len(rules) || rules[i].(map[string]any)["id"] != result["ruleId"] {
				faults = append(faults, fmt.Sprintf("ruleIndex %d is not the rule %v", i, result["ruleId"]))
			}
		}
	}
	return faults
}

func checkShape(path, shape string, v any, faults *[]string) {
	fault := func(format string, args ...any) { *faults = append(*faults, path+": "+fmt.Sprintf(format, args...)) }
	if item, list := strings.CutPrefix(shape, "[]"); list {
		items, ok := v.([]any)
		if !ok {
			fault("no list: %v", v)
		}
		for i, v := range items {
			checkShape(fmt.Sprintf("%s[%d]", path, i), item, v, faults)
		}
		return
	}
	number, isNumber := v.(float64)
	text, isText := v.(string)
	switch shape {
	case "text":
		if !isText {
			fault("no text: %v", v)
		}
	case "uri":
		if _, err := url.Parse(text); !isText || err != nil || strings.ContainsAny(text, " \\") {
			fault("no URI: %v", v)
		}
	case "index":
		if !isNumber || number < 0 || number != float64(int(number)) {
			fault("no count: %v", v)
		}
	case "positive":
		if !isNumber || number < 1 || number != float64(int(number)) {
			fault("no number from 1: %v", v)
		}
	case "level":
		if !slices.Contains([]string{"none", "note", "warning", "error"}, text) {
			fault("no level: %v", v)
		}
	default:
		object, ok := v.(map[string]any)
		if !ok {
			fault("no object: %v", v)
			return
		}
		want, known := sarifShape[shape]
		if !known {
			fault("no demand called %q", shape)
		}
		for name := range want.must {
			if _, there := object[name]; !there {
				fault("lacks %s", name)
			}
		}
		for name, v := range object {
			shape, ok := want.must[name]
			if !ok {
				shape, ok = want.may[name]
			}
			if !ok {
				fault("unknown field %s", name)
				continue
			}
			checkShape(path+"."+name, shape, v, faults)
		}
	}
}
