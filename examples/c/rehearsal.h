/*
 * The end of remove_chat's rehearsal, which only --sandbox has. It is a part of remove_chat.c.
 */

#ifndef REHEARSAL_H
#define REHEARSAL_H

/* A sign-in that waits for a person is given up; the tokens from before stay. */
static void cancel_a_sign_in(tca_client client)
{
    tca_operation operation = 0;
    tca_buffer document = 0, context = 0;
    tca_error error = 0;
    tca_event event = TCA_EVENT_NONE;
    tca_status status = tca_client_sign_in(client, by_device_code, &operation, &error);
    while (status == TCA_STATUS_OK && tca_operation_prompt(operation, &document, NULL) == TCA_STATUS_NO_VALUE) {
        status = tca_operation_wait(operation, 50, &event, &document, &error);
        tca_buffer_free(document);
    }
    if (status == TCA_STATUS_OK) {
        tca_buffer_free(document);
        document = 0;
        tca_operation_cancel(operation, NULL);
        status = end_of(operation, &document, &error);
        tca_buffer_free(document);
    }
    say("second sign-in", tca_status_name(status));
    tca_error_free(error);
    tca_operation_free(operation);
    error = 0;
    status = tca_client_context(client, &context, &error);
    if (status != TCA_STATUS_OK) {
        tell_error("context", status, error);
        return;
    }
    say_field("still signed in", text_of(context), "account");
    tca_buffer_free(context);
}

static void show_three_errors(tca_client client, const struct options *options, const struct target *target)
{
    static const char channel[] = "19:0123456789abcdef0123456789abcdef@thread.tacv2";
    tca_operation operation = 0;
    tca_error error = 0;
    tca_status status;
    say("rehearsal", "three errors, as they look");
    status = tca_removal_start(client, target->tenant, target->user, channel, NULL, &operation, &error);
    tell_error("a channel", status, error);
    status = tca_client_set_token(client, options->app_token, &error);
    tell_error("an app's own token", status, error);
    tca_client_free(new_client(options, "tenat", &status, &error));
    tell_error("a wrong setting", status, error);
}

#endif
