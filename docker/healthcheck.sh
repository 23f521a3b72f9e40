#!/bin/bash
# Whether the server is alive: it answers, and nothing but a new start would help is not the case.
# Not whether it is ready: without Redis it still sends mails, and a new start would not help.
set -eu
exec 3<> "/dev/tcp/127.0.0.1/${CARILLON_MANAGEMENT_PORT:-9990}"
printf 'GET /health/live HTTP/1.0\r\n\r\n' >&3
head -n 1 <&3 | grep -q ' 200 '
