"""Tokens on their way: renewed once however many ask, once after a 401, once for a claims challenge."""

import base64
import json
import re
import time

from play import remove, signed_in, token_client
from service import TENANT, USER, Reply, Service, jwt, new_id, new_thread
from support import check, equal, expect, main, tca, within

REFUSED = Reply(401, {"error": {"code": "InvalidAuthenticationToken", "message": "Expired."}})
CLAIMS = {"access_token": {"nbf": {"essential": True, "value": "1604106651"}}}


def challenge():
    claims = base64.b64encode(json.dumps(CLAIMS).encode()).decode()
    value = 'Bearer realm="", error="insufficient_claims", claims="%s"' % claims
    return Reply(401, {"error": {"code": "Unauthorized"}}, {"WWW-Authenticate": value})


def start_many(client, count):
    return [client.remove(TENANT, new_id(), new_thread()) for _ in range(count)]


@check("200 simultaneous removals whose token is due cause exactly one refresh grant")
def _():
    def answer(grant, count):
        return {"expires_in": 60} if grant == "device_code" else {}
    with Service() as service:
        service.token_answer = answer
        with signed_in(service) as client:
            service.token_answer = lambda grant, count: time.sleep(0.5) or {}
            operations = start_many(client, 200)
            within(10, lambda: service.removals, "the first removal after the renewal")
            time.sleep(0.5)
            for operation in operations:
                operation.cancel()
            for operation in operations:
                operation.close()
            equal(len(service.grants("refresh_token")), 1, "refresh grants")
            fresh = {request.bearer for request in service.removals}
            equal(len(fresh), 1, "tokens that were sent")


@check("200 simultaneous removals share the one renewal that fails, and its error")
def _():
    refusal = Reply(400, {"error": "invalid_grant", "error_description": "AADSTS700082: too old.", "trace_id": "t"})
    with Service() as service:
        service.token_answer = lambda grant, count: {"expires_in": 2}
        with signed_in(service) as client:
            service.token_answer = lambda grant, count: time.sleep(0.5) or refusal
            time.sleep(2.2)
            errors = []
            for operation in start_many(client, 200):
                try:
                    operation.result()
                except tca.TeamsChatAccessError as error:
                    errors.append((error.name, error.facts["serviceCode"]))
            equal(len(errors), 200, "errors")
            equal(set(errors), {("sign_in_required", "AADSTS700082")}, "errors")
            equal(len(service.grants("refresh_token")), 1, "refresh grants")
            equal(len(service.removals), 0, "requests to Graph")


@check("a token with less than five minutes left is renewed, one with more is not")
def _():
    for seconds, renewals in ((290, 1), (400, 0)):
        with Service() as service:
            service.token_answer = lambda grant, count: {"expires_in": seconds if grant == "device_code" else 3600}
            with signed_in(service) as client:
                equal(remove(client)["outcome"], "removed", "outcome")
                equal(len(service.grants("refresh_token")), renewals, "%d s left: renewals" % seconds)


@check("a 401 renews the token once and goes on")
def _():
    with Service([REFUSED, Reply(204)]) as service, signed_in(service) as client:
        service.graph = lambda request: REFUSED if len(service.removals) == 1 else Reply(204)
        outcome = remove(client)
        equal((outcome["outcome"], outcome["attempts"]), ("removed", 2), "outcome")
        first, second = (request.bearer for request in service.removals)
        expect(first != second, "the same token was sent again")
        equal(len(service.grants("refresh_token")), 1, "renewals")


@check("a second 401 ends it as refused, after one renewal")
def _():
    with Service([REFUSED]) as service, signed_in(service) as client:
        outcome = remove(client)
        equal((outcome["outcome"], outcome["httpStatus"]), ("refused", 401), "outcome")
        equal((len(service.removals), len(service.grants("refresh_token"))), (2, 1), "requests, renewals")


@check("a claims challenge is honoured once, with the claims that it asks for")
def _():
    with Service() as service, signed_in(service) as client:
        service.graph = lambda request: challenge() if len(service.removals) == 1 else Reply(204)
        equal(remove(client)["outcome"], "removed", "outcome")
        claims = json.loads(service.grants("refresh_token")[0].form["claims"])
        equal(claims["access_token"]["nbf"]["value"], "1604106651", "claims")
        equal(claims["access_token"]["xms_cc"], {"values": ["cp1"]}, "capabilities")
    with Service([challenge()]) as service, signed_in(service) as client:
        equal(remove(client)["outcome"], "refused", "challenged twice")
        equal((len(service.removals), len(service.grants("refresh_token"))), (2, 1), "requests, renewals")


@check("every token request says that claims challenges are honoured (cp1)")
def _():
    with Service() as service, signed_in(service):
        request = service.seen("/devicecode")[0]
        equal(json.loads(request.form["claims"])["access_token"]["xms_cc"]["values"], ["cp1"], "device code")
        expect("offline_access" in request.form["scope"], "no offline_access in %r" % request.form["scope"])


@check("what a token lacks is said before any request: kind, permission, tenant, expiry, shape")
def _():
    now = int(time.time())
    with Service() as service, token_client(service) as client:
        for name, token in {
            "token_app_only": jwt(idtyp="app", roles=["Chat.ReadWrite.All"], scp=""),
            "token_scope_missing": jwt(scp="Chat.Read User.Read"),
            "token_other_tenant": jwt(tid=new_id()),
            "token_expired": jwt(exp=now - 10),
            "token_malformed": "two words",
        }.items():
            try:
                client.set_token(token)
            except tca.TeamsChatAccessError as error:
                equal(error.name, name, "status")
                expect(re.match(r"[A-Z].*\.$", error.next_step or ""), "%s: next step %r" % (name, error.next_step))
            else:
                raise AssertionError(name + " was not refused")
        other = new_id()
        try:
            remove(client, tenant=other)
        except tca.TeamsChatAccessError as error:
            equal(error.name, "token_other_tenant", "a user of another tenant")
        else:
            raise AssertionError("a user of another tenant was not refused")
        equal(len(service.requests), 0, "requests")
        equal(remove(client)["outcome"], "removed", "the token from before stays")


@check("a token for another service is refused in Microsoft's clouds")
def _():
    with tca.Client({}) as client:
        try:
            client.set_token(jwt(aud="https://manage.office.com"))
        except tca.TeamsChatAccessError as error:
            equal(error.name, "token_other_audience", "status")
        else:
            raise AssertionError("not refused")


@check("without a token a removal says so, and after signing out again")
def _():
    def refused(client):
        try:
            remove(client, USER)
        except tca.TeamsChatAccessError as error:
            return error.name
    with Service() as service, tca.Client(service.settings()) as client:
        equal(refused(client), "not_signed_in", "before")
        client.set_token(jwt())
        client.sign_out()
        equal(refused(client), "not_signed_in", "after signing out")


main()
