"""msal: sign-in, renewal, claims."""

import socket

import msal

from checks import check, expect, same
from tokens import challenge, claims

SCOPES = ["Chat.ReadWrite.All"]
CP1 = {"client_capabilities": ["cp1"]}


def application(sandbox, tenant=None, client=None, **more):
    return msal.PublicClientApplication(
        client or sandbox.client,
        authority=f"{sandbox.authority_host}/{tenant or sandbox.tenant}",
        instance_discovery=False,
        verify=sandbox.ca,
        **more,
    )


def device(sandbox, app, scopes=SCOPES):
    flow = app.initiate_device_flow(scopes=scopes)
    assert "user_code" in flow, flow
    sandbox.approve(flow["user_code"])
    return signed_in(app.acquire_token_by_device_flow(flow))


def signed_in(result):
    assert "access_token" in result, result
    return result


def refresh_tokens(app):
    found = app.token_cache.search(msal.TokenCache.CredentialType.REFRESH_TOKEN)
    return [entry["secret"] for entry in found]


@check("msal signs the administrator in with a device code, and the token says who, where and what for")
def _(sandbox):
    token = claims(device(sandbox, application(sandbox))["access_token"])
    same(token["tid"], sandbox.tenant)
    same(token["upn"], sandbox.admin)
    same(token["idtyp"], "user")
    same(token["aud"], sandbox.graph)
    assert "Chat.ReadWrite.All" in token["scp"].split(), token["scp"]
    assert "62e90394-69f5-4237-9190-012177145e10" in token["wids"], token["wids"]


@check("msal keeps polling until the person has typed the device code")
def _(sandbox):
    app = application(sandbox)
    flow = app.initiate_device_flow(scopes=SCOPES)
    sandbox.approve_later(flow["user_code"], 1.5)
    signed_in(app.acquire_token_by_device_flow(flow))
    assert len(sandbox.requests("/token")) >= 3


@check("msal stops when the person declines the device code")
def _(sandbox):
    app = application(sandbox)
    flow = app.initiate_device_flow(scopes=SCOPES)
    sandbox.approve(flow["user_code"], "decline")
    same(app.acquire_token_by_device_flow(flow)["error"], "authorization_declined")


@check("msal slows down when it is told to")
def _(sandbox):
    sandbox.change(signIn={"slowDowns": 1, "deviceCode": "approve"})
    app = application(sandbox)
    flow = app.initiate_device_flow(scopes=SCOPES)
    signed_in(app.acquire_token_by_device_flow(flow))
    first, second = [seen["timeMs"] for seen in sandbox.requests("/token")]
    assert second - first >= 5000, second - first


@check("msal signs in through the browser with an authorization code and PKCE")
def _(sandbox):
    result = signed_in(application(sandbox).acquire_token_interactive(SCOPES, timeout=30))
    same(result["id_token_claims"]["preferred_username"], sandbox.admin)
    authorize = sandbox.requests("/authorize")[0]["query"]
    assert "code_challenge_method=S256" in authorize and "response_mode=form_post" in authorize, authorize


@check("msal signs in the person whom the login hint names")
def _(sandbox):
    app = application(sandbox)
    result = signed_in(app.acquire_token_interactive(SCOPES, login_hint="megan@contoso.com", timeout=30))
    same(claims(result["access_token"])["upn"], "megan@contoso.com")


@check("msal reports that the person refused in the browser")
def _(sandbox):
    sandbox.change(signIn={"mode": "refuse"})
    result = application(sandbox).acquire_token_interactive(SCOPES, timeout=30)
    same(result["error"], "access_denied")
    assert "AADSTS65004" in result["error_description"], result


@check("msal answers from its cache under the scope that was asked for, without a request")
def _(sandbox):
    app = application(sandbox)
    device(sandbox, app)
    before = len(sandbox.requests("/token"))
    signed_in(app.acquire_token_silent(SCOPES, account=app.get_accounts()[0]))
    same(len(sandbox.requests("/token")), before)


@check("msal renews with its refresh token, gets another one, and the old one still works")
def _(sandbox):
    app = application(sandbox)
    device(sandbox, app)
    (old,) = refresh_tokens(app)
    signed_in(app.acquire_token_silent(SCOPES, account=app.get_accounts()[0], force_refresh=True))
    (new,) = refresh_tokens(app)
    assert new != old
    signed_in(application(sandbox).acquire_token_by_refresh_token(old, scopes=SCOPES))
    same(sandbox.count("grants.refresh_token"), 2)


@check("msal learns that a refresh token was revoked")
def _(sandbox):
    app = application(sandbox)
    device(sandbox, app)
    sandbox.fault(path="/*/oauth2/v2.0/token", entraError={"code": 50173})
    result = app.acquire_token_silent_with_error(SCOPES, account=app.get_accounts()[0], force_refresh=True)
    same(result["error"], "invalid_grant")
    same(result["error_codes"], [50173])
    assert "\r\nTrace ID: " in result["error_description"], result


@check("msal passes a claims challenge on, and the renewed token can be challenged again")
def _(sandbox):
    app = application(sandbox, **CP1)
    first = claims(device(sandbox, app)["access_token"])
    same(first["xms_cc"], ["cp1"])
    account = app.get_accounts()[0]
    result = signed_in(app.acquire_token_silent(SCOPES, account=account, claims_challenge=challenge("1700000000")))
    renewed = claims(result["access_token"])
    same(renewed["xms_cc"], ["cp1"])
    assert renewed["uti"] != first["uti"]
    assert "nbf" in sandbox.requests("/token")[-1]["body"]


@check("msal is sent to the person when a challenge takes a second factor")
def _(sandbox):
    sandbox.change(signIn={"claimsSatisfied": False})
    app = application(sandbox, **CP1)
    device(sandbox, app)
    account = app.get_accounts()[0]
    result = app.acquire_token_silent_with_error(SCOPES, account=account, claims_challenge=challenge("1700000000"))
    same((result["error"], result["error_codes"]), ("interaction_required", [50076]))


@check("msal is told that an app is not public, as the well-known script leaves it")
def _(sandbox):
    app = application(sandbox, client="94f1d7a6-2c5b-48e0-b7f3-e01a69c8d352")
    flow = app.initiate_device_flow(scopes=SCOPES)
    sandbox.approve(flow["user_code"])
    result = app.acquire_token_by_device_flow(flow)
    same((result["error"], result["error_codes"]), ("invalid_client", [7000218]))


@check("msal finds a tenant by its domain, and none by a name that nobody has")
def _(sandbox):
    token = claims(device(sandbox, application(sandbox, tenant="contoso.com"))["access_token"])
    same(token["tid"], sandbox.tenant)
    with expect(ValueError):
        application(sandbox, tenant="nobody.example").initiate_device_flow(scopes=SCOPES)


@check("msal gets an app-only token for a secret, and none for a wrong one")
def _(sandbox):
    def confidential(secret):
        return msal.ConfidentialClientApplication(
            "f05c3d81-6a9e-4b27-9d4c-b82e7f1065a3",
            client_credential=secret,
            authority=f"{sandbox.authority_host}/{sandbox.tenant}",
            instance_discovery=False,
            verify=sandbox.ca,
        ).acquire_token_for_client(["https://graph.microsoft.com/.default"])

    token = claims(signed_in(confidential("sandbox-secret"))["access_token"])
    same(token["idtyp"], "app")
    assert "Chat.ReadBasic.All" in token["roles"], token
    same(confidential("guess")["error_codes"], [7000215])


@check("msal with no setting changed signs in, once its resolver points Microsoft's own host here")
def _(sandbox):
    resolve = socket.getaddrinfo

    def pointed(host, port, *more, **named):
        if host == "login.microsoftonline.com":
            return resolve("127.0.0.1", sandbox.port, *more, **named)
        return resolve(host, port, *more, **named)

    socket.getaddrinfo = pointed
    try:
        app = msal.PublicClientApplication(
            sandbox.client, authority=f"https://login.microsoftonline.com/{sandbox.tenant}", verify=sandbox.ca
        )
        device(sandbox, app, ["https://graph.microsoft.com/Chat.ReadWrite.All"])
    finally:
        socket.getaddrinfo = resolve
