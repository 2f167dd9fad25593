#!/usr/bin/env bash
# Runs the whole application: ./run.sh [--Replicas:server=2] [--Scenario:Enabled=false] …
set -euo pipefail
cd "$(dirname "$0")"
. offline/engine.sh

prepare_engine
exec dotnet run --project Playlist.AppHost -- "$@"
