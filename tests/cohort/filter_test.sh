#!/usr/bin/env bash
# `genu training --cohort` as a filter:  tests/cohort/filter_test.sh build/release/genu
# Needs the program, and node for the simulated cohort. Exit 1 when a check failed, 77 when there is no node.
set -euo pipefail
genu=$(readlink -f "${1:?give the path of the program}")
here=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
command -v node >/dev/null || { echo "SKIPPED: node is not installed"; exit 77; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0

check() {
  local name=$1
  shift
  if "$@"; then echo "ok    $name"; else echo "FAIL  $name"; failed=$((failed + 1)); fi
}
cohort() { "$genu" training --cohort "$@"; }
sorted_lines() { tail -q -n +2 "$@" | LC_ALL=C sort; }  # without the header of each file

# fails_with TEXT INPUT [ARGUMENT...]: exit 1, and TEXT in the message.
fails_with() {
  local text=$1 input=$2 code=0
  shift 2
  printf "$input" | cohort - "$@" >rejected.csv 2>message || code=$?
  [ "$code" -eq 1 ] && grep -qF -- "$text" message && return
  echo "exit $code, message: $(cat message)"
  return 1
}

# gives LINE INPUT: the last line of the output.
gives() {
  local last
  last=$(printf "$2" | cohort - | tail -n 1)
  [ "$last" = "$1" ] || { echo "wanted $1, got $last"; return 1; }
}

header=runner,date,distance_m
node "$here/../../bench/simulate_cohort.mjs" --runners 300 --sessions 33000 --seed 3 >cohort.csv
cohort cohort.csv >whole.csv

check "one line a session, and the header" test "$(wc -l <whole.csv)" -eq 33001
check "runners and dates as they came in" cmp <(cut -d, -f1-3 whole.csv) cohort.csv

cohort - <cohort.csv >filtered.csv
check "standard input gives the same bytes" cmp whole.csv filtered.csv
cat cohort.csv | cohort >piped.csv
check "so does a pipe, without the dash" cmp whole.csv piped.csv
for threads in 1 2 7; do
  cohort cohort.csv --threads "$threads" >threads.csv
  check "so do $threads threads" cmp whole.csv threads.csv
done

for parts in 1 4 7; do
  rm -f part.*.csv
  for ((part = 0; part < parts; part++)); do cohort - --shard "$part/$parts" <cohort.csv >"part.$part.csv"; done
  check "the $parts shards together are the whole" cmp <(sorted_lines whole.csv) <(sorted_lines part.*.csv)
  check "no runner stands in two of $parts shards" \
    test -z "$(for part in part.*.csv; do tail -n +2 "$part" | cut -d, -f1 | uniq; done | sort | uniq -d)"
done
check "seven shards: none is empty" test "$(wc -l part.*.csv | awk '$2 != "total" && $1 < 2' | wc -l)" -eq 0

# The order of runners does not matter, the rows of a runner need only stand together.
{ echo "$header"; tail -n +2 cohort.csv | LC_ALL=C sort -s -t, -k1,1r -k2,2; } >backwards.csv
cohort backwards.csv >backwards_out.csv
check "runners in another order" cmp <(sorted_lines whole.csv) <(sorted_lines backwards_out.csv)

# What docs/cohort.md shows: five sessions, worked out by hand there; and the script for Spark.
page=$here/../../docs/cohort.md
awk '/^### /{n = 1} /^```/{if (n) ++n; next} n == 2 {print}' "$page" >example.csv
awk '/^### /{n = 1} /^```/{if (n) ++n; next} n == 4 {print}' "$page" >example_out.csv
check "the page has an example of five sessions" test "$(wc -l <example.csv)" -eq 6
check "the example of the page" cmp <(cohort example.csv) example_out.csv
awk '/^```/{inside = 0} /^#!\/bin\/bash$/{inside = 1} inside {print}' "$page" >genu-pipe
mkdir bin && ln -s "$genu" bin/genu
cut -d, -f1 cohort.csv | uniq | sed -n 101p >middle
check "partitions through the script for Spark" cmp <(tail -n +2 whole.csv) <(
  PATH=$PWD/bin:$PATH
  tail -n +2 cohort.csv | awk -F, -v middle="$(cat middle)" '$1 < middle' | bash genu-pipe
  bash genu-pipe </dev/null
  tail -n +2 cohort.csv | awk -F, -v middle="$(cat middle)" '$1 >= middle' | bash genu-pipe)
check "an error in a partition fails it" bash -c \
  '! printf "a,2026-01-02,5\na,2026-01-01,5\n" | PATH=$PWD/bin:$PATH bash genu-pipe >/dev/null 2>&1'
check "exactly 10 % more, after exactly 30 days, is no spike" gives "a,2026-01-31,11000,10000,1.100,reference,no,11000,0,," \
  "$header\na,2026-01-01,10000\na,2026-01-31,11000\n"
check "one metre more is one" gives "a,2026-01-31,11001,10000,1.100,small_spike,no,11001,0,," \
  "$header\na,2026-01-01,10000\na,2026-01-31,11001\n"
check "after 31 days the window is empty" gives "a,2026-02-01,11000,,,undefined,no,11000,0,," \
  "$header\na,2026-01-01,10000\na,2026-02-01,11000\n"
check "kilometres, semicolons, a time of day" gives "a,2026-01-02,5200,4000,1.300,small_spike,yes,9200,0,," \
  'runner;date;distance_km\na;2026-01-01;4\na;2026-01-02T10:00:00Z;5.2\n'

check "unsorted dates: the line is named" fails_with "line 4" \
  "$header\na,2026-01-02,5000\nb,2026-01-03,5000\nb,2026-01-01,5000\n"
check "a runner who comes back: the line is named" fails_with "line 4" \
  "$header\na,2026-01-02,5000\nb,2026-01-01,5000\na,2026-01-03,5000\n"
check "… also in a shard that is not his" bash -c 'for part in 0 1; do printf "%s\na,2026-01-02,1\nb,2026-01-01,1\na,2026-01-03,1\n" "$2" |
  "$1" training --cohort - --shard "$part/2" >/dev/null 2>&1 && exit 1; done; exit 0' bash "$genu" "$header"
check "what came before an error has been written" test "$(tail -n 1 rejected.csv | cut -d, -f1,2)" = "b,2026-01-01"
check "no date" fails_with "line 2" "$header\na,yesterday,5000\n"
check "no distance" fails_with "line 2" "$header\na,2026-01-01,far\n"
check "a negative distance" fails_with "line 2" "$header\na,2026-01-01,-5\n"
check "no header" fails_with "line 1" "a,2026-01-01,5000\n"
check "nothing at all" fails_with "empty" ""
check "a shard that does not exist" fails_with "--shard" "$header\n" --shard 4/4
check "a closed pipe ends it" bash -c '"$1" training --cohort cohort.csv | head -n 1 | grep -q ^runner,' bash "$genu"
if [ -e /dev/full ]; then
  # A part that could not be written must not be taken for a whole one.
  check "a full disk is an error" bash -c '! "$1" training --cohort cohort.csv >/dev/full 2>&1' bash "$genu"
fi

[ "$failed" -eq 0 ] || { echo "$failed failed"; exit 1; }
echo "all passed"
