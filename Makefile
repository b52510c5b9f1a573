# What make does is one go command or one step of .ci/run, so nobody needs make.

FUZZTIME ?= 10s
ONLY     ?=

STATE    ?=

.PHONY: help generate check test test-crash lint fmt bench fuzz sandbox cover ci

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: ## write generated/ from spec/
	go generate ./...

check: ## fail if generated/ is not what spec/ calls for (no git needed)
	go run ./gen check

test: ## run the tests with the race detector
	go test -race ./...

test-crash: ## kill the writer at every step that it takes, for real
	go test ./generator -run 'Killed|Together|Disk|ReadOnly' -crash

lint: ## gofmt, go vet, staticcheck, and our own length, comment and call rules
	@.ci/run lint

fmt: ## format the code
	gofmt -s -w .

bench: ## measure the figures of the README against their limits; ONLY=validate measures one group
	@go run ./generator/internal/bench --only '$(ONLY)'

fuzz: ## run every fuzz target for FUZZTIME (10s)
	@FUZZTIME=$(FUZZTIME) .ci/run fuzz

sandbox: ## run a PingOne to try things on; STATE=file keeps what it is told
	@go run ./generated/propagation/propagationtest/sandbox $(if $(STATE),--state '$(STATE)')

cover: ## write bin/cover.html, which statements the tests reach
	@mkdir -p bin
	go test -coverpkg=./gen/...,./generator/... -coverprofile=bin/cover.out ./...
	go tool cover -func=bin/cover.out | tail -n 1
	go tool cover -html=bin/cover.out -o bin/cover.html

ci: ## everything that a change must pass, as CI runs it
	.ci/run
