"""What each fixture must give, written by hand from the rules: it knows nothing of the program.

`NAME.findings.jsonl` holds the findings exactly. In `NAME.summary.json`: `problems` and `unread` give for each entry the
span of bytes (of the text after unpacking and decoding) in which `offset` must lie; `warnings` gives a word of each
warning, and none means that warnings are not compared; `exit` is the exit code of the scan example.
"""

import json

from .history import (EVIL, FROM_EVE, GROUP, HOME, MALLORY, UMA, UMA_ID, VIC, VIC_ID, WITH_UMA, WITH_VIC, RECORDS,
                      record_id)

NO_SKIPS = {"other_operation": 0, "duplicate": 0, "other_tenant": 0, "not_a_chat": 0, "system": 0, "internal": 0}
SKIPS = dict(NO_SKIPS, other_operation=4, duplicate=1, not_a_chat=1, internal=1)
BY_MALLORY = {"userPrincipalName": MALLORY, "tenantId": EVIL}
NOBODY = {"userPrincipalName": None, "tenantId": None}


def finding(verdict, user, thread, by, evidence, initiator, user_id=None, candidates=(), left=False):
    classified, reason, opened_by = verdict.split()
    return {
        "schema": 1, "class": classified, "reason": reason, "openedBy": opened_by, "tenantId": HOME, "userId": user_id,
        "candidateUserIds": list(candidates), "userPrincipalName": user, "threadId": thread, "initiator": initiator,
        "operation": RECORDS[by]["Operation"], "recordId": record_id(by),
        "creationTime": RECORDS[by]["CreationTime"] + "Z", "source": by,
        "evidence": [record_id(number) for number in evidence], "left": left,
    }


# With the directory that knows Vic alone.
IN_GROUP = [
    finding("review added_by_outsider added", UMA, GROUP, 5, [5], BY_MALLORY, candidates=[UMA_ID]),
    finding("review added_by_outsider added", VIC, GROUP, 5, [5], BY_MALLORY, candidates=[VIC_ID]),
]
ON_UMA = finding("certain accepted outsider", UMA, WITH_UMA, 3, [2, 3, 11], BY_MALLORY, UMA_ID, left=True)
ON_VIC = finding("certain directory outsider", VIC, WITH_VIC, 6, [6], BY_MALLORY, VIC_ID)
FROM_EVE_TO_VIC = finding("certain accepted accepted", VIC, FROM_EVE, 13, [13], dict(NOBODY, tenantId=EVIL), VIC_ID)
FINDINGS = [*IN_GROUP, ON_UMA, ON_VIC, FROM_EVE_TO_VIC]

# Without ParticipantInfo and UserTenantId: who is in Members with a tenant is known, and nobody else is.
FLAT_FINDINGS = [
    finding("review participants_unknown unknown", UMA, GROUP, 5, [5], NOBODY, candidates=[UMA_ID]),
    finding("review participants_unknown unknown", VIC, GROUP, 5, [5], NOBODY, candidates=[VIC_ID]),
    ON_UMA,
    ON_VIC,
    finding("review participants_unknown unknown", VIC, FROM_EVE, 13, [13], NOBODY, candidates=[VIC_ID]),
]

# Of the records 2 and 6 alone: the acceptance is lost, and with it all but the other half of the pair.
WITHOUT_ACCEPTANCE = [
    finding("derived other_half outsider", UMA, WITH_UMA, 2, [2], BY_MALLORY, candidates=[UMA_ID]),
    ON_VIC,
]
ACCEPTANCE_ALONE = [
    finding("certain accepted accepted", UMA, WITH_UMA, 3, [3], dict(NOBODY, tenantId=EVIL), UMA_ID),
]


def summary(findings, records, evidence, skipped, problems=(), unread=(), warnings=(), exit_code=0):
    classes = dict.fromkeys(("certain", "derived", "lookup", "review", "reject"), 0)
    for entry in findings:
        classes[entry["class"]] += 1
    assert records == evidence + sum(skipped.values()) + len(problems)
    return {
        "schema": 1, "records": records, "evidence": evidence, "skipped": skipped, "errors": len(problems),
        "findings": classes, "problems": list(problems), "unread": list(unread),
        "warnings": None if warnings is None else list(warnings), "exit": exit_code,
    }


class Golden:
    """Findings and account of one fixture."""

    def __init__(self, findings, account):
        self.findings, self.account = findings, account

    @classmethod
    def whole(cls, findings=None, warnings=()):
        """All thirteen records."""
        findings = FINDINGS if findings is None else findings
        return cls(findings, summary(findings, 13, 6, SKIPS, warnings=warnings))

    @classmethod
    def nothing(cls):
        """An export without a record."""
        return cls([], summary([], 0, 0, NO_SKIPS, warnings=["no ChatCreated"]))

    @classmethod
    def unread(cls, file):
        """No export at all."""
        return cls([], summary([], 0, 0, NO_SKIPS, unread=[{"file": file}], warnings=["could not be read"],
                                   exit_code=2))

    def write(self, folder, name, rows):
        """`rows` gives for each number of a record its (file, row); a zip's file is `archive > member`."""
        lines = []
        for entry in self.findings:
            file, row = rows[entry["source"]]
            lines.append(json.dumps(dict(entry, source={"file": file, "row": row})) + "\n")
        with open(f"{folder}/{name}.findings.jsonl", "w", encoding="utf-8", newline="\n") as out:
            out.writelines(lines)
        with open(f"{folder}/{name}.summary.json", "w", encoding="utf-8", newline="\n") as out:
            out.write(json.dumps(self.account, indent=2) + "\n")
