#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on a session bus of its own, with a home of its own and an unlocked gnome-keyring.
# Usage: with-keyring.sh COMMAND [ARGUMENT…]
# RH_RUNTIME_DIR: a runtime folder that is there already, instead of one in that home.
set -eu

home=$(mktemp -d "${TMPDIR:-/tmp}/rehearsal-keyring-XXXXXX")
trap 'rm -rf "$home"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

export HOME="$home"
export XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export XDG_STATE_HOME="$home/state" XDG_RUNTIME_DIR="${RH_RUNTIME_DIR:-$home/runtime}"
mkdir -m 0700 "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
[ -n "${RH_RUNTIME_DIR:-}" ] || mkdir -m 0700 "$XDG_RUNTIME_DIR"
unset SECRET_BACKEND SECRET_FILE_TEST_PATH SECRET_FILE_TEST_PASSWORD GNOME_KEYRING_CONTROL

# Unlocked before anybody looks up anything: else D-Bus starts a keyring without a login collection.
# An empty pass phrase is a line feed; truly empty input fails.
# What the bus starts may say things of its own; standard output is the command's.
exec 3>&1
# shellcheck disable=SC2016
dbus-run-session -- sh -c '
  printf "\n" | gnome-keyring-daemon --unlock --components=secrets --daemonize >"$HOME/keyring.log" 2>&1 ||
    { cat "$HOME/keyring.log" >&2; exit 1; }
  "$@" >&3 3>&-
' with-keyring "$@" >&2
