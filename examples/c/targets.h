/*
 * Whom and which chat: from the audit records, or as the ids were given. Nothing here needs a client or a sign-in.
 */

#ifndef TARGETS_H
#define TARGETS_H

#include "arguments.h"
#include "tca_talk.h"

/* Exit codes, and that the program has none yet. */
enum { REMOVED = 0, NOT_REMOVED = 1, WRONG_INPUT = 2, INTERRUPTED = 130, GO_ON = -1 };

/* One removal: the ids as they will be used, what is known of them, and in the end what became of it. */
struct target {
    char *tenant, *user, *thread, *name, *opened_by, *how_sure, *end;
    int left, removed;
};

struct targets {
    struct target *all;
    size_t count;
};

static void free_targets(struct targets *targets)
{
    size_t at;
    for (at = 0; at < targets->count; at++) {
        struct target *target = &targets->all[at];
        free(target->tenant);
        free(target->user);
        free(target->thread);
        free(target->name);
        free(target->opened_by);
        free(target->how_sure);
        free(target->end);
    }
    free(targets->all);
}

static char *copy_of(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    return copy;
}

/* A text of up to three parts, which the caller frees. */
static char *joined(const char *format, const char *first, const char *second, const char *third)
{
    size_t size = strlen(format) + strlen(first) + strlen(second) + strlen(third) + 1;
    char *text = (char *)malloc(size);
    if (text == NULL)
        abort();
    snprintf(text, size, format, first, second, third);
    return text;
}

/* Adds a removal. `ids` is what tca_removal_check gave; `finding` is NULL when the ids were given by hand. */
static void add_target(struct targets *targets, const char *ids, const char *finding)
{
    struct target *all = (struct target *)realloc(targets->all, (targets->count + 1) * sizeof *all), *target;
    const char *initiator = json_field(finding, "initiator");
    char *who = json_text(json_field(initiator, "userPrincipalName")), *where = json_text(json_field(initiator, "tenantId"));
    char *how = json_text(json_field(finding, "openedBy")), *class = json_text(json_field(finding, "class"));
    char *reason = json_text(json_field(finding, "reason")), *left = json_text(json_field(finding, "left"));
    if (all == NULL)
        abort();
    targets->all = all;
    target = &all[targets->count++];
    target->tenant = json_text(json_field(ids, "tenantId"));
    target->user = json_text(json_field(ids, "userId"));
    target->thread = json_text(json_field(ids, "threadId"));
    target->name = json_text(json_field(finding, "userPrincipalName"));
    target->opened_by = finding == NULL ? copy_of("not known: no record was read")
                                        : joined("%s (%s, tenant %s)", who, how, where);
    target->how_sure = finding == NULL ? copy_of("not checked: the ids were given by hand")
                                       : joined("%s (%s)%s", class, reason, "");
    target->end = copy_of("not started");
    target->left = strcmp(left, "true") == 0;
    target->removed = 0;
    free(who);
    free(where);
    free(how);
    free(class);
    free(reason);
    free(left);
}

static int is_domain(const char *tenant)
{
    return strchr(tenant, '.') != NULL;
}

static int check_by_hand(const struct options *options, struct targets *targets)
{
    tca_buffer ids = 0;
    tca_error error = 0;
    tca_status status;
    if (is_domain(options->tenant)) {
        tell("wrong usage", "--tenant is a domain: it serves for the sign-in, but not as the tenant of the ids",
             "give the tenant's id (Entra admin center, Overview), or --record, whose findings say it");
        return WRONG_INPUT;
    }
    status = tca_removal_check(options->tenant, options->user, options->thread, &ids, &error);
    if (status != TCA_STATUS_OK) {
        tell_error("check the ids", status, error);
        return WRONG_INPUT;
    }
    add_target(targets, text_of(ids), NULL);
    tca_buffer_free(ids);
    return GO_ON;
}

/* Adds a certain finding, unless --user or --thread select another. */
static int select_finding(const struct options *options, const char *finding, struct targets *targets)
{
    char *tenant = json_text(json_field(finding, "tenantId")), *user = json_text(json_field(finding, "userId"));
    char *thread = json_text(json_field(finding, "threadId"));
    tca_buffer ids = 0, wanted = 0;
    tca_error error = 0;
    tca_status status = tca_removal_check(tenant, user, thread, &ids, &error);
    if (status == TCA_STATUS_OK)
        status = tca_removal_check(tenant, options->user != NULL ? options->user : user,
                                   options->thread != NULL ? options->thread : thread, &wanted, &error);
    if (status != TCA_STATUS_OK)
        tell_error("check the ids", status, error);
    else if (strcmp(text_of(ids), text_of(wanted)) == 0)
        add_target(targets, text_of(ids), finding);
    tca_buffer_free(ids);
    tca_buffer_free(wanted);
    free(tenant);
    free(user);
    free(thread);
    return status == TCA_STATUS_OK ? GO_ON : WRONG_INPUT;
}

static void show_finding(const char *finding)
{
    char *class = json_text(json_field(finding, "class")), *reason = json_text(json_field(finding, "reason"));
    char *line = joined("%s (%s)%s", class, reason, "");
    say("finding", line);
    say_field("  user", finding, "userPrincipalName");
    say_field("  chat", finding, "threadId");
    say_field("  opened by", finding, "openedBy");
    say_field("  who is", json_field(finding, "initiator"), "userPrincipalName");
    free(class);
    free(reason);
    free(line);
}

/* How many of a document's counts there are; 0 where there is none. */
static unsigned long count_of(const char *counts, const char *name)
{
    const char *value = json_field(counts, name);
    return value == NULL ? 0 : strtoul(value, NULL, 10);
}

/* What was read, what a reader of the findings should know, and what could not be read. */
static void show_summary(const char *summary)
{
    static const char *const reasons[] = {"other_operation", "duplicate", "other_tenant", "not_a_chat", "system", "internal"};
    const char *skipped = json_field(summary, "skipped"), *item;
    char line[300];
    size_t at;
    snprintf(line, sizeof line, "%lu read, %lu are evidence, %lu unreadable", count_of(summary, "records"),
             count_of(summary, "evidence"), count_of(summary, "errors"));
    for (at = 0; at < sizeof reasons / sizeof *reasons; at++)
        if (count_of(skipped, reasons[at]) > 0)
            snprintf(line + strlen(line), sizeof line - strlen(line), ", skipped: %lu %s", count_of(skipped, reasons[at]),
                     reasons[at]);
    say("records", line);
    for (at = 0; (item = json_item(json_field(summary, "warnings"), at)) != NULL; at++) {
        char *warning = json_text(item);
        say("warning", warning);
        free(warning);
    }
    for (at = 0; (item = json_item(json_field(summary, "problems"), at)) != NULL; at++) {
        char *row = json_text(json_field(item, "row")), *byte = json_text(json_field(item, "offset"));
        char *field = json_text(json_field(item, "field")), *expected = json_text(json_field(item, "expected"));
        char *found = json_text(json_field(item, "found")), *place = joined("record %s, at byte %s, %s", row, byte, field);
        char *problem = joined("%s: expected %s, found %s", place, expected, found);
        say("problem", problem);
        free(row);
        free(byte);
        free(field);
        free(expected);
        free(found);
        free(place);
        free(problem);
    }
}

/* Why nothing is to be removed, and what to do about it. */
static int tell_why_nothing(const char *summary)
{
    const char *classes = json_field(summary, "findings");
    unsigned long open = count_of(classes, "derived") + count_of(classes, "lookup") + count_of(classes, "review");
    if (count_of(classes, "certain") > 0)
        tell("nothing removed", "no certain finding of the record has the --user or --thread that was given",
             "look at the findings above; leave --user and --thread out to take all that are certain");
    else if (count_of(json_field(summary, "skipped"), "other_tenant") > 0)
        tell("nothing removed", "records of another tenant were skipped, and nothing else is certain: see the warnings",
             "give the tenant that the records are of as --tenant, or records of that tenant as --record");
    else if (open > 0)
        tell("nothing removed", "no finding is certain: see their classes and reasons above",
             "give all records of the chat at once; when a person is sure of the user's object id and the chat, leave out"
             " --record and give --user and --thread");
    else if (count_of(classes, "reject") > 0)
        tell("nothing removed", "the records speak against an outsider having opened the chat",
             "leave the chat, or look at the records");
    else
        tell("nothing removed", "no record is evidence of a chat that an outsider opened",
             "search the audit log for ChatCreated and MemberAdded of that chat, and give all of them at once");
    return NOT_REMOVED;
}

/* The certain findings. All others are for a person to look at. */
static int take_findings(const struct options *options, tca_findings findings, struct targets *targets)
{
    tca_buffer summary = 0, page = 0;
    tca_error error = 0;
    tca_status status = tca_findings_summary(findings, &summary, &error);
    unsigned long offset = 0, total = 1;
    int answer = GO_ON;
    if (status == TCA_STATUS_OK)
        show_summary(text_of(summary));
    for (; status == TCA_STATUS_OK && answer == GO_ON && offset < total; offset += 100) {
        const char *finding;
        size_t at;
        status = tca_findings_page(findings, offset, 100, &page, &error);
        if (status != TCA_STATUS_OK)
            break;
        total = count_of(text_of(page), "total");
        for (at = 0; (finding = json_item(json_field(text_of(page), "findings"), at)) != NULL; at++) {
            char *class = json_text(json_field(finding, "class"));
            show_finding(finding);
            if (answer == GO_ON && strcmp(class, "certain") == 0)
                answer = select_finding(options, finding, targets);
            free(class);
        }
        tca_buffer_free(page);
    }
    if (status != TCA_STATUS_OK) {
        tell_error("read the record", status, error);
        answer = WRONG_INPUT;
    } else if (answer == GO_ON && targets->count == 0) {
        answer = tell_why_nothing(text_of(summary));
    }
    tca_buffer_free(summary);
    return answer;
}

static int check_record(const struct options *options, struct targets *targets)
{
    char about[256] = "{\"schema\":1", *records;
    size_t length = 0;
    tca_findings findings = 0;
    tca_error error = 0;
    tca_status status;
    int answer;
    records = read_file(options->record, &length);
    if (records == NULL) {
        tell("the record file cannot be read", strerror(errno), "check the path that was given as --record");
        return WRONG_INPUT;
    }
    json_add(about, sizeof about, "homeTenant", is_domain(options->tenant) ? NULL : options->tenant);
    strcat(about, "}");
    status = tca_findings_read((const uint8_t *)records, length, about, &findings, &error);
    free(records); /* inputs are copied before a function returns */
    if (status != TCA_STATUS_OK) {
        tell_error("read the record", status, error);
        return WRONG_INPUT;
    }
    answer = take_findings(options, findings, targets);
    tca_findings_free(findings);
    return answer;
}

#endif
