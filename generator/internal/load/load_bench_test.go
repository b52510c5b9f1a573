package load

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// BenchmarkLoad loads 1,400 captures of the size of Zoom's, and one document of 1,400 schemas,
// which is what the largest input that the generator has to cope with looks like.
func BenchmarkLoad(b *testing.B) {
	b.Run("captures", func(b *testing.B) { benchmarkLoad(b, manyCaptures(b, 1400)) })
	b.Run("document", func(b *testing.B) { benchmarkLoad(b, largeDocument(1400)) })
}

func benchmarkLoad(b *testing.B, fsys fstest.MapFS) {
	b.ReportAllocs()
	var size int64
	for _, f := range fsys {
		size += int64(len(f.Data))
	}
	b.SetBytes(size)
	for b.Loop() {
		_, found, err := Folder(fsys, "spec")
		if err != nil || found.Failed() {
			b.Fatal(found.All(), err)
		}
	}
}

func manyCaptures(b *testing.B, n int) fstest.MapFS {
	zoom, err := os.ReadFile("testdata/Zoom.json")
	if err != nil {
		b.Fatal(err)
	}
	fsys := make(fstest.MapFS, n)
	for i := range n {
		key := fmt.Sprintf("Connector%04d", i)
		data := strings.Replace(string(zoom), `"key": "Zoom"`, `"key": "`+key+`"`, 1)
		fsys["connectors/"+key+".json"] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func largeDocument(n int) fstest.MapFS {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n")
	for i := range n {
		fmt.Fprintf(&b, "    Connector%04d:\n      type: object\n      description: The configuration of a connector.\n      required: [KEY_0]\n      properties:\n", i)
		for j := range 30 {
			fmt.Fprintf(&b, "        KEY_%d:\n          type: string\n          title: Key %d\n          description: Whether or not users may be created, updated or removed.\n", j, j)
		}
	}
	return fstest.MapFS{"openapi.yaml": &fstest.MapFile{Data: []byte(b.String())}}
}
