#!/usr/bin/env bash
# Installs missing system packages. Prints nothing if all of them are installed.
#
#   infra/bootstrap.sh run      to build and run: a C toolchain, the PostgreSQL server, npm
#   infra/bootstrap.sh test     also to test: browsers (Chromium, Firefox, WebKitGTK with Xvfb, WPE),
#                               readers of QR codes (zbar) and PDF (poppler), a mail server
#                               (aiosmtpd), curl, openssl, Python
#   infra/bootstrap.sh api      also for `make test-api`: curl and Python 3.11 with venv
#   infra/bootstrap.sh bench    also to measure: wrk
#   infra/bootstrap.sh fresh    only what `make test-fresh` needs: debootstrap, curl, jq
#
# It does not install Rust: see https://rustup.rs.
set -euo pipefail

purpose=${1:-run}
case $purpose in
run | test | api | bench | fresh) ;;
*)
    echo "usage: infra/bootstrap.sh run|test|api|bench|fresh" >&2
    exit 2
    ;;
esac

oldest_rust=1.95

fail() {
    echo "bootstrap: $*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

has_postgres() {
    has postgres && return
    local folder
    for folder in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin \
        /usr/pgsql-*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql@*/bin; do
        [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && return
    done
    return 1
}

has_aiosmtpd() {
    local python
    for python in /usr/bin/python3 python3; do
        "$python" -c 'import aiosmtpd.controller' 2>/dev/null && return
    done
    return 1
}

has_venv() {
    local python
    for python in /usr/bin/python3 python3; do
        "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    return 1
}

# For example: system_is ID=debian
system_is() { grep --quiet --line-regexp "$1" /etc/os-release 2>/dev/null; }

# The snap of Firefox cannot read the profile of a test. Ubuntu's package only starts the snap.
has_firefox() {
    has firefox-esr && return
    has firefox && [[ $(readlink -f "$(command -v firefox)") != *snap* ]] &&
        ! head --bytes=1000 "$(command -v firefox)" | grep --quiet --text /snap/bin
}

check_rust() {
    has cargo || fail "cargo is missing: install Rust $oldest_rust or newer, see https://rustup.rs"
    local version
    version=$(cargo --version | cut -d ' ' -f 2)
    printf '%s\n%s\n' "$oldest_rust" "$version" | sort -V -C ||
        fail "Rust $oldest_rust or newer is needed, and this is $version: run 'rustup update stable'"
}

packages=()
needs() { # command package
    has "$1" || packages+=("$2")
}

check_rust
if [ "$purpose" = fresh ]; then
    needs debootstrap debootstrap
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || packages+=(debian-archive-keyring)
    needs curl curl
    needs jq jq
else
    needs cc build-essential
    # npm 7 or newer is enough: it only installs the Node.js and the npm that install the rest
    # (infra/frontend).
    needs node nodejs
    needs npm npm
    # Debian's npm uses the system's certificates, but its package only recommends them.
    [ ! -e /etc/debian_version ] || [ -e /etc/ssl/certs/ca-certificates.crt ] ||
        packages+=(ca-certificates)
    has_postgres || packages+=(postgresql)
fi
if [ "$purpose" = test ] || [ "$purpose" = bench ]; then
    needs curl curl
    needs openssl openssl
    needs python3 python3
    needs zbarimg zbar-tools
    needs pdftotext poppler-utils
    # The headless shell needs less processor time, and Debian has a package. Without root, an
    # installed Chromium is enough.
    if system_is ID=debian && { [ "$(id -u)" -eq 0 ] || ! has chromium; }; then
        needs chromium-headless-shell chromium-headless-shell
    else
        needs chromium chromium
    fi
    has_aiosmtpd || packages+=(python3-aiosmtpd)
fi
if [ "$purpose" = test ]; then
    # frontend/e2e/walk.spec.ts skips a browser that is not installed.
    if has apt-get; then
        needs WebKitWebDriver webkit2gtk-driver
        needs Xvfb xvfb
    elif ! has WebKitWebDriver || ! has Xvfb; then
        echo "bootstrap: the tests in WebKitGTK are skipped: they need WebKitWebDriver and Xvfb" >&2
    fi
    if system_is ID=debian; then
        needs firefox-esr firefox-esr
    elif ! has_firefox; then
        echo "bootstrap: the tests in Firefox are skipped: they need Firefox, and not its snap" >&2
    fi
    # WebKit 2.38, the engine of iOS 16. Later systems have newer versions.
    if system_is VERSION_CODENAME=bookworm && ! has WPEWebDriver; then
        packages+=(wpewebkit-driver libwpewebkit-1.1-0)
    fi
fi
if [ "$purpose" = api ]; then
    needs curl curl
    has_venv || packages+=(python3-venv)
fi
if [ "$purpose" = bench ]; then
    needs wrk wrk
fi
[ ${#packages[@]} -gt 0 ] || exit 0

has apt-get || fail "please install these packages (Debian names): ${packages[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    has sudo || fail "please run as root: apt-get install ${packages[*]}"
    as_root=(sudo)
fi

apt_install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet=2 --no-install-recommends "$@" >/dev/null
}

echo "bootstrap: installing ${packages[*]}" >&2
"${as_root[@]}" apt-get update --quiet=2
case " ${packages[*]} " in
*" postgresql "*)
    # Debian's package creates and starts a server. We need only the programs, so this turns it
    # off, unless PostgreSQL was already set up on this machine.
    if ! dpkg-query --show --showformat='${Status}' postgresql-common 2>/dev/null |
        grep --quiet 'ok installed'; then
        apt_install postgresql-common
        "${as_root[@]}" sed --in-place \
            's/^#\? *create_main_cluster *=.*/create_main_cluster = false/' \
            /etc/postgresql-common/createcluster.conf
    fi
    ;;
esac
apt_install "${packages[@]}"
