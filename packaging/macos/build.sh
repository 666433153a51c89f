#!/bin/sh
# Makes the .dmg, in target/installer. To be run from the top of the clone.
set -e
xcode-select -p > /dev/null || { echo "Xcode's command line tools are needed: xcode-select --install"; exit 1; }
exec mvn -q -Pinstaller package -DskipTests "$@"
