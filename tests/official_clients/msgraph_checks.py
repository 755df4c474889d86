"""msgraph-sdk: the removal, the chats of each user, and its own handling of 429 and challenges."""

import asyncio
import ssl
import time

import httpx
from azure.identity import ClientSecretCredential
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.chats.item.remove_all_access_for_user.remove_all_access_for_user_post_request_body import (
    RemoveAllAccessForUserPostRequestBody,
)
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.teamwork_user_identity import TeamworkUserIdentity
from msgraph.graph_request_adapter import options
from msgraph_core import GraphClientFactory

from azure_identity_checks import common, device
from checks import check, expect, same


def graph(sandbox, credential):
    provider = AzureIdentityAuthenticationProvider(
        credential, scopes=["https://graph.microsoft.com/.default"], allowed_hosts=["localhost"]
    )
    base = f"{sandbox.graph}/v1.0"
    http = httpx.AsyncClient(verify=ssl.create_default_context(cafile=sandbox.ca), base_url=base, http2=True)
    client = GraphClientFactory.create_with_default_middleware(options=options, client=http)
    adapter = GraphRequestAdapter(provider, client)
    adapter.base_url = base
    return GraphServiceClient(request_adapter=adapter)


def administrator(sandbox):
    return graph(sandbox, device(sandbox))


def application(sandbox):
    settings = common(sandbox)
    tenant = settings.pop("tenant_id")
    client = "f05c3d81-6a9e-4b27-9d4c-b82e7f1065a3"
    return graph(sandbox, ClientSecretCredential(tenant, client, "sandbox-secret", **settings))


def removal(sandbox, client, chat):
    user = TeamworkUserIdentity(id=chat["userId"], additional_data={"tenantId": sandbox.tenant})
    body = RemoveAllAccessForUserPostRequestBody(user=user)
    return client.chats.by_chat_id(chat["threadId"]).remove_all_access_for_user.post(body)


async def threads(client, user):
    found = await client.users.by_user_id(user).chats.get()
    return [chat.id for chat in found.value]


def runs(coroutine):
    """A check that is a coroutine."""

    def check_of(sandbox):
        asyncio.run(coroutine(sandbox))

    return check_of


@check("msgraph-sdk removes a chat from the victim's list, and from nobody else's")
@runs
async def _(sandbox):
    chat = sandbox.ready["chats"][2]
    others = [other for other in sandbox.ready["chats"] if other["threadId"] == chat["threadId"] and other != chat]
    reader = application(sandbox)
    assert chat["threadId"] in await threads(reader, chat["userId"])
    await removal(sandbox, administrator(sandbox), chat)
    assert chat["threadId"] not in await threads(reader, chat["userId"])
    assert others
    for other in others:
        assert chat["threadId"] in await threads(reader, other["userId"])


@check("msgraph-sdk is told that a chat which was removed is not there any more")
@runs
async def _(sandbox):
    sandbox.change(limits={"enabled": False})
    chat = sandbox.ready["chats"][0]
    client = administrator(sandbox)
    await removal(sandbox, client, chat)
    with expect(ODataError) as raised:
        await removal(sandbox, client, chat)
    same((raised[0].response_status_code, raised[0].error.code), (404, "NotFound"))
    assert raised[0].error.inner_error.request_id, raised[0]


@check("msgraph-sdk waits as Retry-After says, and then succeeds")
@runs
async def _(sandbox):
    chat = sandbox.ready["chats"][0]
    sandbox.fault(path="/v1.0/chats/*/removeAllAccessForUser", status=429, retryAfter=2)
    client = administrator(sandbox)
    await client.me.get()
    began = time.monotonic()
    await removal(sandbox, client, chat)
    assert 2 <= time.monotonic() - began < 8, time.monotonic() - began
    same([seen["status"] for seen in sandbox.requests("/removeAllAccessForUser")], [429, 204])


@check("msgraph-sdk runs into the limit of one removal a second, and gets all of them done")
@runs
async def _(sandbox):
    client = administrator(sandbox)
    for chat in sandbox.ready["chats"][:3]:
        await removal(sandbox, client, chat)
    same(sandbox.count("removals"), 3)
    assert sandbox.count("throttled") >= 1


@check("msgraph-sdk answers a claims challenge with a new token, once")
@runs
async def _(sandbox):
    client = administrator(sandbox)
    await client.me.get()
    sandbox.fault(path="/v1.0/me", challenge=True)
    same((await client.me.get()).user_principal_name, sandbox.admin)
    seen = sandbox.requests("/v1.0/me")
    same([request["status"] for request in seen], [200, 401, 200])
    assert seen[1]["headers"]["authorization"] != seen[2]["headers"]["authorization"]


@check("msgraph-sdk may not read another user's chats for a signed-in user, only for an app")
@runs
async def _(sandbox):
    victim = sandbox.ready["chats"][0]["userId"]
    with expect(ODataError) as raised:
        await threads(administrator(sandbox), victim)
    same(raised[0].response_status_code, 403)
    assert await threads(application(sandbox), victim)


@check("msgraph-sdk may not remove anything for an app")
@runs
async def _(sandbox):
    with expect(ODataError) as raised:
        await removal(sandbox, application(sandbox), sandbox.ready["chats"][0])
    same((raised[0].response_status_code, raised[0].error.code), (403, "Forbidden"))


@check("msgraph-sdk follows the pages of a list to its end")
@runs
async def _(sandbox):
    from kiota_abstractions.base_request_configuration import RequestConfiguration
    from msgraph.generated.users.item.chats.chats_request_builder import ChatsRequestBuilder

    chats = application(sandbox).users.by_user_id(sandbox.ready["chats"][0]["userId"]).chats
    query = ChatsRequestBuilder.ChatsRequestBuilderGetQueryParameters(top=1, expand=["members"])
    page = await chats.get(RequestConfiguration(query_parameters=query))
    found = list(page.value)
    while page.odata_next_link:
        page = await chats.with_url(page.odata_next_link).get()
        found.extend(page.value)
    same(len(found), 3)
    assert all(len(chat.members) >= 2 for chat in found)
