/*
 * Removes one chat from one user's view, in plain steps: sign in, read the audit record, confirm, remove. Rehearsed with
 * the sandbox it also cancels a sign-in and shows what errors say.
 *
 *     cc -std=c11 -I include examples/c/remove_chat.c -L target/debug -lteams_chat_access -o remove_chat
 *     remove_chat --tenant ID --client-id ID --record FILE           AuditData as the portal shows it
 *     remove_chat --tenant ID --client-id ID --user ID --thread ID
 *     remove_chat --sandbox ready.json                               what the sandbox example prints when it is ready
 *
 * It hides the chat from that user's view. It does not block the sender, and there is no undo: keep the evidence first.
 */

#define _POSIX_C_SOURCE 200809L

#include "teams_chat_access.h"
#include "tca_util.h"

struct options {
    char *authority, *graph, *ca, *tenant, *client_id, *user, *thread, *app_token, *record;
};

static const char by_device_code[] = "{\"schema\":1,\"method\":\"device_code\"}";

static void say(const char *what, const char *text)
{
    printf("%s:%*s %s\n", what, (int)(strlen(what) < 17 ? 17 - strlen(what) : 0), "", text);
    fflush(stdout);
}

/* A field of a document, for a person. */
static void say_field(const char *what, const char *document, const char *field)
{
    char *text = json_text(json_field(document, field));
    say(what, text);
    free(text);
}

/* The text of a buffer, which stays good until the buffer is freed: its bytes end with NUL. */
static const char *text_of(tca_buffer buffer)
{
    const uint8_t *data = NULL;
    size_t length = 0;
    return tca_buffer_data(buffer, &data, &length) == TCA_STATUS_OK ? (const char *)data : "";
}

/* What a failed call has to say: status name, message, next step. Frees the error. */
static void say_error(const char *what, tca_status status, tca_error error)
{
    tca_buffer message = 0, next_step = 0;
    char line[200];
    snprintf(line, sizeof line, "%s: %s (%d)", what, tca_status_name(status), (int)status);
    say("error", line);
    /* A getter answers TCA_STATUS_NO_VALUE where there is nothing, and then gives no buffer. */
    tca_error_message(error, &message);
    say("  message", message != 0 ? text_of(message) : tca_status_message(status));
    tca_error_next_step(error, &next_step);
    say("  next step", next_step != 0 ? text_of(next_step) : "-");
    tca_buffer_free(message);
    tca_buffer_free(next_step);
    tca_error_free(error);
}

/* Ends the program after a failure that nothing can follow. */
static void require(const char *what, tca_status status, tca_error error)
{
    if (status == TCA_STATUS_OK)
        return;
    say_error(what, status, error);
    tca_shutdown(5000, NULL);
    exit(1);
}

/* Prompts are for the person at the terminal; never write them to a log. */
static void show(tca_event event, const char *document)
{
    if (event == TCA_EVENT_PROMPT) {
        say_field("prompt", document, "message");
        say_field("code", document, "userCode");
    } else if (event == TCA_EVENT_LOG) {
        say_field("log", document, "message");
    }
}

/* Waits for the end, in steps, so that a program with a user interface could do something in between. */
static tca_status end_of(tca_operation operation, tca_buffer *result, tca_error *error)
{
    for (;;) {
        tca_event event = TCA_EVENT_NONE;
        tca_buffer document = 0;
        tca_status status = tca_operation_wait(operation, 200, &event, &document, error);
        if (status != TCA_STATUS_OK)
            return status;
        if (event == TCA_EVENT_END) {
            *result = document;
            return TCA_STATUS_OK;
        }
        if (event != TCA_EVENT_NONE)
            show(event, text_of(document));
        tca_buffer_free(document);
    }
}

static tca_client new_client(const struct options *options, const char *further, tca_status *status, tca_error *error)
{
    char settings[8192] = "{\"schema\":1";
    tca_client client = 0;
    json_add(settings, sizeof settings, "cloud", options->authority == NULL ? NULL : "custom");
    json_add(settings, sizeof settings, "authorityHost", options->authority);
    json_add(settings, sizeof settings, "graphEndpoint", options->graph);
    json_add(settings, sizeof settings, "caFile", options->ca);
    json_add(settings, sizeof settings, "clientId", options->client_id);
    json_add(settings, sizeof settings, further, options->tenant);
    strcat(settings, "}"); /* json_add keeps room for it */
    *status = tca_client_new(settings, &client, error);
    return client;
}

static void sign_in(tca_client client)
{
    tca_operation operation = 0;
    tca_buffer context = 0;
    tca_error error = 0;
    require("sign in", tca_client_sign_in(client, by_device_code, &operation, &error), error);
    require("sign in", end_of(operation, &context, &error), error);
    say_field("signed in", text_of(context), "account");
    say_field("scopes", text_of(context), "scopes");
    tca_buffer_free(context);
    tca_operation_free(operation);
}

/* Shows what the audit records say. Only a finding that is certain names the user; others are for a person. */
static void read_record(struct options *options)
{
    char about[256] = "{\"schema\":1", *records;
    const char *finding;
    size_t length = 0, index;
    tca_findings findings = 0;
    tca_buffer page = 0;
    tca_error error = 0;
    records = read_file(options->record, &length);
    json_add(about, sizeof about, "homeTenant", options->tenant);
    strcat(about, "}");
    require("read the record", tca_findings_read((const uint8_t *)records, length, about, &findings, &error), error);
    free(records); /* inputs are copied before a function returns */
    require("read the record", tca_findings_page(findings, 0, 100, &page, &error), error);
    for (index = 0; (finding = json_item(json_field(text_of(page), "findings"), index)) != NULL; index++) {
        char *class = json_text(json_field(finding, "class"));
        say("finding", class);
        say_field("  reason", finding, "reason");
        say_field("  user", finding, "userPrincipalName");
        say_field("  chat", finding, "threadId");
        say_field("  opened by", finding, "openedBy");
        say_field("  who is", json_field(finding, "initiator"), "userPrincipalName");
        if (strcmp(class, "certain") == 0 && options->user == NULL && options->thread == NULL) {
            options->user = json_text(json_field(finding, "userId"));
            options->thread = json_text(json_field(finding, "threadId"));
        }
        free(class);
    }
    tca_buffer_free(page);
    tca_findings_free(findings);
}

/* There is no undo: outside a rehearsal the person says yes. */
static int is_confirmed(const struct options *options)
{
    char answer[16] = "";
    printf("Remove chat %s from the view of user %s? This cannot be undone. Type yes: ", options->thread, options->user);
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) != NULL && strcmp(answer, "yes\n") == 0;
}

/* The removal; 1 when the chat is gone. An outcome that is not "removed" is a result, not an error. */
static int remove_chat(tca_client client, const struct options *options)
{
    tca_operation operation = 0;
    tca_buffer outcome = 0;
    tca_error error = 0;
    tca_status status =
        tca_removal_start(client, options->tenant, options->user, options->thread, NULL, &operation, &error);
    int removed;
    require("remove", status, error);
    require("remove", end_of(operation, &outcome, &error), error);
    say_field("outcome", text_of(outcome), "outcome");
    say_field("http status", text_of(outcome), "httpStatus");
    say_field("message", text_of(outcome), "message");
    say_field("next step", text_of(outcome), "nextStep");
    /* Both ids are what Microsoft's support asks for. */
    say_field("request-id", text_of(outcome), "requestId");
    say_field("client-request-id", text_of(outcome), "clientRequestId");
    removed = strncmp(json_field(text_of(outcome), "outcome"), "\"removed\"", 9) == 0;
    tca_buffer_free(outcome);
    tca_operation_free(operation);
    return removed;
}

/* A sign-in that waits for a person is given up; the tokens from before stay. */
static void cancel_a_sign_in(tca_client client)
{
    tca_operation operation = 0;
    tca_buffer document = 0, context = 0;
    tca_error error = 0;
    tca_event event = TCA_EVENT_NONE;
    tca_status status;
    require("sign in", tca_client_sign_in(client, by_device_code, &operation, &error), error);
    while (tca_operation_prompt(operation, &document, NULL) == TCA_STATUS_NO_VALUE) {
        require("sign in", tca_operation_wait(operation, 50, &event, &document, &error), error);
        tca_buffer_free(document);
    }
    tca_buffer_free(document);
    require("cancel", tca_operation_cancel(operation, &error), error);
    status = end_of(operation, &document, &error);
    say("second sign-in", tca_status_name(status));
    tca_error_free(error);
    tca_operation_free(operation);
    require("context", tca_client_context(client, &context, &error), error);
    say_field("still signed in", text_of(context), "account");
    tca_buffer_free(context);
}

static void show_three_errors(tca_client client, const struct options *options)
{
    static const char channel[] = "19:0123456789abcdef0123456789abcdef@thread.tacv2";
    const char *token = options->app_token == NULL ? "two words" : options->app_token;
    tca_operation operation = 0;
    tca_error error = 0;
    tca_status status = tca_removal_start(client, options->tenant, options->user, channel, NULL, &operation, &error);
    say_error("a channel", status, error);
    status = tca_client_set_token(client, token, &error);
    say_error("an app's own token", status, error);
    tca_client_free(new_client(options, "tenat", &status, &error));
    say_error("a wrong setting", status, error);
}

/* Takes what the sandbox's ready line says where no flag did. */
static void take_ready(struct options *options, const char *path)
{
    char *ready = read_file(path, NULL);
    const char *chat = json_item(json_field(ready, "chats"), 0);
    options->authority = json_text(json_field(ready, "authorityHost"));
    options->graph = json_text(json_field(ready, "graphEndpoint"));
    options->ca = json_text(json_field(ready, "caFile"));
    options->tenant = json_text(json_field(ready, "tenantId"));
    options->client_id = json_text(json_field(ready, "clientId"));
    options->app_token = json_text(json_field(ready, "appAccessToken"));
    options->user = json_text(json_field(chat, "userId"));
    options->thread = json_text(json_field(chat, "threadId"));
    free(ready);
}

static const char *const flags[] = {"--authority", "--graph",  "--ca",        "--tenant", "--client-id",
                                    "--user",      "--thread", "--app-token", "--record"};
enum { FLAGS = sizeof flags / sizeof *flags };

/* Where the option of a flag is kept; all of them are texts of our own, so that they are freed alike. */
static char **place_of(struct options *options, size_t flag)
{
    char **const places[FLAGS] = {&options->authority, &options->graph,  &options->ca,        &options->tenant,
                                  &options->client_id, &options->user,   &options->thread,    &options->app_token,
                                  &options->record};
    return places[flag];
}

static int parse(struct options *options, int count, char **arguments)
{
    size_t flag;
    int at;
    for (at = 1; at + 1 < count; at += 2) {
        if (strcmp(arguments[at], "--sandbox") == 0) {
            take_ready(options, arguments[at + 1]);
            continue;
        }
        for (flag = 0; flag < FLAGS && strcmp(arguments[at], flags[flag]) != 0; flag++)
            ;
        if (flag == FLAGS)
            return 0;
        free(*place_of(options, flag));
        *place_of(options, flag) = strdup(arguments[at + 1]);
    }
    return at == count && options->tenant != NULL && options->client_id != NULL
        && (options->record != NULL || (options->user != NULL && options->thread != NULL));
}

static void free_options(struct options *options)
{
    size_t flag;
    for (flag = 0; flag < FLAGS; flag++)
        free(*place_of(options, flag));
}

int main(int count, char **arguments)
{
    struct options options = {0};
    tca_status status = TCA_STATUS_OK;
    tca_error error = 0;
    tca_client client;
    uint32_t has = tca_abi_version();
    int removed = 0;
    if (has >> 16 != TCA_ABI_VERSION >> 16 || has < TCA_ABI_VERSION) {
        fprintf(stderr, "the library does not fit this program\n");
        return 2;
    }
    if (!parse(&options, count, arguments)) {
        fprintf(stderr, "usage: remove_chat --tenant ID --client-id ID (--record FILE | --user ID --thread ID)\n");
        free_options(&options);
        return 2;
    }
    say("library", tca_version());
    client = new_client(&options, "tenant", &status, &error);
    require("settings", status, error);
    sign_in(client);
    if (options.record != NULL)
        read_record(&options);
    if (options.user == NULL || options.thread == NULL) {
        say("nothing removed", "no record makes it certain whose chat it is; give --user and --thread");
    } else if (options.app_token != NULL || is_confirmed(&options)) {
        removed = remove_chat(client, &options);
    } else {
        say("nothing removed", "it was not confirmed");
    }
    if (options.app_token != NULL) { /* the rehearsal goes on */
        cancel_a_sign_in(client);
        show_three_errors(client, &options);
    }
    tca_client_free(client);
    tca_shutdown(5000, NULL);
    free_options(&options);
    return removed ? 0 : 1;
}
