#!/bin/sh
# Take the pictures of the site that is made from the real list of courses: real_screens.sh COURSES.csv
set -eu
registry=.cache/screens/real
rm -rf "$registry"
mkdir -p "$registry"
cp -r content theme mkdocs.yml "$registry"
sed -i.before 's/sample: true/sample: false/' "$registry/mkdocs.yml"
.venv/bin/catalogue import "$1" --to "$registry/providers" --root "$registry" >"$registry/report.txt"
.venv/bin/catalogue build --quiet --root "$registry" --as-of 2026-11-20 --output "$registry/site"
.venv/bin/python -m tests.screens "$registry/site" docs/screens --real
