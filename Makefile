# The commands for working on AzioneLab. `make help` lists them.

SHELL := /bin/bash
TARGET := $(or $(CARGO_TARGET_DIR),target)

# The built website and its sources.
SITE := frontend/dist/routes.json
SITE_SOURCES = $(shell find frontend/src frontend/texts frontend/public) crates/adapters-http/openapi.json $(addprefix frontend/,angular.json \
	ngsw-config.json package-lock.json tsconfig.json tsconfig.app.json tools/api-types.mjs \
	tools/chunks.mjs tools/languages.mjs tools/prepare-dist.mjs tools/texts.mjs)

.DEFAULT_GOAL := help
.PHONY: help run dev test test-all test-api test-deploy test-fresh dist lint fmt openapi schema e2e size lighthouse measure-door screenshots \
	posters bench bench-box-office audit sbom site

help: ## List the commands
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/make \1\t\2/' | expand -t 24

# Stored mail can be read at /mailbox.
run: export AZIONELAB__MAIL__SHOW_MAILBOX ?= true

run: ## Build the program and serve a demonstration theatre on http://localhost:8080
	@infra/bootstrap.sh run
	@echo "Building. The first build takes some minutes."
	@$(MAKE) --no-print-directory site
	@cargo build --release --locked
	@$(TARGET)/release/azionelab demo
	@echo "Serving until Ctrl-C. To log every request: AZIONELAB__LOG__LEVEL=info make run"
	@AZIONELAB__LOG__LEVEL=$${AZIONELAB__LOG__LEVEL:-warn} $(TARGET)/release/azionelab serve

dev: ## Serve on http://localhost:4200 and rebuild after each change
	@infra/bootstrap.sh run
	@infra/frontend tools/dev

test: ## Run the checks and tests that every change must pass
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory lint site
	infra/frontend npm run --silent test
	infra/with-postgres cargo test --workspace --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/debug/azionelab infra/frontend npm run --silent e2e
	@infra/test-deploy

test-deploy: ## Test the deployment: nginx, the archive, backups, the systemd units, Compose
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --locked
	@infra/test-deploy

test-all: ## Run all tests, also those that take an hour or need root or the network
	@AZIONELAB_EVERY_TEST=1 $(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory test-api
	@$(MAKE) --no-print-directory test-fresh

test-api: ## Test the API with valid and invalid data from its description (schemathesis)
	@infra/bootstrap.sh api
	@$(MAKE) --no-print-directory site
	cargo build --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/debug/azionelab infra/test-api

test-fresh: ## Test `make run` on a minimal Debian 12 and 13; needs root
	@infra/test-fresh

dist: ## Make an archive for a machine without this repository, in target/dist
	@infra/bootstrap.sh run
	@$(MAKE) --no-print-directory site
	@infra/dist

lint: ## Check formatting, lints, licences, layers and texts
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features --locked -- -D warnings
	cargo clippy --package azionelab-bin --test deployment --all-features --locked -- -D warnings
	@if command -v cargo-deny >/dev/null; then \
		cargo fetch --quiet --locked && cargo deny --offline check bans licenses sources; \
	else \
		echo "cargo-deny is not installed: licences are not checked. A test checks the layers."; \
	fi
	infra/frontend npm run --silent lint

fmt: ## Format everything
	cargo fmt --all
	infra/frontend npm run --silent format

openapi: ## Generate the API description and the frontend's types after a change to the API
	AZIONELAB_WRITE_OPENAPI=1 cargo test --quiet --package azionelab-adapters-http openapi
	infra/frontend npm run --silent api

schema: ## Write the database's tables for Diesel after a new migration
	@command -v diesel >/dev/null || \
		{ echo "cargo install --locked diesel_cli --no-default-features --features postgres"; exit 1; }
	infra/with-postgres sh -c 'diesel migration run --database-url "$$AZIONELAB_TEST_DATABASE_URL"'

e2e: ## Run the browser tests
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/debug/azionelab infra/frontend npm run --silent e2e

size: ## Print the script size of each page
	@$(MAKE) --no-print-directory site
	@infra/frontend npm run --silent size

lighthouse: ## Measure the site with Lighthouse on a slow phone
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --release --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/release/azionelab infra/frontend npm run --silent lighthouse

measure-door: ## Measure the time from a scan to its answer on the screen
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --release --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/release/azionelab infra/frontend npm run --silent measure:door

screenshots: ## Take the screenshots in docs/screenshots
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --release --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/release/azionelab infra/frontend npm run --silent screenshots

audit: ## Check the dependencies for known vulnerabilities; needs the network
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny@0.20.2
	cargo deny check advisories
	infra/frontend npm audit --audit-level=moderate

sbom: ## List all packages of the program and the site, in target/sbom (CycloneDX)
	@infra/sbom.sh

posters: ## Draw the demonstration's posters and the icons after a change to frontend/tools/posters
	infra/frontend node tools/posters/draw.mjs
	infra/frontend node tools/posters/icons.mjs

bench: ## Measure bookings, pages and an on-sale night, and compare with pgbench and nginx
	@infra/bootstrap.sh bench
	@infra/bench/bookings.sh
	@infra/bench/pages.sh
	@infra/bench/rush.sh

bench-box-office: ## Measure check-ins and the lists of the box office with a full database
	@infra/bootstrap.sh bench
	@infra/bench/box-office.sh

site: $(SITE)

$(SITE): $(SITE_SOURCES)
	infra/frontend npm run --silent build
