# What make does is one go command or one step of .ci/run, so nobody needs make.

FUZZTIME ?= 10s
ONLY     ?=

STATE    ?=

# GEN is the command that this module is about.
GEN      ?= go run ./gen
BASE     ?= origin/main
STEPS    ?=
TYPES    ?=

.PHONY: help generate check test test-crash lint fmt bench fuzz sandbox cover ci
.PHONY: diff drift branches pull-requests comment refresh

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: ## write generated/ from spec/
	go generate ./...

check: ## fail if generated/ is not what spec/ calls for (no git needed)
	go run ./gen check

test: ## run the tests with the race detector
	go test -race ./...

test-crash: ## kill, starve and watch the writer, for real: a few minutes
	@KILLS=200 .ci/run crash

lint: ## gofmt, go vet, staticcheck, revive, forbidigo, exhaustive, and what no linter knows
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

refresh: ## renew what tests expect of today's inputs
	@$(GEN) lint >generator/internal/review/testdata/today

diff: ## write bin/diff.md, what the inputs change in meaning since BASE (origin/main), for a pull request
	@.ci/robot diff '$(BASE)'

drift: ## go from a changed connector to the text of a pull request, here and without PingOne or GitHub
	@go run ./generator/internal/rehearsal

branches: ## ask PingOne, and make a branch and bin/drift/TYPE.md for each connector that changed
	@.ci/robot branches $(TYPES)

pull-requests: ## push those branches, and open or update a pull request for each
	@.ci/robot pull-requests

comment: ## make bin/diff.md the comment on a pull request, PULL on GitHub
	@.ci/robot comment

ci: ## everything that a change must pass, as CI runs it; STEPS="lint check" runs some of it
	@.ci/run $(STEPS)
