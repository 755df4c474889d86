"""azure-identity: credentials as Azure's libraries use them."""

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import ClientSecretCredential, DeviceCodeCredential, InteractiveBrowserCredential

from checks import check, expect, same
from tokens import claims

SCOPE = "https://graph.microsoft.com/Chat.ReadWrite.All"


def common(sandbox):
    return {
        "authority": sandbox.authority_host,
        "tenant_id": sandbox.tenant,
        "disable_instance_discovery": True,
        "connection_verify": sandbox.ca,
    }


def device(sandbox, **more):
    return DeviceCodeCredential(
        sandbox.client, prompt_callback=lambda _uri, code, _expires: sandbox.approve(code), **common(sandbox), **more
    )


@check("azure-identity signs in with a device code")
def _(sandbox):
    token = claims(device(sandbox).get_token(SCOPE).token)
    same((token["upn"], token["tid"]), (sandbox.admin, sandbox.tenant))
    assert "xms_cc" not in token


@check("azure-identity declares that it handles challenges, and its token says so")
def _(sandbox):
    token = claims(device(sandbox).get_token(SCOPE, enable_cae=True).token)
    same(token["xms_cc"], ["cp1"])


@check("azure-identity renews silently when its token is used up")
def _(sandbox):
    sandbox.change(lifetimes={"accessToken": 60})
    credential = device(sandbox)
    first = credential.get_token(SCOPE).token
    assert credential.get_token(SCOPE).token != first
    same(sandbox.count("grants.refresh_token"), 1)


@check("azure-identity signs in through the browser")
def _(sandbox):
    credential = InteractiveBrowserCredential(client_id=sandbox.client, timeout=30, **common(sandbox))
    same(claims(credential.get_token(SCOPE).token)["upn"], sandbox.admin)


@check("azure-identity raises Entra's error for a wrong secret")
def _(sandbox):
    options = common(sandbox)
    credential = ClientSecretCredential(
        options.pop("tenant_id"), "f05c3d81-6a9e-4b27-9d4c-b82e7f1065a3", "guess", **options
    )
    with expect(ClientAuthenticationError) as raised:
        credential.get_token("https://graph.microsoft.com/.default")
    assert "AADSTS7000215" in str(raised[0]), raised
