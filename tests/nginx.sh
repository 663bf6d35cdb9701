#!/bin/sh
# Make sure that nginx is on this machine, for what is measured as a registry would publish it.
set -eu
if command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
  exit 0
fi
echo "nginx is missing. Install it with: sudo apt-get install nginx-light" >&2
exit 1
