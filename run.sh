#!/usr/bin/env bash
# Runs the whole application: ./run.sh [--Parameters:library-path=/music] [--Replicas:server=2] [--Scenario:Enabled=false] …
set -euo pipefail
cd "$(dirname "$0")"
. offline/engine.sh

prepare_engine
root=$PWD
# A relative path among the arguments starts where the user stands.
cd "$OLDPWD"
# An AppHost stops when this process is gone, even by kill -9: Aspire does as its CLI has it, the stand-ins do the same.
export ASPIRE_CLI_PID=$$
exec dotnet run --project "$root/Playlist.AppHost" -- "$@"
