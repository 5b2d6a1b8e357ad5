#!/usr/bin/env bash
# Lists all packages of the program and the site, with versions and licences, in target/sbom
# (CycloneDX, https://cyclonedx.org).
set -euo pipefail

cd "$(dirname "$0")/.."
tools=$PWD/target/tools
PATH=$PATH:$tools/bin
command -v cargo-cyclonedx >/dev/null || {
    echo "sbom: installing cargo-cyclonedx in target/tools"
    cargo install --quiet --locked --root "$tools" cargo-cyclonedx@0.5.9
}

mkdir -p target/sbom
# It always writes next to the manifest.
cargo cyclonedx --quiet --quiet --manifest-path crates/bin/Cargo.toml --format json \
    --spec-version 1.5 --describe binaries --no-build-deps
mv crates/bin/azionelab_bin.cdx.json target/sbom/azionelab.cdx.json
infra/frontend npm sbom --sbom-format cyclonedx --omit dev --package-lock-only \
    >target/sbom/frontend.cdx.json
for list in target/sbom/*.cdx.json; do
    echo "$list: $(grep -c '"purl"' "$list") packages"
done
