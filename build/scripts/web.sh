#!/bin/sh
# Builds the web app into artifacts/web, when something of it is newer than what is there.
set -eu
cd "$(dirname "$0")/../../web"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --silent --no-audit --no-fund >&2; fi
built=../artifacts/web/index.html
if [ ! -e "$built" ] || [ -n "$(find src public bundle index.html package-lock.json vite.config.ts -newer "$built" -print -quit)" ]; then npm run --silent build -- --logLevel warn >&2; fi
