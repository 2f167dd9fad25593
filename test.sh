#!/usr/bin/env bash
# Runs the tests: ./test.sh [--long]; --long adds the long fault and load runs, and the tests of the stand-ins in offline/.
# PICTURES=docs/pictures ./test.sh renews the README's pictures, which the tests take, those of the stand-ins included.
# The last line is "N passed, N failed".
set -euo pipefail
if [ -n "${PICTURES:-}" ]; then
  PICTURES=$(realpath -m "$PICTURES")
  export PICTURES
fi

cd "$(dirname "$0")"
. offline/engine.sh

long=false
for argument in "$@"; do
  case $argument in
    --long) long=true ;;
    *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
  esac
done

prepare_engine
skipped_for=()
solutions=(PlaylistAspire.sln)
folders=(tests/*Tests)
if [ "$UseAspire" = false ] && { [ "$long" = true ] || [ -n "${PICTURES:-}" ]; }; then
  solutions+=(offline/Offline.slnx)
  folders=(offline/tests/*Tests "${folders[@]}")
elif [ "$UseAspire" = false ]; then
  skipped_for+=("The tests of the stand-ins in offline/ were left out: ./test.sh --long runs them.")
fi

# Those that take longest come first: then little is left for the end, where one of them would run alone.
projects=(Playlist.FaultTests Playlist.DistributedTests Playlist.Server.Tests)
for project in "${folders[@]##*/}"; do
  [[ " ${projects[*]} " == *" $project "* ]] || projects+=("$project")
done

install_chromium || skipped_for+=("The browser tests were skipped: there is no Chromium.")
install_ffmpeg || skipped_for+=("The tests of tags and covers were skipped in part: there is no ffmpeg.")
install_postgresql || skipped_for+=("The tests on PostgreSQL were skipped: it is not installed.")

log=$(mktemp)
part=$(mktemp)
guard=""
trap 'kill $guard 2>/dev/null || true; rm -f "$log" "$part"' EXIT

# Shows a command's output by way of a file: whoever reads this script's output does not wait for what the command leaves
# behind, such as the build servers of dotnet. The command stays in the foreground, where Ctrl+C reaches it.
run() {
  : >"$part"
  sleep infinity >/dev/null &
  guard=$!
  tail -n +1 -f --pid="$guard" "$part" &
  local shown=$! status=0
  "$@" >"$part" 2>&1 || status=$?
  kill "$guard"
  wait "$shown" || true
  cat "$part" >>"$log"
  return "$status"
}

# A test that hangs ends its project after this time, as a failure.
options=(--timeout 20m)
if [ "$long" = false ]; then
  options+=(--filter-not-trait Category=Long)
fi

# What the JIT would learn for code that runs for hours, processes that live for seconds pay for and never use.
export DOTNET_TieredPGO=0

status=0
for solution in "${solutions[@]}"; do
  # One compiler for all projects, whatever the environment has set, takes half the time. It is not left behind.
  run dotnet build "$solution" --verbosity quiet -property:UseSharedCompilation=true || status=1
done
dotnet build-server shutdown --vbcscompiler >/dev/null

# The tests start hundreds of processes, which start sooner so.
if [ "$status" -eq 0 ]; then
  run dotnet msbuild tests/Precompile.proj -restore -target:Precompile -verbosity:quiet || echo "What the tests start could not be compiled ahead of time: they take longer."
fi

# Two projects at a time, for they wait as much as they compute, and a small machine has two cores.
[ "$UseAspire" = true ] && engine=aspire || engine=offline
if [ "$status" -eq 0 ]; then
  run xargs -P 2 -I NAME dotnet test --test-modules "artifacts/$engine/bin/NAME/debug/NAME.dll" "${options[@]}" < <(printf '%s\n' "${projects[@]}") || status=1
fi

count() { awk -v name="$1:" '$1 == name { sum += $2 } END { print sum + 0 }' "$log"; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
# A run that ended before it could count is a failure too.
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  failed=1
fi

if [ "$passed" -eq 0 ]; then
  status=1
fi

# The failures once more, in short: what a test prints with its failure may be long.
awk '/^failed / { lines = 6 } lines-- > 0 { print substr($0, 1, 300) }' "$log"

for why in "${skipped_for[@]}"; do
  echo "$why"
done

echo "$passed passed, $failed failed$([ "$skipped" -eq 0 ] || echo ", $skipped skipped")"
exit "$status"
