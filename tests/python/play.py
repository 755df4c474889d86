"""Plays the host of the library: sign-ins and removals against a service of the tests' own."""

from service import TENANT, USER, jwt, new_thread
from support import tca


def token_client(service, token=None, **settings):
    """A client with a handed-in token, of an account of its own so that no other test's pace concerns it."""
    client = tca.Client(service.settings(**settings))
    client.set_token(token or jwt())
    return client


def signed_in(service, **settings):
    client = tca.Client(service.settings(**settings))
    with client.sign_in("device_code") as operation:
        operation.result()
    return client


def remove(client, user=USER, thread=None, tenant=TENANT):
    """The outcome of one removal, with the events on the way under `events`."""
    events = []
    with client.remove(tenant, user, thread or new_thread()) as operation:
        outcome = operation.result(on_event=lambda event, document: events.append(document))
    return dict(outcome, events=events)


def end_of(operation):
    """The result, or the name of the status that it failed with."""
    try:
        return operation.result()
    except tca.TeamsChatAccessError as error:
        return error.name
