# Sourced by run.sh and test.sh: finds out which engine can run the app model, says so, and installs what it lacks.
# Sets and exports UseAspire, unless the caller already has.

has() { command -v "$1" >/dev/null 2>&1; }

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

install_rabbitmq() {
  if [ "$UseAspire" = true ] || [ -n "${ConnectionStrings__messaging:-}" ] || has_rabbitmq; then
    return 0
  fi

  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    sudo="sudo -n"
  fi

  if ! has apt-get || { [ -n "$sudo" ] && ! $sudo true 2>/dev/null; }; then
    echo "RabbitMQ is missing, and this user may not install it here." >&2
    echo "Install the package rabbitmq-server (Debian, Ubuntu: sudo apt-get install rabbitmq-server), or point" >&2
    echo "ConnectionStrings__messaging at a broker that runs, such as amqp://guest:guest@localhost:5672." >&2
    return 1
  fi

  echo "RabbitMQ is missing: installing the system's package rabbitmq-server."
  local log
  log=$(mktemp)
  if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rabbitmq-server; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "RabbitMQ could not be installed; the whole log is in $log." >&2
    return 1
  fi

  rm -f "$log"
  # The package starts a broker for the whole system; the app runs one of its own.
  if [ -d /run/systemd/system ]; then
    $sudo systemctl disable --now rabbitmq-server >/dev/null 2>&1 || true
  fi
}

prepare_engine() {
  if ! has dotnet; then
    echo "The .NET 10 SDK is missing: install it (package dotnet-sdk-10.0) and make sure that dotnet is on the PATH." >&2
    return 1
  fi

  choose_engine
  install_rabbitmq
}
