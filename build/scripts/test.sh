#!/bin/sh
# Builds and runs every test project, then the tests with real SDKs, and adds their results up. The last line is the total.
set -eu
filter=${1:-}
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0; failed=0; skipped=0

number() { awk -v name="$1:" '$1 == name { n = $2 } END { print n + 0 }' "$2"; }

sh build/scripts/web.sh
dotnet build Pintle.slnx -c Release -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

for project in tests/*.Tests; do
  name=$(basename "$project")
  case $name in *"$filter"*) ;; *) continue ;; esac
  echo "== $name"
  status=0
  "artifacts/bin/$name/release/Pintle.$name" --progress off --no-ansi > "$results/$name" 2>&1 < /dev/null || status=$?
  p=$(number succeeded "$results/$name"); f=$(number failed "$results/$name"); s=$(number skipped "$results/$name")
  # A host that dies without a summary, or runs nothing, has failed too.
  if [ "$status" -ne 0 ]; then [ "$f" -gt 0 ] || f=1; cat "$results/$name"; else tail -n 6 "$results/$name"; fi
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
done

if [ -f tests/Sdk/package.json ] && { [ -z "$filter" ] || [ "$filter" = Sdk ]; }; then
  echo "== Sdk"
  (cd tests/Sdk && npm ci --silent --no-audit --no-fund >&2)
  status=0
  (cd tests/Sdk && PINTLE="$root/artifacts/bin/Server/release/pintle" node --test --test-reporter=tap) > "$results/sdk" 2>&1 || status=$?
  cat "$results/sdk"
  p=$(awk '$1 == "#" && $2 == "pass" { n = $3 } END { print n + 0 }' "$results/sdk")
  f=$(awk '$1 == "#" && $2 == "fail" { n = $3 } END { print n + 0 }' "$results/sdk")
  s=$(awk '$1 == "#" && $2 == "skipped" { n = $3 } END { print n + 0 }' "$results/sdk")
  if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
fi

# The web app: its types and rules, its parts, then all of it in a browser before the real server.
if [ -z "$filter" ] || [ "$filter" = Web ]; then
  for step in check test e2e; do
    echo "== Web $step"
    status=0
    (cd web && PINTLE="$root/artifacts/bin/Server/release/pintle" npm run --silent "$step") > "$results/web" 2>&1 < /dev/null || status=$?
    p=$(grep -c '^ok ' "$results/web" || true); f=$(grep -c '^not ok ' "$results/web" || true); s=$(grep -c '^ok .*# SKIP' "$results/web" || true)
    if [ "$status" -ne 0 ]; then [ "$f" -gt 0 ] || f=1; cat "$results/web"; else echo "$p passed"; fi
    passed=$((passed + p - s)); failed=$((failed + f)); skipped=$((skipped + s))
  done
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
