work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
changed=0

# A new UUID for each Order: the run's own UUIDs are used up.
uuid() { cat /proc/sys/kernel/random/uuid 2> /dev/null || uuidgen | tr '[:upper:]' '[:lower:]'; }

# value ANSWER PATH: what stands at a path of an answer, texts without quotation marks.
value() { jq -r "getpath($2) | if type == \"string\" then . else tojson end" "$work/$1.json" 2> /dev/null || echo null; }

# token URL CLIENT SECRET SCOPE: an access token by the client credentials grant.
token() {
  curl -sS --max-time 60 -u "$2:$3" -d grant_type=client_credentials ${4:+--data-urlencode "scope=$4"} "$1" |
    jq -r .access_token
}

# request ANSWER METHOD URL HEADER..., the body on standard input: sends a request and keeps what comes back.
request() {
  answer=$1 method=$2 url=$3
  shift 3
  printf '%s\n' "$@" > "$work/sent"
  cat > "$work/body"
  : > "$work/$answer.json"
  set -- -sS --max-time 60 -X "$method" -H "@$work/sent" -o "$work/$answer.json" -w '%{http_code}'
  [ ! -s "$work/body" ] || set -- "$@" --data-binary "@$work/body"
  curl "$@" "$url" > "$work/$answer.status" || echo 000 > "$work/$answer.status"
  changed=1
}

# send ANSWER STEP METHOD URL HEADER...: as request, and prints a line.
send() {
  name=$2
  answer=$1
  shift 2
  request "$answer" "$@"
  printf '%s  %s: %s %s -> %s\n' "$answer" "$name" "$method" "$url" "$(described "$answer")"
}

# item ANSWER STEP URL ID HEADER...: reads a feed from a page to its end, and keeps the latest state of an item.
item() {
  answer=$1 name=$2 first=$3 id=$4
  shift 4
  printf '%s\n' "$@" > "$work/sent"
  : > "$work/$answer.json"
  echo 200 > "$work/$answer.status"
  [ "$changed" = 0 ] || sleep "${FEED_DELAY:-2}"
  changed=0
  tries=0
  while pages "$first"; [ ! -s "$work/$answer.json" ] && [ "$tries" -lt "${FEED_TRIES:-10}" ]; do
    tries=$((tries + 1))
    sleep 1
  done
  printf '%s  %s: %s in %s -> %s\n' "$answer" "$name" "$id" "$first" \
    "$(jq -r '.state // "no state"' "$work/$answer.json" 2> /dev/null)"
}

pages() {
  page=$1
  while :; do
    curl -sS --max-time 60 -H "@$work/sent" -o "$work/page" "$page" || return 0
    jq -c --arg id "$id" '.items[]? | select(.id == $id or .data["@id"]? == $id)' "$work/page" 2> /dev/null |
      tail -n 1 > "$work/found"
    [ ! -s "$work/found" ] || cp "$work/found" "$work/$answer.json"
    next=$(jq -r '.next // empty' "$work/page" 2> /dev/null)
    count=$(jq -r '.items | length' "$work/page" 2> /dev/null)
    [ -n "$next" ] && [ "$next" != "$page" ] && [ "${count:-0}" != 0 ] || return 0
    page=$next
  done
}

# described ANSWER: the status and the type of an answer.
described() {
  kind=$(jq -r '."@type"? // empty | if type == "string" then " " + . else "" end' "$work/$1.json" 2> /dev/null)
  printf '%s%s' "$(cat "$work/$1.status")" "$kind"
}

# payment TOTAL PAYMENT: the payment as a further property where the total has to be paid, else nothing.
payment() {
  printf '%s' "$1" | jq -r --arg payment "$2" '
    if (.price | tonumber? // 0) > 0 and ((.openBookingPrepayment // .prepayment // "") | endswith("Unavailable") | not)
    then ", \"payment\": " + $payment else "" end' 2> /dev/null
}

# show ANSWER PATH: what the failure is about: the answer, its status, and what stands at the path.
show() {
  echo
  jq . "$work/$1.json" 2> /dev/null || cat "$work/$1.json"
  echo
  printf 'Now, in %s: status %s' "$1" "$(described "$1")"
  [ "$2" = '[]' ] || printf ', at %s: %s' "$3" "$(value "$1" "$2")"
  echo
}
