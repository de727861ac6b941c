import base64
import hashlib
import hmac
import http.client
import json
import os
import secrets
import sys
import time
import urllib.parse
import urllib.request
import zlib

BASE_URL = os.environ.get("CHAT_BASE_URL", "https://adminapisgp.im.qcloud.com")
SDK_APP_ID = int(os.environ["CHAT_SDK_APP_ID"])
IDENTIFIER = os.environ.get("CHAT_IDENTIFIER", "administrator")
SECRET_KEY = os.environ["CHAT_SECRET_KEY"]


def user_sig(seconds: int = 86400) -> str:
    """Make a UserSig, version 2.0. It may be kept and used until it expires."""
    now = int(time.time())
    lines = (
        f"TLS.identifier:{IDENTIFIER}\n"
        f"TLS.sdkappid:{SDK_APP_ID}\n"
        f"TLS.time:{now}\n"
        f"TLS.expire:{seconds}\n"
    )
    mac = hmac.new(SECRET_KEY.encode(), lines.encode(), hashlib.sha256).digest()
    document = {
        "TLS.ver": "2.0",
        "TLS.identifier": IDENTIFIER,
        "TLS.sdkappid": SDK_APP_ID,
        "TLS.time": now,
        "TLS.expire": seconds,
        "TLS.sig": base64.b64encode(mac).decode(),
    }
    text = base64.b64encode(zlib.compress(json.dumps(document).encode())).decode()
    return text.translate(str.maketrans("+/=", "*-_"))


def call(command: str, body: dict) -> dict:
    """Send a call and give the answer, a refusal too: its HTTP status is 200 as well."""
    query = urllib.parse.urlencode(
        {
            "sdkappid": SDK_APP_ID,
            "identifier": IDENTIFIER,
            "usersig": user_sig(),
            "random": secrets.randbits(32),
            "contenttype": "json",
        }
    )
    request = urllib.request.Request(
        f"{BASE_URL}/v4/official_account_open_http_svc/{command}?{query}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as response:
        answer = json.load(response)
    if not isinstance(answer, dict) or not isinstance(answer.get("ErrorCode"), int):
        raise ValueError("the answer is not one of the service")
    return answer


try:
    answer = call("destroy_official_account", {"Official_Account": "@TOA#_test_id"})
except (OSError, ValueError, http.client.HTTPException) as error:
    sys.exit(f"no usable answer; the channel may have been terminated all the same: {error}")
if answer["ErrorCode"] == 0:
    print("terminated")
elif answer["ErrorCode"] == 130004:
    print("nothing to terminate: it is gone already, or never was")
else:
    sys.exit(f"refused: {answer['ErrorCode']} {answer.get('ErrorInfo', '')}")
