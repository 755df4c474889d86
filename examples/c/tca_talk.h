/*
 * What the program has to say, and how it waits: lines for a person, the block that says what failed, and the wait for
 * an operation's end, which Ctrl+C turns into its cancellation.
 */

#ifndef TCA_TALK_H
#define TCA_TALK_H

#include <signal.h>

#include "teams_chat_access.h"
#include "tca_util.h"

/* Ctrl+C. The handler only sets a flag; all waits are in short steps and look at it. */
static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

static void catch_interrupts(void)
{
#ifdef _WIN32
    signal(SIGINT, note_interrupt);
#else
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_interrupt; /* without SA_RESTART: the question ends, too */
    sigaction(SIGINT, &action, NULL);
#endif
}

/* Names in records are the outsider's to choose: no control character of them reaches the terminal. */
static void put(FILE *stream, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    for (; *at != '\0'; at++) {
        if (*at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0)
            at++, fputc('?', stream);
        else if (*at == 0xE2 && ((at[1] == 0x80 && at[2] >= 0xA8 && at[2] <= 0xAE)
                                 || (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9)))
            at += 2, fputc('?', stream); /* a change of the writing's direction, or of the line */
        else
            fputc(*at < 0x20 || *at == 0x7F ? ' ' : *at, stream);
    }
}

static void say_to(FILE *stream, const char *what, const char *text)
{
    fprintf(stream, "%s:%*s ", what, (int)(strlen(what) < 17 ? 17 - strlen(what) : 0), "");
    put(stream, text);
    fputc('\n', stream);
    fflush(stream);
}

static void say(const char *what, const char *text)
{
    say_to(stdout, what, text);
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

/* The block that says what failed. */
static void tell(const char *what, const char *message, const char *next_step)
{
    say_to(stderr, "error", what);
    say_to(stderr, "  message", message);
    if (next_step != NULL)
        say_to(stderr, "  next step", next_step);
}

/* A field of an error or outcome, where it has one. */
static void tell_field(const char *what, const char *document, const char *field)
{
    char *text = json_text(json_field(document, field));
    if (strcmp(text, "-") != 0)
        say_to(stderr, what, text);
    free(text);
}

static void tell_document(const char *what, const char *document, const char *code)
{
    char *message = json_text(json_field(document, "message")), *next = json_text(json_field(document, "nextStep"));
    tell(what, message, next);
    tell_field("  service code", document, code);
    tell_field("  request-id", document, "requestId");
    tell_field("  client-request-id", document, "clientRequestId");
    free(message);
    free(next);
}

/* The same of a failed call, with its status's name. Frees the error. */
static void tell_error(const char *what, tca_status status, tca_error error)
{
    tca_buffer facts = 0;
    char line[200];
    snprintf(line, sizeof line, "%s: %s (%d)", what, tca_status_name(status), (int)status);
    /* An error that needs no facts beyond its status is 0. */
    if (tca_error_json(error, &facts) == TCA_STATUS_OK)
        tell_document(line, text_of(facts), "serviceCode");
    else
        tell(line, tca_status_message(status), "-");
    tca_buffer_free(facts);
    tca_error_free(error);
}

/* Says what an operation has to say: waits that last once for each stage. Prompts are for the person at the terminal;
 * never write them to a log. */
static void show(tca_event event, const char *document, unsigned *shown)
{
    static const char *const stages[] = {"pacing", "throttled", "backing_off"};
    if (event == TCA_EVENT_PROMPT) {
        say_field("prompt", document, "message");
        say_field("code", document, "userCode");
    } else if (event == TCA_EVENT_LOG) {
        char *level = json_text(json_field(document, "level"));
        say_field(level, document, "message");
        free(level);
    } else if (event == TCA_EVENT_PROGRESS) {
        char *stage = json_text(json_field(document, "stage")), *wait = json_text(json_field(document, "waitMilliseconds"));
        char *message = json_text(json_field(document, "message")), line[300];
        unsigned at;
        for (at = 0; at < 3; at++) {
            if (strcmp(stage, stages[at]) != 0 || strtod(wait, NULL) < 1000 || (*shown & 1U << at) != 0)
                continue;
            *shown |= 1U << at;
            snprintf(line, sizeof line, "%s, %.0f s: %s", stage, strtod(wait, NULL) / 1000, message);
            say("waiting", line);
        }
        free(stage);
        free(wait);
        free(message);
    }
}

/* Waits for the end, in steps. Ctrl+C cancels the operation, and its end, which comes within half a second, says which
 * side won; TCA_STATUS_NO_VALUE when none came within a second. */
static tca_status end_of(tca_operation operation, tca_buffer *result, tca_error *error)
{
    unsigned shown = 0;
    int steps = 0;
    for (;;) {
        tca_event event = TCA_EVENT_NONE;
        tca_buffer document = 0;
        tca_status status;
        if (interrupted && steps++ == 0)
            tca_operation_cancel(operation, NULL);
        if (steps > 6)
            return TCA_STATUS_NO_VALUE;
        status = tca_operation_wait(operation, 200, &event, &document, error);
        if (status != TCA_STATUS_OK)
            return status;
        if (event == TCA_EVENT_END) {
            *result = document;
            return TCA_STATUS_OK;
        }
        if (event != TCA_EVENT_NONE)
            show(event, text_of(document), &shown);
        tca_buffer_free(document);
    }
}

#endif
