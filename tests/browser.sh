#!/bin/sh
# Make sure that the programs the tests drive are on this machine: Debian's Chromium, and minisign.
set -eu
if command -v chromium >/dev/null 2>&1 && command -v minisign >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core minisign >/dev/null
  exit 0
fi
echo "The tests need Chromium and minisign. Install them with: sudo apt-get install chromium minisign" >&2
exit 1
