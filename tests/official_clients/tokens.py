"""Looks into a token."""

import base64
import json


def claims(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def challenge(value):
    """The claims of a challenge, as Graph sends them."""
    return json.dumps({"access_token": {"nbf": {"essential": True, "value": value}}})
