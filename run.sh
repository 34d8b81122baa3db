#!/usr/bin/env bash
# Runs the ETL service on this machine. Asks for nothing but Node >= 20 with npm; see ./run.sh --help.
set -euo pipefail

# Where the caller stands, for --data DIR; everything else is relative to the project.
export ETL_CALLER_DIR=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() { printf '%s\n' "$1" >&2; exit 1; }

# The packages, once, and again when package-lock.json changes. Node 24 itself is one of them on Linux.
install_packages() {
  local wanted installed=node_modules/.installed
  wanted=$(cksum < package-lock.json)
  [ "$(cat $installed 2>/dev/null)" = "$wanted" ] && return
  command -v node >/dev/null && command -v npm >/dev/null || fail "run.sh needs Node.js >= 20 with npm: https://nodejs.org"
  [ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] || fail "run.sh needs Node.js >= 20, this is $(node --version)."
  echo "Installing packages (first start only) ..." >&2
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  printf '%s\n' "$wanted" > $installed
}

# Sets NODE to a Node >= 24: the packaged one, or the machine's own where there is none (macOS).
find_node() {
  local own=$PWD/node_modules/.bin/node
  if "$own" --version >/dev/null 2>&1; then NODE=$own
  elif [ "$(node -p 'process.versions.node.split(".")[0] >= 24' 2>/dev/null)" = true ]; then NODE=$(command -v node)
  else fail "On this platform ($(uname -sm)) run.sh needs Node.js >= 24 on the PATH, found $(node --version 2>/dev/null || echo none)."
  fi
}

install_packages
find_node
export PATH="$PWD/node_modules/.bin:$PATH"
# Node keeps there what it compiled, each file with a hash of its source, so that the next start need not compile it again.
export NODE_COMPILE_CACHE=${NODE_COMPILE_CACHE-$PWD/dist/node-cache}

exec "$NODE" local/main.ts "$@"
