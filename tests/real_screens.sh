#!/bin/sh
# Take the pictures of the site that is made from the real list of courses: real_screens.sh COURSES.csv
set -eu
folder=.cache/screens/real
rm -rf "$folder"
mkdir -p "$folder"
cp -r content theme mkdocs.yml "$folder"
sed -i.before 's/sample: true/sample: false/' "$folder/mkdocs.yml"
.venv/bin/catalogue import "$1" --to "$folder/providers" --root "$folder" >"$folder/report.txt"
.venv/bin/catalogue build --quiet --root "$folder" --as-of 2026-11-20 --output "$folder/site"
.venv/bin/python -m tests.screens "$folder/site" docs/screens --real
