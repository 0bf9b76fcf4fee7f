#!/usr/bin/env bash
# Does each room include only itself and rooms above it in src/CMakeLists.txt, and do the rooms above the line stay pure?
# Prints what does not, as FILE:LINE; exit 1 when there is any. Tests may include what they like, and the knowledge
# compiler reads YAML files: it is a program of the build.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../src"

impure='#include <(nlohmann|sqlite3|yaml-cpp|boost|CLI|sodium|filesystem|fstream|iostream|thread|random|unistd|sys/|netinet/)'
impure="$impure|system_clock|steady_clock|getenv|localtime|time\(nullptr\)"
found=0
above='' pure=yes
while read -r line; do
  case $line in
    '# Above this line'*) pure= ;;
    'add_subdirectory('*)
      room=${line#*(} room=${room%)*}
      above="$above${above:+|}$room"
      mapfile -t files < <(find "$room" \( -name '*.cpp' -o -name '*.h' \) -not -name '*_test.cpp')
      [ ${#files[@]} -gt 0 ] || continue
      if grep -nE '#include "[a-z_]+/' "${files[@]}" /dev/null | grep -vE "#include \"($above)/"; then
        echo "^ $room may include only these rooms: ${above//|/ }"
        found=1
      fi
      if [ -n "$pure" ] && grep -nE "$impure" "${files[@]}" /dev/null | grep -v '^knowledge/compiler/'; then
        echo "^ $room stands above the line: no JSON, database, socket, clock, randomness or file"
        found=1
      fi
      ;;
  esac
done <CMakeLists.txt
exit $found
