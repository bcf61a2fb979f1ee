#!/usr/bin/env bash
# The real servers that tests/Servers.Tests runs katas over, from Debian's packages.
#   eng/servers.sh                   installs what is missing, as root
#   eng/servers.sh redis PORT        runs Redis on that port of this machine, for as long as the script's input is open
#   eng/servers.sh etcd PORT PEERS   the same with etcd; PEERS is a second free port
# A server has a temporary folder of its own. When whoever started the script dies, its input ends, and the server with it.
set -uo pipefail

have() { command -v "$1" > /dev/null; }

install() {
  local missing=()
  have redis-server || missing+=(redis-server)
  have etcd || missing+=(etcd-server)
  [ ${#missing[@]} -eq 0 ] && { echo "redis-server and etcd are here."; return 0; }
  have apt-get || { echo "There is no apt-get here. Install ${missing[*]} by hand: redis-server and etcd must be in the PATH." >&2; return 1; }
  [ "$(id -u)" -eq 0 ] || { echo "To install ${missing[*]}, run: sudo eng/servers.sh" >&2; return 1; }
  # RUNLEVEL=1: the packages would start a server of their own, on the usual port.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  apt-get update -q > /dev/null || { echo "apt-get update found no package list; ${missing[*]} cannot be installed." >&2; return 1; }
  apt-get install -y -q --no-install-recommends "${missing[@]}" > /dev/null \
    || { echo "apt-get could not install ${missing[*]}." >&2; return 1; }
  echo "installed: ${missing[*]}"
}

run() { # command…: until the input ends
  "$@" > "$folder/log" 2>&1 < /dev/null &
  server=$! # not local: the trap below runs when the function is left
  trap 'kill $server 2> /dev/null; wait $server 2> /dev/null; rm -rf "$folder"' EXIT
  trap 'exit 143' TERM INT
  # The end of the server is seen by whoever asks it; the end of the input is seen here.
  while read -r _; do :; done
}

case ${1:-install} in
  install) install ;;
  redis)
    have redis-server || { echo "There is no redis-server here. Run: eng/servers.sh" >&2; exit 1; }
    folder=$(mktemp -d)
    run redis-server --bind 127.0.0.1 --port "$2" --dir "$folder" --save '' --appendonly no
    ;;
  etcd)
    have etcd || { echo "There is no etcd here. Run: eng/servers.sh" >&2; exit 1; }
    folder=$(mktemp -d)
    # Times to live are whole seconds, and not shorter than one and a half elections.
    run etcd --data-dir "$folder/data" --heartbeat-interval 50 --election-timeout 500 \
      --listen-client-urls "http://127.0.0.1:$2" --advertise-client-urls "http://127.0.0.1:$2" \
      --listen-peer-urls "http://127.0.0.1:$3" --initial-advertise-peer-urls "http://127.0.0.1:$3" \
      --initial-cluster "default=http://127.0.0.1:$3"
    ;;
  *) echo "usage: eng/servers.sh [install | redis PORT | etcd PORT PEERS]" >&2; exit 2 ;;
esac
