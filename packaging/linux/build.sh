#!/bin/sh
# Makes the .deb and the portable folder, in target/installer. To be run from the top of the clone.
set -e
for tool in fakeroot dpkg-deb; do
    command -v "$tool" > /dev/null || { echo "$tool is needed: apt-get install fakeroot dpkg"; exit 1; }
done
exec mvn -q -Pinstaller package -DskipTests "$@"
