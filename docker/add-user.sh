#!/bin/sh
# Makes an account in the volume:  add-user -a -u NAME -p PASSWORD -g carillon-admin
set -eu
exec "${CARILLON_HOME:-/opt/carillon}/bin/add-user.sh" -sc "${CARILLON_DATA:-/var/lib/carillon}/accounts" "$@"
