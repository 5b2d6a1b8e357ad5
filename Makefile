# What there is to do here, in the words of somebody who has just cloned it.

SHELL := /bin/bash
TARGET := $(or $(CARGO_TARGET_DIR),target)

# The website as it was built last, and what it is built from.
SITE := frontend/dist/routes.json
SITE_SOURCES = $(shell find frontend/src frontend/public) $(addprefix frontend/,angular.json \
	ngsw-config.json package-lock.json tsconfig.json tsconfig.app.json tools/chunks.mjs \
	tools/prepare-dist.mjs)

.DEFAULT_GOAL := help
.PHONY: help run dev test test-all test-api test-deploy test-fresh dist lint fmt openapi schema e2e size lighthouse measure-door screenshots \
	posters bench bench-desk audit sbom site

help: ## Say what there is to do
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/make \1\t\2/' | expand -t 18

# Mail that is kept can be read at /mailbox.
run: export AZIONELAB__MAIL__SHOW_MAILBOX ?= true

run: ## Build it, fill a demonstration company and serve it on http://localhost:8080
	@infra/bootstrap.sh run
	@echo "Building; the first time it takes some minutes."
	@$(MAKE) --no-print-directory site
	@cargo build --release --locked
	@$(TARGET)/release/azionelab demo
	@echo "Serving it until Ctrl-C. To see every request: AZIONELAB__LOG__LEVEL=info make run"
	@AZIONELAB__LOG__LEVEL=$${AZIONELAB__LOG__LEVEL:-warn} $(TARGET)/release/azionelab serve

dev: ## Serve it on http://localhost:4200, built anew whenever a source changes
	@infra/bootstrap.sh run
	@infra/frontend tools/dev

test: ## Check and test everything
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory lint site
	infra/frontend npm run --silent test
	infra/with-postgres cargo test --workspace --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/debug/azionelab infra/frontend npm run --silent e2e
	@infra/test-deploy

test-deploy: ## Test what runs a site for real: nginx, the archive, backups, the service, Compose
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --locked
	@infra/test-deploy

test-all: ## Test everything, also what takes an hour and what needs root or the network
	@AZIONELAB_EVERY_TEST=1 $(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory test-api
	@$(MAKE) --no-print-directory test-fresh

test-api: ## Try the API with what its description allows, and with what it does not (schemathesis)
	@infra/bootstrap.sh api
	@$(MAKE) --no-print-directory site
	cargo build --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/debug/azionelab infra/test-api

test-fresh: ## Try `make run` on a minimal Debian 12 and 13; needs root
	@infra/test-fresh

dist: ## Make an archive of what a machine without this repository needs, in target/dist
	@infra/bootstrap.sh run
	@$(MAKE) --no-print-directory site
	@infra/dist

lint: ## Check the form, the lints, the licences, the layers, the texts and the API's types
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features --locked -- -D warnings
	cargo clippy --package azionelab-bin --test deployment --all-features --locked -- -D warnings
	@if command -v cargo-deny >/dev/null; then \
		cargo fetch --quiet --locked && cargo deny --offline check bans licenses sources; \
	else \
		echo "cargo-deny is not installed: licences are not checked; the layers are, by a test"; \
	fi
	infra/frontend npm run --silent lint
	infra/frontend npm run --silent api:check

fmt: ## Put everything in form
	cargo fmt --all
	infra/frontend npm run --silent format

openapi: ## Write the description of the API anew, and the frontend's types, after a change of the interface
	AZIONELAB_WRITE_OPENAPI=1 cargo test --quiet --package azionelab-adapters-http openapi
	infra/frontend npm run --silent api

schema: ## Write the database's tables for Diesel after a new migration
	@command -v diesel >/dev/null || \
		{ echo "cargo install --locked diesel_cli --no-default-features --features postgres"; exit 1; }
	infra/with-postgres sh -c 'diesel migration run --database-url "$$AZIONELAB_TEST_DATABASE_URL"'

e2e: ## Walk through the site in a browser, as visitors do
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/debug/azionelab infra/frontend npm run --silent e2e

size: ## Say how much script each page needs
	@$(MAKE) --no-print-directory site
	@infra/frontend npm run --silent size

lighthouse: ## Measure the site as Lighthouse does on a slow phone
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --release --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/release/azionelab infra/frontend npm run --silent lighthouse

measure-door: ## Measure how long a scan takes to be answered on the screen
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --release --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/release/azionelab infra/frontend npm run --silent measure:door

screenshots: ## Take the pictures in docs/screenshots anew
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory site
	cargo build --release --locked
	AZIONELAB_BINARY=$(abspath $(TARGET))/release/azionelab infra/frontend npm run --silent screenshots

audit: ## Ask whether anything that we use is known to be vulnerable; needs the network
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny@0.20.2
	cargo deny check advisories
	infra/frontend npm audit --audit-level=moderate

sbom: ## List what the program and the site are made of, in target/sbom (CycloneDX)
	@infra/sbom.sh

posters: ## Draw the demonstration's posters and the icons anew, after a change of frontend/tools/posters
	infra/frontend node tools/posters/draw.mjs
	infra/frontend node tools/posters/icons.mjs

bench: ## Measure bookings per second beside pgbench
	@infra/bootstrap.sh bench
	@infra/bench.sh

bench-desk: ## Measure check-ins and the lists of the box office in a full database
	@infra/bootstrap.sh bench
	@infra/bench-desk.sh

site: $(SITE)

$(SITE): $(SITE_SOURCES)
	infra/frontend npm run --silent build
