#!/usr/bin/env bash
# Do the rooms above the line in src/CMakeLists.txt stay pure? Prints what does not, as FILE:LINE; exit 1 when there is
# any. (The arrows between rooms are checked by layers_test.) Tests may do what they like, and so may the knowledge
# compiler, which reads YAML files: it is a program of the build.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../src"

mapfile -t rooms < <(sed -n '/^# Above this line/q; s/^add_subdirectory(\(.*\))/\1/p' CMakeLists.txt)
impure='#include <(nlohmann|sqlite3|yaml-cpp|boost|CLI|sodium|filesystem|fstream|iostream|thread|random|unistd|sys/|netinet/)'
impure="$impure|system_clock|steady_clock|getenv|localtime|time\(nullptr\)"
if grep -rnE "$impure" "${rooms[@]}" --include='*.cpp' --include='*.h' --exclude='*_test.cpp' --exclude-dir=compiler; then
  echo 'A room above the line knows no JSON, database, socket, clock, randomness or file: take the values as arguments.'
  exit 1
fi
