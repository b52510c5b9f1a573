package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
)

// pingOne serves a PingOne whose metadata are the files of a folder, for what is
// left of a script: pingone answers. The files can change while it runs.
func pingOne(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pingone folder")
	}
	folder := ts.MkAbs(args[0])
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if path.Base(r.URL.Path) == "token" {
			w.Write([]byte(`{"access_token": "t", "token_type": "Bearer", "expires_in": 3600}`))
			return
		}
		answer, err := os.ReadFile(filepath.Join(folder, path.Base(r.URL.Path)+".json"))
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			answer = []byte(`{"code": "NOT_FOUND", "message": "There is no such type."}`)
		}
		w.Write(answer)
	}))
	ts.Defer(server.Close)
	for name, value := range map[string]string{
		"PINGONE_API_PATH":       server.URL + "/v1",
		"PINGONE_AUTH_PATH":      server.URL,
		"PINGONE_CLIENT_ID":      "client",
		"PINGONE_CLIENT_SECRET":  "canary-of-the-client",
		"PINGONE_ENVIRONMENT_ID": "tenant-of-the-client",
		"PINGONE_REGION_CODE":    "",
	} {
		ts.Setenv(name, value)
	}
}
