#!/usr/bin/env bash
# How long the sample takes from start to end over 1,000 events, as a native program, without checkpoints and with a new store of them: the median of 10 warm starts, in milliseconds.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

dotnet publish samples/CustomerSpending -c Release -r linux-x64 --artifacts-path "$folder/artifacts" -o "$folder/native" -v quiet >&2
awk 'BEGIN { srand(7); for (i = 0; i < 1000; i++) printf "{\"time\":%d,\"customer\":%d,\"amount\":%.2f}\n", 1700000000000 + i, rand() * 100, rand() * 100 + 1 }' \
  > "$folder/purchases.jsonl"

milliseconds() {
  rm -rf "$folder/state" "$folder/parts"
  local begin=$EPOCHREALTIME
  "$folder/native/CustomerSpending" "$folder/purchases.jsonl" "$@" --summary json >"$folder/summary.json" 2>"$folder/errors.txt"
  awk "BEGIN { printf \"%.1f\n\", ($EPOCHREALTIME - $begin) * 1000 }"
}

ten() {
  local name=$1; shift
  milliseconds "$@" >/dev/null
  milliseconds "$@" >/dev/null
  for _ in {1..10}; do milliseconds "$@"; done | sort -n |
    awk -v name="$name" '{ at[NR] = $1 } END { printf "%s: median %.1f ms, best %.1f ms, worst %.1f ms\n", name, (at[5] + at[6]) / 2, at[1], at[10] }'
}

ten "without checkpoints" --out "$folder/spendings.jsonl"
ten "with a new store" --state "$folder/state" --out "$folder/parts"
