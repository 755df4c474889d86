/*
 * The command line of remove_chat, and the ready line of the sandbox in place of most of it.
 */

#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "tca_util.h"

/* All of them are texts of our own, so that they are freed alike; NULL is not given. */
struct options {
    char *tenant, *client_id, *record, *user, *thread, *sandbox, *authority, *graph, *ca, *app_token;
    int yes, help;
};

static const char usage[] =
    "usage: remove_chat --tenant TENANT --client-id ID (--record FILE | --user ID --thread ID) [--yes]\n"
    "       remove_chat --sandbox FILE [--record FILE]\n"
    "Removes chats that outsiders opened from their users' view. There is no undo: keep the evidence first.\n"
    "  --tenant TENANT  the tenant of the users, by id; by domain only together with --record\n"
    "  --client-id ID   the app registration to sign in with\n"
    "  --record FILE    audit records of the chats as JSON, from any tool: what is certain in them is removed\n"
    "  --user ID        the user's object id (not the UPN); with --record it selects among the findings\n"
    "  --thread ID      the chat's id, 19:...; with --record it selects among the findings\n"
    "  --yes            answer the question with yes, for scripts\n"
    "  --sandbox FILE   rehearse: a file with the ready line that the sandbox prints (cargo run --release --example\n"
    "                   sandbox > FILE); it gives all the rest, and the question is answered by itself\n"
    "  --authority URL, --graph URL   other hosts than Microsoft's, for tests\n"
    "  --ca FILE        certificate authorities to trust, as PEM\n"
    "  --help           this\n"
    "exit codes: 0 all were removed, 1 not removed, 2 wrong usage or input, 130 Ctrl+C\n";

static const char *const flags[] = {"--tenant", "--client-id", "--record", "--user", "--thread",
                                    "--sandbox", "--authority", "--graph", "--ca", "(the ready line's)"};
enum { FLAGS = sizeof flags / sizeof *flags, TAKEN = FLAGS - 1 /* the last is no flag */ };

static char **place_of(struct options *options, size_t flag)
{
    char **const places[FLAGS] = {&options->tenant,  &options->client_id, &options->record, &options->user,
                                  &options->thread,  &options->sandbox,   &options->authority, &options->graph,
                                  &options->ca,      &options->app_token};
    return places[flag];
}

static void free_options(struct options *options)
{
    size_t flag;
    for (flag = 0; flag < FLAGS; flag++)
        free(*place_of(options, flag));
}

static int wrong_usage(const char *what, const char *why)
{
    fprintf(stderr, "%serror:             wrong usage\n  message:         %s%s\n", usage, what, why);
    return 0;
}

static int is_here(const char *url)
{
    static const char *const roots[] = {"://localhost", "://127.0.0.1", "://[::1]"};
    const char *at = strstr(url, "://");
    size_t root, length;
    for (root = 0; at != NULL && root < sizeof roots / sizeof *roots; root++) {
        length = strlen(roots[root]);
        if (strncmp(at, roots[root], length) == 0 && strchr(":/", at[length]) != NULL) /* or its end */
            return 1;
    }
    return 0;
}

static void take(char **place, const char *value)
{
    if (*place == NULL && value != NULL)
        *place = json_text(value);
}

/* Takes what the sandbox's ready line says where no flag did. */
static int take_ready(struct options *options)
{
    char *ready = read_file(options->sandbox, NULL);
    const char *chat;
    int good;
    if (ready == NULL)
        return wrong_usage("the file of --sandbox cannot be read: ", strerror(errno));
    chat = json_item(json_field(ready, "chats"), 0);
    take(&options->authority, json_field(ready, "authorityHost"));
    take(&options->graph, json_field(ready, "graphEndpoint"));
    take(&options->ca, json_field(ready, "caFile"));
    take(&options->app_token, json_field(ready, "appAccessToken"));
    take(&options->tenant, json_field(ready, "tenantId"));
    take(&options->client_id, json_field(ready, "clientId"));
    good = options->authority != NULL && options->graph != NULL && options->ca != NULL && options->app_token != NULL
        && json_field(chat, "userId") != NULL && json_field(chat, "threadId") != NULL;
    if (good && options->record == NULL && options->user == NULL && options->thread == NULL) {
        take(&options->user, json_field(chat, "userId"));
        take(&options->thread, json_field(chat, "threadId"));
    }
    free(ready);
    if (!good)
        return wrong_usage("the file of --sandbox does not hold the ready line; wait until it was printed", "");
    /* The question is not asked in a rehearsal: it must be one. */
    if (!is_here(options->authority) || !is_here(options->graph))
        return wrong_usage("the file of --sandbox names services that are not on this machine", "");
    return 1;
}

/* 1 when the program can go on; else what is wrong was said. */
static int parse(struct options *options, int count, char **arguments)
{
    size_t flag;
    int at;
    for (at = 1; at < count; at++) {
        if (strcmp(arguments[at], "--yes") == 0) {
            options->yes = 1;
            continue;
        }
        if (strcmp(arguments[at], "--help") == 0 || strcmp(arguments[at], "-h") == 0) {
            options->help = 1;
            return 1;
        }
        for (flag = 0; flag < TAKEN && strcmp(arguments[at], flags[flag]) != 0; flag++)
            ;
        if (flag == TAKEN)
            return wrong_usage("there is no flag ", arguments[at]);
        if (++at == count)
            return wrong_usage("a value must follow ", flags[flag]);
        free(*place_of(options, flag));
        *place_of(options, flag) = strdup(arguments[at]);
    }
    if (options->sandbox != NULL) {
        if (options->authority != NULL || options->graph != NULL || options->ca != NULL)
            return wrong_usage("--sandbox says itself where everything is: leave out --authority, --graph and --ca", "");
        if (!take_ready(options))
            return 0;
    }
    if (options->tenant == NULL || options->client_id == NULL)
        return wrong_usage("missing: ", options->tenant == NULL ? "--tenant" : "--client-id");
    if (options->record == NULL && (options->user == NULL || options->thread == NULL))
        return wrong_usage("missing: ", options->user == NULL ? "--user (or --record)" : "--thread (or --record)");
    return 1;
}

#endif
