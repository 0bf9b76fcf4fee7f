# shellcheck shell=bash disable=SC2154,SC2086
# What ./run and ./test share: packages, locks, quiet steps with a log, and the builds. Sourced, with $top set.
# Everything it says goes to stderr: stdout belongs to genu.

logs=$top/build/log
release=$top/build/release

say() { printf '%s\n' "$*" >&2; }
stop() { say "${0##*/}: $*"; exit 1; }

on_terminal() { [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; }

# Draws the last "[12/80]" or "[ 40%]" of a log behind the name of the step, until killed.
draw_progress() {
  local name=$1 log=$2 from=$SECONDS mark
  while kill -0 $$ 2>/dev/null; do
    mark=$(tail -c 2000 "$log" 2>/dev/null | grep -aoE '\[ *[0-9]+(/[0-9]+|%)\]' | tail -n 1)
    printf '\r\033[K%s %s %d s' "$name" "$mark" $((SECONDS - from)) >&2
    sleep 0.3
  done
}

# step NAME LOG COMMAND...: one line, all output into build/log/LOG.txt; on failure its last lines, and the command's code.
# When $idle is set and is the last line of the log, nothing was done and nothing is said.
step() {
  local name=$1 log=$logs/$2.txt from=$SECONDS painter='' code=0
  shift 2
  mkdir -p "$logs"
  : >"$log"
  if on_terminal; then
    draw_progress "$name" "$log" &
    painter=$!
    trap 'kill "$painter" 2>/dev/null; printf "\n" >&2' EXIT
  elif [ -z "${idle:-}" ]; then
    printf '%s: ' "$name" >&2
  fi
  "$@" >"$log" 2>&1 </dev/null || code=$?
  if [ -n "$painter" ]; then
    kill "$painter" 2>/dev/null
    wait "$painter" 2>/dev/null || true
    trap - EXIT
    printf '\r\033[K' >&2
  fi
  last_code=$code  # for ./test
  [ -z "${idle:-}" ] || [ "$(tail -n 1 "$log")" != "$idle" ] || return "$code"
  [ -z "$painter${idle:-}" ] || printf '%s: ' "$name" >&2
  if [ "$code" -eq 0 ]; then
    say "done in $((SECONDS - from)) s"
  else
    say "failed. The end of $log:"
    tail -n "${lines_on_failure:-25}" "$log" | sed 's/^/    /' >&2
  fi
  return "$code"
}

# locked NAME COMMAND...: one at a time on this machine; the lock goes with the process.
locked() {
  local lock=$top/build/$1.lock fd code=0
  shift
  mkdir -p "$top/build"
  exec {fd}>"$lock"
  flock -n "$fd" || { say "Waiting for another ./run or ./test that is building"; flock "$fd"; }
  "$@" || code=$?
  exec {fd}>&-
  return "$code"
}

# --- packages -------------------------------------------------------------------------------------------------------

# The packages of the sets given, one a line, without those for which another source already serves.
wanted_packages() {
  local set package command
  while read -r set package command; do
    case " $* " in *" $set "*) ;; *) continue ;; esac
    [ -n "$command" ] && command -v "$command" >/dev/null && continue
    printf '%s\n' "$package"
  done < <(grep -v '^#' "$top/tools/packages.txt")
}

# need_packages SET...: installs from Debian what is missing; asks nothing when nothing is.
need_packages() {
  local wanted missing as_root=()
  command -v dpkg-query >/dev/null || return 0  # not Debian: CMake and npm will say what they miss
  wanted=$(wanted_packages "$@")
  missing=$({ dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null || true; } |
    awk -v wanted="$(tr '\n' ' ' <<<"$wanted")" '$1 == "installed" { have[$2] }
      END { n = split(wanted, names); for (i = 1; i <= n; i++) if (!(names[i] in have)) print names[i] }')
  [ -n "$missing" ] || return 0
  missing=$(tr '\n' ' ' <<<"$missing")
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 2 ] && sudo -v; }; }; then
      as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
    else
      stop "these Debian packages are missing, and only an administrator can install them:
    apt-get install --no-install-recommends $missing"
    fi
  fi
  export DEBIAN_FRONTEND=noninteractive
  step "Asking Debian for its list of packages" apt-update "${as_root[@]}" apt-get update -q -o DPkg::Lock::Timeout=300 ||
    stop "Debian's list of packages could not be fetched; is this computer online?"
  step "Installing Debian packages ($(wc -w <<<"$missing"))" apt-install "${as_root[@]}" apt-get install -y -q \
    --no-install-recommends -o DPkg::Lock::Timeout=300 $missing || stop "the packages could not be installed"
}

# --- builds ---------------------------------------------------------------------------------------------------------

# As many compilers at once as there are cores, and 1.5 GB of memory for each.
parallel_jobs() {
  awk -v cores="$(nproc)" '/^MemAvailable/ { fit = int($2 / 1572864); if (fit < 1) fit = 1; print fit < cores ? fit : cores }' \
    /proc/meminfo
}

# build PRESET: configures when it never was (or the folder was moved or copied), then lets Ninja decide what is to do.
# Says nothing when nothing was.
build() { locked "$1" build_now "$@"; }
build_now() {
  local preset=$1 tree=$top/build/$1
  shift
  if [ -f "$tree/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$tree/CMakeCache.txt"; then
    rm -rf "$tree"
  fi
  if [ ! -f "$tree/build.ninja" ]; then
    step "Configuring ($preset)" "$preset-configure" cmake -S "$top" --preset "$preset" || return
  fi
  idle='ninja: no work to do.' step "Compiling ($preset)" "$preset-build" ninja -C "$tree" -j "$(parallel_jobs)" "$@"
}

# A hash of the contents and names of the files whose paths come in, separated by NUL.
hash_files() { LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c 1-32; }

page_sources() {
  find "$top/web" \( -name node_modules -o -name dist -o -name e2e -o -name test-results -o -name playwright-report \) \
    -prune -o -type f -print0
}

# node_modules DIR NAME: what its lock file says, fetched from npm; nothing is run from the packages on the way.
node_modules() {
  local stamp=$1/node_modules/.genu-lock want
  [ -f "$1/package-lock.json" ] || { say "$1/package-lock.json is missing"; return 1; }
  want=$(printf '%s\0' "$1/package.json" "$1/package-lock.json" | hash_files)
  [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return
  (cd "$1" && step "Fetching $2" "npm-$(basename "$1")" npm_ci) || return
  printf '%s\n' "$want" >"$stamp"
}

npm_ci() {
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error |&
    sed '/^npm .* Clean install a project/,$d'  # its manual
}

# build_page: into build/release/web, when something in web/ changed.
build_page() { locked web build_page_now; }
build_page_now() {
  local stamp=$release/web.hash want
  want=$(page_sources | hash_files)
  [ -f "$release/web/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return
  node_modules "$top/web" "the page's libraries" || return
  mkdir -p "$release"
  (cd "$top/web" && step "Building the page" page node_modules/.bin/vite build --logLevel warn \
    --outDir "$release/web" --emptyOutDir) || return
  printf '%s\n' "$want" >"$stamp"
}
