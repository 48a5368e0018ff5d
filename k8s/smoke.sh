#!/usr/bin/env bash
# Whether a site answers as a browser would need it: smoke.sh https://SITE. Nothing is written.
set -euo pipefail

readonly site=${1:?smoke.sh https://SITE}

answers() {
  curl --fail --silent --show-error --max-time 10 --retry 12 --retry-delay 5 --retry-all-errors --header "Accept: $2" "$site$1"
}

answers / text/html | grep '<title>CareConnect</title>' > /dev/null
answers /queries/doctors application/json > /dev/null
answers /commands/.well-known/jwks.json application/json | grep '"keys"' > /dev/null
echo "smoke.sh: $site answers"
