// Package generator is the door to connectorgen: what the command calls.
//
//	spec/*.json,*.yaml                                                  generated/**
//	      |                                                                  ^
//	  load.Folder --> Inputs --> model.Build --> Model --> emit.Files --> Tree --> Write | Compare
//	  syntax,       as given   meaning,        no text,  no decisions   bytes
//	  places                   names, checks   no places
//
// Each stage takes a value and returns one; nothing flows back. All findings of
// a stage are reported at once, and nothing is written before everything is good.
//
// The stages and the verbs are packages below internal. This package only gives
// their functions and types the names that the command uses.
package generator

import (
	"context"
	"io/fs"
	"slices"

	"github.com/connectorgen/connectorgen/generator/internal/capture"
	"github.com/connectorgen/connectorgen/generator/internal/compare"
	"github.com/connectorgen/connectorgen/generator/internal/compare/change"
	"github.com/connectorgen/connectorgen/generator/internal/compare/stored"
	"github.com/connectorgen/connectorgen/generator/internal/config"
	"github.com/connectorgen/connectorgen/generator/internal/connect"
	"github.com/connectorgen/connectorgen/generator/internal/drift"
	"github.com/connectorgen/connectorgen/generator/internal/explain"
	"github.com/connectorgen/connectorgen/generator/internal/lookup"
	"github.com/connectorgen/connectorgen/generator/internal/module"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
	"github.com/connectorgen/connectorgen/generator/internal/spec"
	"github.com/connectorgen/connectorgen/generator/internal/starter"
	"github.com/connectorgen/connectorgen/generator/internal/transfer"
	"github.com/connectorgen/connectorgen/generator/internal/tree"
	"github.com/connectorgen/connectorgen/generator/internal/written"
)

// Inputs are the files that a verb reads, and the prefix of the places in what it finds.
type Inputs = pipeline.Inputs

// What a verb finds in the inputs.
type (
	Findings = spec.Findings // all of it
	Finding  = spec.Finding  // something to say about the inputs
	Accepted = spec.Accepted // a finding that the inputs accept
	Severity = spec.Severity
	Rule     = spec.Rule // a kind of finding
)

// The severities of findings.
const (
	Error   = spec.Error
	Warning = spec.Warning
	Notice  = spec.Notice
)

// Rules returns the rules of all findings, sorted by ID.
func Rules() []Rule { return pipeline.Rules() }

// Options says where generated code will live.
type Options struct {
	ImportPath string // import path of the generated tree, such as "example.com/x/generated"
}

// Generate returns the files that the inputs call for. The tree is nil if the
// findings hold an error. The error is not about the inputs' content: they cannot
// be read, or the generator has a fault.
func Generate(in Inputs, opts Options) (*Tree, Findings, error) {
	made, found, err := pipeline.Generate(in, opts.ImportPath)
	if made == nil {
		return nil, found, err
	}
	return made.Tree, found, nil
}

// Made is what [Make] makes: a tree, and files that belong into the folder of the
// inputs and are not as they are to be, such as the lock of names in Terraform.
type Made = pipeline.Made

// Make is [Generate] with all that it makes.
func Make(in Inputs, opts Options) (*Made, Findings, error) {
	return pipeline.Generate(in, opts.ImportPath)
}

// What [Generate] returns, and what the methods of a tree return, is made of these.
type (
	Tree          = tree.Tree          // generated files in memory
	TreeDiff      = tree.Diff          // how a folder differs from a tree
	WriteOptions  = tree.WriteOptions  // how to write a tree
	ConflictError = tree.ConflictError // what is in the way of a write
)

// ImportPath returns the import path of the packages in the folder out, which
// need not exist. It follows from the nearest go.mod, in out or above it. The error
// says why Go would not build packages there.
func ImportPath(out string) (string, error) { return module.ImportPath(out) }

// CheckOutput returns an error if out cannot be the output folder because of the
// folder of the inputs or because it lies in another output folder.
func CheckOutput(out, inputs string) error { return tree.CheckPlace(out, inputs) }

// Lint returns the findings of [Generate] and, if none of them is an error, those
// that do not keep it from its work. The error is about reading files.
func Lint(in Inputs) (Findings, error) { return pipeline.Lint(in) }

// What [Validate] takes is made of these.
type (
	WrittenFile     = written.File    // a file that somebody wrote
	ValidateOptions = written.Options // how it is read
)

// Validate returns what is wrong with files that people wrote: configurations,
// stores and exports of environments. See package written.
//
// There is nothing about them if found, the findings about the inputs, hold an
// error. The error is about reading the inputs.
func Validate(in Inputs, files []WrittenFile, o ValidateOptions) (about, found Findings, err error) {
	_, m, found, err := pipeline.Load(in)
	if m == nil {
		return Findings{}, found, err
	}
	return written.Check(m, files, o), found, nil
}

// WrittenRules returns the rules of what [Validate] finds, sorted by ID.
func WrittenRules() []Rule { return written.Rules() }

// What [Export] and [Import] take and return is made of these.
type (
	Exported       = transfer.Export  // what an environment has, without ids and secrets
	ImportOptions  = transfer.Options // how files are brought into an environment
	ImportPlan     = transfer.Plan    // what an import does
	ImportAction   = transfer.Action  // what a step does
	ImportStep     = transfer.Step    // one of these
	ConnectOptions = transfer.Access  // how PingOne is reached
	ConnectError   = connect.Error    // environment variables are missing or wrong
)

// The actions of steps.
const (
	ImportCreate   = transfer.Create
	ImportKeep     = transfer.Keep
	ImportActivate = transfer.Activate
)

// Export returns what the environment has that the environment variables name. The
// export is nil if the findings hold an error. The error is a *[ConnectError], or
// says why PingOne could not be asked.
func Export(ctx context.Context, in Inputs, a ConnectOptions) (*Exported, Findings, error) {
	_, m, found, err := pipeline.Load(in)
	if m == nil {
		return nil, found, err
	}
	e, err := transfer.Read(ctx, m, a)
	return e, found, err
}

// Import returns what to do so that the environment that the environment variables
// name has what is in the files. It only reads; the plan does it. The plan must not
// be run if found holds an error, or about, which is about the files and what is there.
func Import(ctx context.Context, in Inputs, files []WrittenFile, o ImportOptions) (plan *ImportPlan, about, found Findings, err error) {
	_, m, found, err := pipeline.Load(in)
	if m == nil {
		return nil, Findings{}, found, err
	}
	plan, about, err = transfer.Prepare(ctx, m, files, o)
	return plan, about, found, err
}

// What [Explain] returns is made of these.
type (
	Explanation   = explain.Explanation  // what is known of a connector, a profile or an attribute
	Origin        = explain.Origin       // where a fact comes from, or what an input says against it
	Spelling      = explain.Spelling     // a name in the generated code
	NotFoundError = lookup.NotFoundError // the inputs have nothing of a name; it lists similar names
)

// Explain returns what the inputs say of subject: a connector such as "Zoom", or
// "Zoom." and the name of a profile, attribute, user attribute or constant, as
// it is on the wire or in Go. Letter case does not matter.
//
// The explanation is nil if the findings hold an error. The error is a
// *[NotFoundError], or is about reading files.
func Explain(in Inputs, subject string) (*Explanation, Findings, error) {
	given, m, found, err := pipeline.Load(in)
	if m == nil {
		return nil, found, err
	}
	e, err := explain.Of(m, subject)
	if err != nil {
		return nil, found, err
	}
	e.Date(given)
	return e, found, nil
}

// NotFound returns the error for a name that is not among the names, with the nearest of them.
func NotFound(what, name string, names []string) *NotFoundError {
	return lookup.NotFound(what, name, names)
}

// StoreTypes returns the store types that the inputs know, sorted, or none if the
// inputs cannot be read or hold an error.
func StoreTypes(in Inputs) []string {
	_, m, _, _ := pipeline.Load(in)
	if m == nil {
		return nil
	}
	var types []string
	for _, c := range m.Connectors {
		types = append(types, c.StoreType)
	}
	slices.Sort(types)
	return types
}

// InitOptions says which configuration to start from.
type InitOptions = starter.Options

// Init returns the smallest valid configuration of a connector, with
// placeholders to fill in.
//
// The text is "" if the findings hold an error. The error is a *[NotFoundError],
// or is about reading files.
func Init(in Inputs, opts InitOptions) (string, Findings, error) {
	_, m, found, err := pipeline.Load(in)
	if m == nil {
		return "", found, err
	}
	text, err := starter.Text(m, opts)
	return text, found, err
}

// ConfigFile is the file in the folder of the inputs that says what to make of them.
const ConfigFile = config.File

// InitConfig returns a [ConfigFile] to start from, which changes nothing until somebody
// edits it.
//
// The text is "" if the findings hold an error. The error is about reading files.
func InitConfig(in Inputs) (string, Findings, error) {
	given, m, found, err := pipeline.Load(in)
	if m == nil {
		return "", found, err
	}
	name := "client"
	if m.API != nil {
		name = m.API.Package
	}
	return config.Text(given.Document, name), found, nil
}

// What [Capture] takes and returns is made of these.
type (
	CaptureOptions      = capture.Options      // what to ask for, and whom
	Captures            = capture.Captures     // the answers
	Captured            = capture.Captured     // the answer for one store type
	CaptureOptionsError = capture.OptionsError // the options contradict each other, or variables are missing
	CaptureInputsError  = capture.InputsError  // the inputs have errors, so the known store types are unknown
)

// Statuses of captures.
const (
	CaptureNew     = capture.New
	CaptureChanged = capture.Changed
	NotCaptured    = capture.NotCaptured
)

// Capture asks PingOne for metadata and compares it with the inputs. It writes nothing.
//
// The error is a *[CaptureOptionsError] or a *[CaptureInputsError], or says why
// nothing could be asked. It never quotes a credential.
func Capture(ctx context.Context, in Inputs, o CaptureOptions) (*Captures, error) {
	return capture.Ask(ctx, in.FS, in.Name, o)
}

// What [Compare] takes and returns is made of these.
type (
	SideError = compare.SideError // why there is no such version
	Diff      = compare.Diff      // what changed in meaning
	Change    = change.Change     // one thing that changed
	Verdict   = change.Severity   // which part of the version number changes: none, patch, minor or major
	Stored    = stored.Result     // what becomes of stored configurations
)

// OpenSides opens two versions of the inputs: folders, files or git revisions.
// See [compare.OpenSides].
func OpenSides(ctx context.Context, old, new, inputs string) (a, b *compare.Side, err error) {
	return compare.OpenSides(ctx, old, new, inputs)
}

// Compare returns what changed in meaning from old to new, and which of the
// stored configurations in configurations, which may be nil, would become invalid.
//
// The diff is nil if one of the versions has errors, which the findings are then.
// The error is about reading files.
func Compare(old, new *compare.Side, configurations fs.FS) (*Diff, Findings, error) {
	return compare.Sides(old, new, configurations)
}

// ParseVerdict returns the verdict that word stands for, and whether there is one.
func ParseVerdict(word string) (Verdict, bool) { return change.ParseSeverity(word) }

// What [Drift] takes and returns is made of these.
type (
	DriftOptions    = drift.Options         // what to ask for, and where proposals go
	Drifted         = drift.Result          // the proposals, and what they are based on
	Proposal        = drift.Proposal        // what to merge for one connector that changed
	RepositoryError = drift.RepositoryError // why the repository cannot hold proposals
)

// The statuses of branches. BranchKept is that of one that was left alone, because it
// is checked out or has commits of somebody else.
const (
	BranchCreated = drift.Created
	BranchUpdated = drift.Updated
	BranchKept    = drift.Kept
)

// Drift asks PingOne for its connectors, and makes a branch for each that differs
// from the inputs. See [drift.Run].
func Drift(ctx context.Context, o DriftOptions) (*Drifted, error) { return drift.Run(ctx, o) }
