/*
 * Removes chats that outsiders opened from their users' view, in plain steps: it reads the audit records, shows whom and
 * which chat they name, asks, and only then signs in and removes. Rehearsed with the sandbox it also cancels a sign-in
 * and shows what errors look like.
 *
 *     cc -std=c11 -I include examples/c/remove_chat.c -L target/release -lteams_chat_access -o remove_chat
 *     remove_chat --tenant ID --client-id ID --record FILE           AuditData as the portal shows it
 *     remove_chat --tenant ID --client-id ID --user ID --thread ID
 *     remove_chat --sandbox ready.json [--record FILE]               a rehearsal with what the sandbox printed
 *
 * It hides a chat from one user's view. It does not block the sender, and there is no undo: keep the evidence first.
 *
 * A status is always assigned before its error is read: C does not say in which order a call's arguments are evaluated.
 */

#define _POSIX_C_SOURCE 200809L

#include "teams_chat_access.h"
#include "tca_util.h"
#include "tca_talk.h"
#include "arguments.h"
#include "targets.h"

static const char by_device_code[] = "{\"schema\":1,\"method\":\"device_code\"}";

static void set_end(struct target *target, char *end)
{
    free(target->end);
    target->end = end;
}

static tca_client new_client(const struct options *options, const char *further, tca_status *status, tca_error *error)
{
    char settings[8192] = "{\"schema\":1";
    tca_client client = 0;
    json_add(settings, sizeof settings, "cloud", options->authority || options->graph ? "custom" : NULL);
    json_add(settings, sizeof settings, "authorityHost", options->authority);
    json_add(settings, sizeof settings, "graphEndpoint", options->graph);
    json_add(settings, sizeof settings, "caFile", options->ca);
    json_add(settings, sizeof settings, "clientId", options->client_id);
    json_add(settings, sizeof settings, further, options->tenant);
    strcat(settings, "}"); /* json_add keeps room for it */
    *status = tca_client_new(settings, &client, error);
    return client;
}

/* The question. There is no undo: it goes on only after a yes. A rehearsal and --yes answer it themselves, and say so. */
static int confirm(const struct options *options, const struct targets *targets)
{
    char answer[16] = "";
    size_t at;
    for (at = 0; at < targets->count; at++) {
        const struct target *target = &targets->all[at];
        char *user = joined("%s, id %s%s", strcmp(target->name, "-") == 0 ? "UPN not known" : target->name, target->user, "");
        printf("removal:           %lu of %lu\n", (unsigned long)at + 1, (unsigned long)targets->count);
        say("  user", user);
        say("  tenant", target->tenant);
        say("  chat", target->thread);
        say("  opened by", target->opened_by);
        say("  how sure", target->how_sure);
        if (target->left)
            say("  note", "the user has left the chat already");
        free(user);
    }
    printf("Each chat above will be hidden from its user's view. This cannot be undone: keep the evidence (audit records,"
           " messages) first.\n");
    if (targets->count == 1)
        printf("Type yes to remove: ");
    else
        printf("Type yes to remove all %lu: ", (unsigned long)targets->count);
    fflush(stdout);
    if (options->sandbox != NULL || options->yes) {
        printf("yes (answered by %s)\n", options->sandbox != NULL ? "--sandbox: this is a rehearsal" : "--yes");
        fflush(stdout);
        return GO_ON;
    }
    if (!interrupted && fgets(answer, sizeof answer, stdin) != NULL)
        answer[strcspn(answer, "\r\n")] = '\0';
    if (interrupted) {
        printf("\n");
        say("cancelled", "nothing was done");
        return INTERRUPTED;
    }
    if (strcmp(answer, "yes") == 0)
        return GO_ON;
    printf("\n");
    fflush(stdout);
    tell("nothing removed", "it was not confirmed", "start again and type yes, in full");
    return NOT_REMOVED;
}

static int sign_in(tca_client client)
{
    tca_operation operation = 0;
    tca_buffer context = 0;
    tca_error error = 0;
    tca_status status = tca_client_sign_in(client, by_device_code, &operation, &error);
    if (status == TCA_STATUS_OK)
        status = end_of(operation, &context, &error);
    tca_operation_free(operation);
    if (status == TCA_STATUS_OK) {
        say_field("signed in", text_of(context), "account");
        say_field("scopes", text_of(context), "scopes");
        tca_buffer_free(context);
    }
    if (interrupted) {
        tca_error_free(error);
        say("cancelled", "nothing was done");
        return INTERRUPTED;
    }
    if (status == TCA_STATUS_OK)
        return GO_ON;
    tell_error("sign in", status, error);
    return NOT_REMOVED;
}

/* An outcome that is not "removed" is a result, not an error. Microsoft's support asks for both ids. */
static void take_outcome(struct target *target, const char *document)
{
    char *outcome = json_text(json_field(document, "outcome")), *http = json_text(json_field(document, "httpStatus"));
    char *id = json_text(json_field(document, "requestId")), *our_id = json_text(json_field(document, "clientRequestId"));
    char *what = strcmp(http, "-") == 0 ? copy_of(outcome) : joined("%s (HTTP %s)%s", outcome, http, "");
    set_end(target, joined("%s, request-id %s, client-request-id %s", what, id, our_id));
    target->removed = strcmp(outcome, "removed") == 0;
    if (target->removed) {
        say("outcome", what);
        say("request-id", id);
        say("client-request-id", our_id);
    } else {
        char *line = joined("remove: %s%s%s", what, "", "");
        tell_document(line, document, "code");
        free(line);
    }
    free(outcome);
    free(http);
    free(id);
    free(our_id);
    free(what);
}

static void remove_one(tca_client client, struct target *target)
{
    tca_operation operation = 0;
    tca_buffer outcome = 0;
    tca_error error = 0;
    tca_status status =
        tca_removal_start(client, target->tenant, target->user, target->thread, NULL, &operation, &error);
    if (status == TCA_STATUS_OK)
        status = end_of(operation, &outcome, &error);
    if (status == TCA_STATUS_OK) {
        take_outcome(target, text_of(outcome));
    } else if (status == TCA_STATUS_NO_VALUE) {
        set_end(target, copy_of("unconfirmed: it was started, and what became of it is not known"));
    } else {
        set_end(target, joined("%s: nothing was done%s%s", tca_status_name(status), "", ""));
        if (interrupted && status == TCA_STATUS_CANCELLED) {
            tca_error_free(error);
            say("cancelled", "nothing was done");
        } else {
            tell_error("remove", status, error);
        }
    }
    tca_buffer_free(outcome);
    tca_operation_free(operation);
}

/* One after the other. Whatever ends it, what became of each is said. */
static int remove_all(tca_client client, struct targets *targets)
{
    size_t at, removed = 0;
    for (at = 0; at < targets->count && !interrupted; at++) {
        printf("removing:          %lu of %lu\n", (unsigned long)at + 1, (unsigned long)targets->count);
        fflush(stdout);
        remove_one(client, &targets->all[at]);
        removed += targets->all[at].removed != 0;
    }
    for (at = 0; at < targets->count; at++) {
        const struct target *target = &targets->all[at];
        char what[40], *line = joined("%s; %s, chat %s", target->end,
                                      strcmp(target->name, "-") == 0 ? target->user : target->name, target->thread);
        snprintf(what, sizeof what, "result %lu", (unsigned long)at + 1);
        say(what, line);
        free(line);
    }
    return removed == targets->count ? REMOVED : interrupted ? INTERRUPTED : NOT_REMOVED;
}

#include "rehearsal.h"

/* Everything that needs no sign-in comes first. */
static int run(const struct options *options, tca_client client, struct targets *targets)
{
    int answer = options->record != NULL ? check_record(options, targets) : check_by_hand(options, targets);
    if (answer == GO_ON)
        answer = confirm(options, targets);
    if (answer == GO_ON)
        answer = sign_in(client);
    if (answer == GO_ON) {
        answer = remove_all(client, targets);
        if (options->sandbox != NULL && !interrupted) {
            cancel_a_sign_in(client);
            show_three_errors(client, options, &targets->all[0]);
        }
    }
    return answer;
}

int main(int count, char **arguments)
{
    struct options options = {0};
    struct targets targets = {0};
    tca_status status = TCA_STATUS_OK;
    tca_error error = 0;
    tca_client client;
    uint32_t has = tca_abi_version();
    int answer = WRONG_INPUT;
    if (has >> 16 != TCA_ABI_VERSION >> 16 || has < TCA_ABI_VERSION) {
        tell("the library does not fit this program", tca_version(), "build both from the same source");
        return NOT_REMOVED;
    }
    if (parse(&options, count, arguments) && !options.help) {
        catch_interrupts();
        say("library", tca_version());
        client = new_client(&options, "tenant", &status, &error);
        if (status == TCA_STATUS_OK)
            answer = run(&options, client, &targets);
        else
            tell_error("settings", status, error);
        tca_client_free(client);
        tca_shutdown(5000, NULL);
    } else if (options.help) {
        fputs(usage, stdout);
        answer = REMOVED;
    }
    free_targets(&targets);
    free_options(&options);
    return answer;
}
