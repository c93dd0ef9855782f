package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime/wftest"
)

func newTest(a *app) *cobra.Command {
	t := &tester{app: a}
	c := &cobra.Command{
		Use:   "test [folder|files]",
		Short: "Run the tests of a project",
		Long: `Runs the tests in the *_test.wf files of a project, or of every project below a folder, each in a world of its own with
a virtual clock. Exits with 1 when one fails.`,
		Example: `  wf test
  wf test examples -v
  wf test --run "finance" --cover
  wf test --cover-html cover.html`,
		RunE: func(c *cobra.Command, args []string) error { return t.run(c, args) },
	}
	c.Flags().StringVar(&t.match, "run", "", "only tests whose title matches this regular expression")
	c.Flags().BoolVarP(&t.verbose, "verbose", "v", false, "print every test")
	c.Flags().BoolVar(&t.json, "json", false, "print JSON")
	c.Flags().BoolVar(&t.cover, "cover", false, "print which steps and branches no test reached")
	c.Flags().StringVar(&t.html, "cover-html", "", "write the coverage to this file as a page: the source in colors, and the graph")
	c.Flags().StringVar(&t.junit, "junit", "", "write the results to this file as JUnit XML")
	return c
}

type tester struct {
	*app
	match, junit, html   string
	verbose, json, cover bool
}

// outcome is what came of the tests of one project.
type outcome struct {
	dir      string
	results  []*wftest.Result
	coverage []wftest.Coverage
	pages    []coverPage
}

func (t *tester) run(c *cobra.Command, args []string) error {
	match, err := regexp.Compile(t.match)
	if err != nil {
		return usage(c, fmt.Errorf("--run: %w", err))
	}
	all, err := t.loadAll(args)
	if err != nil {
		return err
	}
	var outcomes []outcome
	for _, p := range all {
		if err := t.sound(p); err != nil {
			return err
		}
		suite, err := wftest.NewSuite(p.Analysis, p.Config)
		if err != nil {
			return err
		}
		o := outcome{dir: p.Path("."), results: suite.Run(c.Context(), match)}
		covered := wftest.Covered{}
		for _, r := range o.results {
			covered.Join(r.Covered)
		}
		o.coverage = suite.Coverage(covered)
		o.pages = coverPages(p, suite, covered)
		outcomes = append(outcomes, o)
	}
	if t.junit != "" {
		if err := writeJUnit(t.junit, outcomes); err != nil {
			return err
		}
	}
	if t.html != "" {
		if err := writeWhole(t.html, func(w io.Writer) error { return writeCoverPage(w, outcomes) }); err != nil {
			return err
		}
	}
	if t.json {
		err = t.printJSON(testJSON(outcomes))
	} else {
		err = t.print(outcomes)
	}
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		for _, r := range o.results {
			if !r.Passed() {
				return errNo
			}
		}
	}
	return nil
}

func (t *tester) print(outcomes []outcome) error {
	passed, failed := 0, 0
	var took time.Duration
	var b strings.Builder
	for _, o := range outcomes {
		for _, r := range o.results {
			took += r.Took
			if r.Passed() {
				passed++
				if t.verbose {
					fmt.Fprintf(&b, "ok    %s\n", r.Title)
				}
				continue
			}
			failed++
			fmt.Fprintf(&b, "FAIL  %s\n      %s\n", r.Title, strings.ReplaceAll(r.Text(), "\n", "\n      "))
		}
	}
	if t.cover {
		for _, o := range outcomes {
			for _, c := range o.coverage {
				fmt.Fprintf(&b, "%s\n", c)
				for _, m := range c.Missing {
					fmt.Fprintf(&b, "  %s\n", m)
				}
			}
		}
	}
	switch {
	case passed+failed == 0 && t.match != "":
		fmt.Fprintf(&b, "no test matches %q\n", t.match)
	case passed+failed == 0:
		b.WriteString("no tests: write some in files named *_test.wf\n")
	case failed > 0:
		fmt.Fprintf(&b, "%s failed, %d passed\n", count(failed, "test"), passed)
	default:
		fmt.Fprintf(&b, "%s passed\n", count(passed, "test"))
	}
	_, err := fmt.Fprint(t.out, b.String())
	return err
}

// testReport is the JSON form of the results.
type testReport struct {
	Tests    []testReportTest  `json:"tests"`
	Coverage []testReportCover `json:"coverage"`
}

type testReportTest struct {
	Title    string   `json:"title"`
	Place    string   `json:"place"`
	Passed   bool     `json:"passed"`
	Millis   float64  `json:"ms"`
	Failures []string `json:"failures,omitempty"`
}

type testReportCover struct {
	Workflow string   `json:"workflow"`
	Steps    int      `json:"steps"`
	Reached  int      `json:"reached"`
	Branches int      `json:"branches"`
	Taken    int      `json:"taken"`
	Missing  []string `json:"missing,omitempty"`
}

func testJSON(outcomes []outcome) testReport {
	report := testReport{Tests: []testReportTest{}, Coverage: []testReportCover{}}
	for _, o := range outcomes {
		for _, r := range o.results {
			one := testReportTest{Title: r.Title, Place: r.Span.String(), Passed: r.Passed(), Millis: float64(r.Took.Microseconds()) / 1000}
			if r.Err != nil {
				one.Failures = append(one.Failures, r.Err.Error())
			}
			for _, f := range r.Failures {
				one.Failures = append(one.Failures, f.Span.String()+": "+f.Message)
			}
			report.Tests = append(report.Tests, one)
		}
		for _, c := range o.coverage {
			one := testReportCover{Workflow: c.Workflow, Steps: c.Steps, Reached: c.Reached, Branches: c.Branches, Taken: c.Taken}
			for _, m := range c.Missing {
				one.Missing = append(one.Missing, m.String())
			}
			report.Coverage = append(report.Coverage, one)
		}
	}
	return report
}

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func writeJUnit(name string, outcomes []outcome) error {
	seconds := func(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
	var all junitSuites
	for _, o := range outcomes {
		s := junitSuite{Name: filepath.ToSlash(o.dir), Tests: len(o.results)}
		var took time.Duration
		for _, r := range o.results {
			took += r.Took
			c := junitCase{Name: r.Title, Class: strings.TrimSuffix(r.Span.File.Name, ".wf"), Time: seconds(r.Took)}
			if !r.Passed() {
				s.Failures++
				first, _, _ := strings.Cut(r.Text(), "\n")
				c.Failure = &junitFailure{Message: first, Text: r.Text()}
			}
			s.Cases = append(s.Cases, c)
		}
		s.Time = seconds(took)
		all.Suites = append(all.Suites, s)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(name, append([]byte(xml.Header), append(text, '\n')...), 0o644); err != nil {
		return errors.Join(fmt.Errorf("--junit: the results could not be written"), err)
	}
	return nil
}
