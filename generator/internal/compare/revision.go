package compare

import (
	"context"
	"path"
	"strings"

	"github.com/connectorgen/connectorgen/generator/internal/git"
	"github.com/connectorgen/connectorgen/generator/internal/pipeline"
)

// revision reads the inputs at a git revision. The name is "REV", for the folder
// inputs at REV, or "REV:PATH".
func revision(ctx context.Context, name, inputs string) (*Side, error) {
	g, err := git.Open(ctx, inputs)
	if err != nil {
		return nil, &SideError{name, "no such file or folder, and no revision either: " + err.Error()}
	}
	rev, below, given := strings.Cut(name, ":")
	if !given {
		below = g.Below
	}
	if _, err := g.Commit(ctx, rev); err != nil || strings.HasPrefix(rev, "-") {
		return nil, &SideError{name, "no such file or folder, and no revision of the repository " + g.Top + remedy(ctx, g)}
	}
	object := rev + ":" + below
	kind, err := g.Kind(ctx, object)
	if err != nil {
		return nil, &SideError{name, "the revision has no " + path.Clean(below)}
	}
	if kind == "blob" {
		data, err := g.Blob(ctx, object)
		if err != nil {
			return nil, err
		}
		s, err := fileSide(object, data)
		if err == nil {
			s.beside(revisionFolder{ctx, g, rev + ":" + path.Dir(below)})
		}
		return s, err
	}
	files, err := g.Files(ctx, object)
	if err != nil {
		return nil, err
	}
	return NewSide(pipeline.Inputs{FS: files, Name: object}), nil
}

// remedy says how the repository gets the revisions that it lacks.
func remedy(ctx context.Context, g *git.Repository) string {
	if g.IsShallow(ctx) {
		return ", which is a shallow clone; run: git fetch --unshallow (in a workflow of GitHub: fetch-depth: 0)"
	}
	return "; what is on a remote alone has to be fetched first"
}
