# Sourced by run.sh and test.sh: finds out which engine can run the app model, says so, and installs what it lacks.
# Sets and exports UseAspire, unless the caller already has.

has() { command -v "$1" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

container_engine() {
  for engine in docker podman; do
    if has "$engine" && "$engine" info >/dev/null 2>&1; then
      echo "$engine"
      return
    fi
  done
}

# The import of Aspire's SDK is resolved from the feed, and fails at once where the feed lacks it.
has_aspire_packages() { UseAspire=true dotnet msbuild Playlist.AppHost/Playlist.AppHost.csproj -getProperty:AspireHostingSDKVersion >/dev/null 2>&1; }

has_rabbitmq() { has rabbitmq-server || [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || [ -x /usr/sbin/rabbitmq-server ]; }

# A snap's program is a link to snap, and has neither the profile nor the pipe that a test gives it.
has_chromium() { [ -n "${CHROMIUM:-}" ] || { has chromium && [ "$(basename "$(readlink -f "$(command -v chromium)")")" != snap ]; }; }

has_ffmpeg() { has ffmpeg && has ffprobe; }

# Debian keeps the server's programs out of the PATH.
has_postgresql() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

choose_engine() {
  local why=""
  if [ "${UseAspire:-}" = true ]; then
    why="UseAspire=true"
  elif [ "${UseAspire:-}" = false ]; then
    why="UseAspire=false"
  elif [ -f .offline ]; then
    UseAspire=false why="there is a file .offline"
  elif ! has_aspire_packages; then
    UseAspire=false why="the package feed has no Aspire packages"
  elif [ -z "${ConnectionStrings__messaging:-}" ] && [ -z "$(container_engine)" ]; then
    UseAspire=false why="no container engine runs here, which Aspire needs for RabbitMQ"
  else
    UseAspire=true why="its packages are in the feed${ConnectionStrings__messaging:+; RabbitMQ is the one of ConnectionStrings__messaging}"
  fi

  export UseAspire
  if [ "$UseAspire" = true ]; then
    echo "Engine: Aspire ($why)."
  else
    echo "Engine: the stand-ins for Aspire in offline/ ($why)."
  fi
}

# install_package PROGRAM PACKAGE: says why when it cannot.
install_package() {
  local program=$1 package=$2 log
  if ! has apt-get || ! as_root true 2>/dev/null; then
    echo "$program is missing, and this user may not install it here." >&2
    return 1
  fi

  echo "$program is missing: installing the system's package $package."
  log=$(mktemp)
  if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "$program could not be installed; the whole log is in $log." >&2
    return 1
  fi

  rm -f "$log"
}

install_rabbitmq() {
  if [ "$UseAspire" = true ] || [ -n "${ConnectionStrings__messaging:-}" ] || has_rabbitmq; then
    return 0
  fi

  if ! install_package RabbitMQ rabbitmq-server; then
    echo "Install the package rabbitmq-server (Debian, Ubuntu: sudo apt-get install rabbitmq-server), or point" >&2
    echo "ConnectionStrings__messaging at a broker that runs, such as amqp://guest:guest@localhost:5672." >&2
    return 1
  fi

  # The package starts a broker for the whole system; the app runs one of its own.
  if [ -d /run/systemd/system ]; then
    as_root systemctl disable --now rabbitmq-server >/dev/null 2>&1 || true
  fi
}

# For the tests of the player page and of the stand-ins' dashboard, which are skipped without it.
install_chromium() {
  if has_chromium; then
    return 0
  fi

  if grep -qs '^ID=ubuntu$' /etc/os-release; then
    echo "Chromium is missing, and Ubuntu's package is a snap, which tests cannot drive." >&2
  elif install_package Chromium chromium; then
    return 0
  fi

  echo "The browser tests will be skipped. For them, install the package chromium (Debian: sudo apt-get install" >&2
  echo "chromium), or set CHROMIUM to the path of a Chromium or Chrome that is no snap, such as Google's own package." >&2
  return 1
}

# For the tests of tags, durations and covers, which are skipped without it.
install_ffmpeg() {
  if has_ffmpeg || install_package ffmpeg ffmpeg; then
    return 0
  fi

  echo "The tests that need ffmpeg will be skipped. For them, install the package ffmpeg (Debian, Ubuntu: sudo apt-get install ffmpeg)." >&2
  return 1
}

# For the tests of storage on PostgreSQL, which start a server of their own and are skipped without its programs.
install_postgresql() {
  local settings=/etc/postgresql-common/createcluster.conf status=0
  if has_postgresql; then
    return 0
  fi

  # The package would make a database for the whole system and start it.
  if [ -d /etc/apt ] && [ ! -e "$settings" ] && as_root true 2>/dev/null; then
    as_root mkdir -p "${settings%/*}"
    echo "create_main_cluster = false" | as_root tee "$settings" >/dev/null
  else
    settings=""
  fi

  install_package PostgreSQL postgresql || status=$?
  if [ -n "$settings" ]; then
    # As it would have been: for the next one who installs PostgreSQL here, to use it.
    as_root cp "/usr/share/postgresql-common/${settings##*/}" "$settings" 2>/dev/null || as_root rm -f "$settings"
  fi

  if [ "$status" -ne 0 ]; then
    echo "The tests on PostgreSQL will be skipped. For them, install the package postgresql (Debian, Ubuntu: sudo apt-get install postgresql)." >&2
  fi

  return "$status"
}

prepare_engine() {
  if ! has dotnet; then
    echo "The .NET 10 SDK is missing: install it (package dotnet-sdk-10.0) and make sure that dotnet is on the PATH." >&2
    return 1
  fi

  choose_engine
  install_rabbitmq
}
