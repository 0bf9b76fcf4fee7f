#!/usr/bin/env bash
# docs/cohort.md under Slurm:  tests/cohort/slurm_test.sh build/release/genu
# Starts munged, slurmctld and slurmd of its own on this machine (other ports, everything in a temporary folder), runs the
# array and the merge as the page has them, compares with the unsharded output, and stops them again.
# Needs root, node, and the Debian packages slurmctld slurmd slurm-client munge; says so and exits 77 otherwise.
set -euo pipefail
genu=$(readlink -f "${1:?give the path of the program}")
here=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
page=$here/../../docs/cohort.md

skip() { echo "SKIPPED: $*"; exit 77; }
[ "$(id -u)" -eq 0 ] || skip "slurmd needs root"
PATH=$PATH:/usr/sbin
for command in munged slurmctld slurmd sbatch scancel node; do
  command -v "$command" >/dev/null ||
    skip "$command is not installed (apt-get install slurmctld slurmd slurm-client munge nodejs)"
done

scratch=$(mktemp -d /tmp/genu-slurm.XXXXXX)  # a short path: sockets allow 108 letters
daemons=
clean_up() {
  local code=$?
  trap - EXIT
  if [ "$code" -ne 0 ]; then
    for log in "$scratch"/*.log "$scratch"/work/*.log; do [ ! -s "$log" ] || { echo "--- $log"; tail -n 15 "$log"; }; done
  fi
  scancel --quiet --user=root 2>/dev/null || true
  for daemon in $daemons; do kill "$daemon" 2>/dev/null || true; done
  for daemon in $daemons; do wait "$daemon" 2>/dev/null || true; done
  rm -rf "$scratch"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# block TITLE: the code block of the page that has this comment among its first two lines.
block() {
  awk -v title="# $1" '
    /^```/ { if (inside && found) { printf "%s", text; exit } inside = !inside; text = ""; found = 0; n = 0; next }
    inside { text = text $0 "\n"; if (++n <= 2 && $0 == title) found = 1 }
  ' "$page" | grep . || { echo "docs/cohort.md has no block \"$1\"" >&2; return 1; }
}

# until_true SECONDS COMMAND...
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || { echo "timed out: $*"; return 1; }
    sleep 0.2
  done
}
failed=0
check() {
  local name=$1
  shift
  if "$@"; then echo "ok    $name"; else echo "FAIL  $name"; failed=$((failed + 1)); fi
}

# --- a cluster of one node ----------------------------------------------------------------------------------------------

name=$(hostname -s)
port=$((20000 + RANDOM % 10000))
mkdir -p "$scratch"/{work,state,spool,munge}
chmod 0755 "$scratch" "$scratch/munge"
head -c 1024 /dev/urandom >"$scratch/munge/key"
chmod 0400 "$scratch/munge/key"
socket=$scratch/munge/socket

block slurm.conf | sed -e "s|node1|$name|" -e "s|^SlurmctldHost=.*|SlurmctldHost=$name(127.0.0.1)|" \
  -e "s|^SlurmUser=.*|SlurmUser=root|" -e "s|6817|$port|" -e "s|6818|$((port + 1))|" \
  -e "s|/var/lib/slurm/slurmctld|$scratch/state|" -e "s|/var/lib/slurm/slurmd|$scratch/spool|" \
  -e "s|/run/|$scratch/|" -e "s|/var/log/slurm/|$scratch/|" -e "s|^NodeName=[^ ]*|& NodeAddr=127.0.0.1|" >"$scratch/slurm.conf"
echo "AuthInfo=socket=$socket" >>"$scratch/slurm.conf"
export SLURM_CONF=$scratch/slurm.conf

munged --foreground --force --key-file="$scratch/munge/key" --socket="$socket" --pid-file="$scratch/munge/pid" \
  --seed-file="$scratch/munge/seed" >"$scratch/munged.log" 2>&1 &
daemons="$!"
until_true 20 test -S "$socket"
slurmctld -D >"$scratch/slurmctld.out.log" 2>&1 &
daemons="$! $daemons"
slurmd -D -N "$name" >"$scratch/slurmd.out.log" 2>&1 &
daemons="$! $daemons"
until_true 60 sh -c 'sinfo --noheader --format=%T | grep -qx idle'
echo "Slurm $(sinfo --version | cut -d' ' -f2): $(sinfo --noheader --format='%D node, %c cores, %T')"

# --- the array and the merge, as the page has them ----------------------------------------------------------------------

cd "$scratch/work"
mkdir bin
ln -s "$genu" bin/genu
export PATH=$PWD/bin:$PATH
block cohort.sbatch >cohort.sbatch
block merge.sbatch >merge.sbatch
node "$here/../../bench/simulate_cohort.mjs" --runners 2000 --sessions 220000 --seed 5 >sessions.csv
genu training --cohort sessions.csv >whole.csv

array=$(sbatch --parsable cohort.sbatch sessions.csv)
check "the merge waits and ends well" timeout 240 \
  sbatch --quiet --wait --dependency="afterok:$array" --kill-on-invalid-dep=yes merge.sbatch
wc -l part.?.csv | sed 's/^/      /'
check "one header" test "$(grep -c ^runner, exposures.csv)" -eq 1
check "it is the first line" cmp <(head -n 1 whole.csv) <(head -n 1 exposures.csv)
check "sorted, the merged parts are the unsharded output" cmp <(LC_ALL=C sort whole.csv) <(LC_ALL=C sort exposures.csv)
echo "      $(wc -l <exposures.csv) lines, sorted SHA-256 $(LC_ALL=C sort exposures.csv | sha256sum | cut -c 1-16)"

# A part that fails keeps the merge from running.
rm -f part.* exposures.csv
{ cat sessions.csv; echo "r0001,2021-01-01,5000"; } >wrong.csv
array=$(sbatch --parsable cohort.sbatch wrong.csv)
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes merge.sbatch)
check "a table with an error: the merge is cancelled" until_true 120 \
  sh -c "scontrol show job $merge | grep -q 'JobState=CANCELLED.*'"
check "no output, no part under its name" test -z "$(ls exposures.csv part.?.csv 2>/dev/null)"
check "the log names the line" grep -q "line 220002" cohort.0.log

[ "$failed" -eq 0 ] || { echo "$failed failed"; exit 1; }
echo "all passed"
