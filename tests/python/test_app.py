"""The app registration through the C interface, against a sandbox tenant: sign in with Microsoft's tools, register, sign in
with the new app, remove a chat, take the app away again."""

import os
import tempfile

from person import Sandbox
from support import Skip, check, equal, expect, main, tca

TOOLS = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
SCRIPT = "94f1d7a6-2c5b-48e0-b7f3-e01a69c8d352"
SCOPES = ["Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"]


class World:
    def __enter__(self):
        if not os.environ.get("TCA_SANDBOX"):
            raise Skip("TCA_SANDBOX names no sandbox program")
        self.folder = tempfile.TemporaryDirectory()
        self.sandbox = Sandbox(os.environ["TCA_SANDBOX"], self.folder.name)
        return self

    def __exit__(self, *_):
        self.sandbox.close()
        self.folder.cleanup()

    def signed_in(self, client_id, **settings):
        ready = self.sandbox.ready
        client = tca.Client({"cloud": "custom", "authorityHost": ready["authorityHost"], "caFile": ready["caFile"],
                             "graphEndpoint": ready["graphEndpoint"], "tenant": ready["tenantId"],
                             "clientId": client_id, **settings})
        with client.sign_in("device_code") as operation:
            operation.result(self.approve)
        return client

    def approve(self, event, document):
        if event == tca.EVENT_PROMPT:
            self.sandbox.get(self.sandbox.ready["approveUrl"].replace("{code}", document["userCode"]))


def result(operation):
    with operation:
        return operation.result()


@check("an app is registered with Microsoft's tools, removes a chat and is taken away again")
def _():
    with World() as world, world.signed_in(TOOLS, scopes=SCOPES) as registrar:
        equal(result(registrar.find_app(displayName="New"))["apps"], [], "apps of that name")
        planned = result(registrar.register_app(displayName="New", consent="me", dryRun=True))
        equal([action["state"] for action in planned["actions"]], ["planned"] * 3, "the rehearsal's steps")
        made = result(registrar.register_app(displayName="New", consent="me"))
        equal((made["outcome"], made["ready"], made["dryRun"]), ("created", True, False), "registration")
        with world.signed_in(made["clientId"]) as client:
            names = world.sandbox.names
            end = result(client.remove(names["tenantId"], names["user"], names["thread"]))
            equal(end["outcome"], "removed", "removal with the new app")
        gone = result(registrar.unregister_app(created=made["created"]))
        equal((gone["outcome"], gone["removed"]["objectId"]), ("removed", made["objectId"]), "unregistration")
        equal(result(registrar.find_app(clientId=made["clientId"]))["apps"], [], "apps afterwards")


@check("the script's app is shown with what it lacks, and completed when the person agreed")
def _():
    with World() as world, world.signed_in(TOOLS, scopes=SCOPES[:1]) as registrar:
        end = result(registrar.register_app())
        equal((end["outcome"], end["clientId"]), ("incomplete", SCRIPT), "before")
        expect("loopback_redirect" in [note["code"] for note in end["app"]["missing"]], "the redirect is not missed")
        equal(result(registrar.register_app(complete=True))["outcome"], "completed", "after")
        equal(result(registrar.find_app())["apps"][0]["verdict"], "usable", "verdict")


@check("work that the token's permissions do not allow is refused by name before any request")
def _():
    with World() as world, world.signed_in(TOOLS, scopes=SCOPES[:1]) as registrar:
        names = world.sandbox.names
        for start, scope in [
            (lambda: registrar.remove(names["tenantId"], names["user"], names["thread"]), "Chat.ReadWrite.All"),
            (lambda: registrar.register_app(consent="all"), "DelegatedPermissionGrant.ReadWrite.All"),
        ]:
            try:
                result(start())
            except tca.TeamsChatAccessError as error:
                equal(error.name, "token_scope_missing", "status")
                expect(scope in str(error), "%s is not named: %s" % (scope, error))
            else:
                raise AssertionError(scope + " was not missed")


@check("options of an app that are none are refused at once, with the nearest that is one")
def _():
    with World() as world, world.signed_in(TOOLS, scopes=SCOPES) as registrar:
        for options, name, word in [({"dryrun": True}, "invalid_argument", "dryRun"), ({"clientId": "x"}, "invalid_id", "x"),
                                    ({"consent": "you"}, "invalid_argument", "consent")]:
            try:
                registrar.register_app(**options)
            except tca.TeamsChatAccessError as error:
                equal(error.name, name, "status")
                expect(word in str(error), "%s is not in %s" % (word, error))
            else:
                raise AssertionError("%s was taken" % options)


main()
