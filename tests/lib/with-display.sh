#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on a display, a session bus and a runtime folder of its own, all gone afterwards:
#   with-display.sh PROGRAM ARGS…
# RH_DISPLAY_SIZE (1280x900) is the size of the screen. HOME and the other XDG folders stay as they
# are. No settings daemon runs here, so the fonts of a GNOME desktop are written down.
set -eu

scratch=$(mktemp -d "${TMPDIR:-/tmp}/rehearsal-display.XXXXXX")
server=
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkfifo "$scratch/display"
Xvfb -displayfd 3 -screen 0 "${RH_DISPLAY_SIZE:-1280x900}x24" -nolisten tcp -noreset \
  3>"$scratch/display" >"$scratch/server.log" 2>&1 &
server=$!
number=
read -r number <"$scratch/display" || true
if [ -z "$number" ]; then
  echo "with-display.sh: Xvfb did not start:" >&2
  cat "$scratch/server.log" >&2
  exit 1
fi

mkdir -p "$scratch/config/gtk-4.0"
mkdir -m 700 "$scratch/runtime"
cat >"$scratch/config/gtk-4.0/settings.ini" <<'END'
[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-hint-font-metrics=true
gtk-decoration-layout=:close
END

unset WAYLAND_DISPLAY
export DISPLAY=":$number" GDK_BACKEND=x11 GSK_RENDERER="${GSK_RENDERER:-cairo}"
export XDG_CONFIG_DIRS="$scratch/config:${XDG_CONFIG_DIRS:-/etc/xdg}" XDG_RUNTIME_DIR="$scratch/runtime"
status=0
# What the bus starts may say things of its own; standard output is the program's.
exec 3>&1
# shellcheck disable=SC2016
dbus-run-session -- sh -c 'exec "$@" >&3 3>&-' with-display "$@" >&2 || status=$?
exit "$status"
