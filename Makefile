# Each target is one go command or one step of .ci/run, so make is not needed.

FUZZTIME ?= 10s
ONLY     ?=

STATE    ?=

# GEN is how the command gen is called.
GEN      ?= go run ./gen
BASE     ?= origin/main
STEPS    ?=
TYPES    ?=

# PACKAGES are the folders that make mutants puts faults into, and SINCE what it compares with.
PACKAGES ?= generator/internal/naming generator/internal/secret generator/internal/show
SINCE    ?=

# PAGES is how the pages about the Terraform provider are written.
PAGES    ?= go test ./generator/internal/acceptance/terraform/docs -pages -update

.PHONY: terraform terraform-acceptance terraform-docs
.PHONY: help generate check test test-crash times mutants lint fmt bench fuzz sandbox cover ci
.PHONY: diff drift picture branches pull-requests comment refresh

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: ## write generated/ from spec/
	go generate ./...

check: ## fail if generated/ is not what spec/ calls for (no git needed)
	go run ./gen check

test: ## run the tests with the race detector
	go test -race ./...

test-crash: ## kill the writer, fill its disk and trace its system calls: a few minutes
	@KILLS=200 .ci/run crash

lint: ## gofmt, go vet, staticcheck, revive, forbidigo, exhaustive, and what no linter knows
	@.ci/run lint

fmt: ## format the code
	gofmt -s -w .

bench: ## measure the figures of the README against their limits; ONLY=validate measures one group
	@go -C generator/internal/bench test -figures '$(or $(ONLY),all)' -timeout 1h

fuzz: ## run each fuzz target for FUZZTIME (10s)
	@FUZZTIME=$(FUZZTIME) .ci/run fuzz

times: ## run the tests, and say how long those of each package take
	@go run ./generator/internal/acceptance/timing ./...

mutants: ## put faults into PACKAGES, and name those that no test notices; SINCE=main puts them into what differs
	@go run ./generator/internal/acceptance/mutants $(if $(SINCE),-diff '$(SINCE)') $(PACKAGES)

terraform: ## build the Terraform provider, and write bin/terraform.rc for Terraform and OpenTofu to find it
	@mkdir -p bin/terraform
	go build -o bin/terraform-provider-propagation ./generated/terraform/serve
	@printf 'provider_installation {\n  dev_overrides {\n    "connectorgen/propagation" = "%s"\n  }\n  direct {}\n}\n' '$(CURDIR)/bin' >bin/terraform.rc
	@printf 'terraform {\n  required_providers {\n    propagation = { source = "connectorgen/propagation" }\n  }\n}\n' >bin/terraform/provider.tf
	@awk '/^```hcl/ { copy = 1; next } /^```/ { copy = 0 } copy' generator/TERRAFORM.md >bin/terraform/main.tf

terraform-acceptance: ## run the Terraform provider with OpenTofu, which is built the first time
	@.ci/run terraform

terraform-docs: ## write generator/docs/terraform, the pages about the Terraform provider, with tfplugindocs
	@$(PAGES)

sandbox: ## run a test server in the place of PingOne; STATE=file stores its data
	@go run ./generated/propagation/propagationtest/sandbox $(if $(STATE),--state '$(STATE)')

cover: ## write bin/cover.html: the statements that the tests reach
	@mkdir -p bin
	go test -coverpkg=./gen/...,./generator/... -coverprofile=bin/cover.out ./...
	go tool cover -func=bin/cover.out | tail -n 1
	go tool cover -html=bin/cover.out -o bin/cover.html

refresh: ## update what follows from the inputs: what tests expect, and the pages about the provider
	@$(GEN) lint >generator/internal/review/testdata/today
	@$(PAGES) >/dev/null

diff: ## write bin/diff.md: how the inputs changed in meaning since BASE (origin/main)
	@GEN='$(GEN)' .ci/robot diff '$(BASE)' spec

drift: ## show what follows from a changed connector, without PingOne and GitHub
	@go test ./generator/internal/acceptance/drift -run TestPropose -count 1 -v

picture: ## write .github/pull-request.svg: the text of a pull request, as README.md shows it
	@go test ./generator/internal/acceptance/drift -run TestPropose -count 1 -picture

branches: ## ask PingOne, and make a branch and bin/drift/TYPE.md for each connector that changed
	@GEN='$(GEN)' .ci/robot branches $(TYPES) --refresh 'make --silent refresh'

pull-requests: ## push those branches, and open or update a pull request for each
	@.ci/robot pull-requests

comment: ## make bin/diff.md the comment on the pull request PULL on GitHub
	@.ci/robot comment

ci: ## run everything that a change must pass; STEPS="lint check" runs these steps only
	@.ci/run $(STEPS)
