// Package output has what emitters return, and copies files of package runtime.
package output

// A File is one file of the result.
type File struct {
	Path    string // slash-separated, below the output folder
	Content []byte

	// Of a Go file: what it declares at the top level, a method as Type.Method, and
	// whether it is copied from package runtime instead and may declare anything.
	Declares []string
	Copied   bool
}

// A Job returns some of the files.
type Job func() ([]File, error)
