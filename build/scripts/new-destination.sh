#!/bin/sh
# new-destination.sh NAME DIRECTORY: a destination's folder from the template; NAME as its classes begin: AcmeMail.
set -eu
name=$1 into=$2/$1
case $name in
  *[!A-Za-z0-9]*|[!A-Z]*) echo "The name begins its classes, as in AcmeMail: letters and digits, the first a capital." >&2; exit 2 ;;
esac
[ ! -e "$into" ] || { echo "There is a destination $name already: $into" >&2; exit 1; }
upper=$(printf %s "$name" | tr '[:lower:]' '[:upper:]')
lower=$(printf %s "$name" | tr '[:upper:]' '[:lower:]')
template=$(dirname "$0")/../templates/destination
mkdir -p "$into/fixtures"
(cd "$template" && find . -type f) | while read -r file; do
  to=$into/$(printf %s "$file" | sed "s/NewVendor/$name/")
  sed "s/NewVendor/$name/g; s/NEWVENDOR/$upper/g; s/newvendor/$lower/g" "$template/$file" > "$to"
done
echo "$into"
