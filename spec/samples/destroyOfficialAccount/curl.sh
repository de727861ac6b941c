#!/bin/sh
# CHAT_USER_SIG is a UserSig for the user in CHAT_IDENTIFIER.
url="${CHAT_BASE_URL:-https://adminapisgp.im.qcloud.com}/v4/official_account_open_http_svc/destroy_official_account"
caller="sdkappid=${CHAT_SDK_APP_ID:?}&identifier=${CHAT_IDENTIFIER:-administrator}&usersig=${CHAT_USER_SIG:?}"
random=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')

# The signature is in the URL. Arguments can be seen by every user of the machine, so the URL comes in by standard input.
answer=$(curl --silent --show-error --fail --max-time 5 --config - \
  --header 'content-type: application/json' --data '{"Official_Account": "@TOA#_test_id"}' <<END
url = "$url?$caller&random=$random&contenttype=json"
END
) || answer=''

# HTTP 200 is not success: only ErrorCode 0 is.
code=$(printf '%s' "$answer" | sed -n 's/.*"ErrorCode" *: *\(-*[0-9][0-9]*\).*/\1/p')
case $code in
  0) echo 'terminated' ;;
  130004) echo 'nothing to terminate: it is gone already, or never was' ;;
  '') echo 'no usable answer; the channel may have been terminated all the same' >&2; exit 1 ;;
  *) printf 'refused: %s %s\n' "$code" "$answer" >&2; exit 1 ;;
esac
