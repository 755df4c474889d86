/*
 * Compiled in before a program (-include), it counts the handles that the program is given and frees, and says at the
 * end how many are left. Memory checkers cannot see them: to C a handle is a number.
 */

#ifndef TCA_COUNT_H
#define TCA_COUNT_H

#include <stdio.h>
#include <stdlib.h>

#include "teams_chat_access.h"

static long tca_given, tca_freed;
static tca_status tca_answer;

static void tca_report(void)
{
    printf("handles: %ld given, %ld freed\n", tca_given, tca_freed);
}

__attribute__((constructor)) static void tca_count_from_here(void)
{
    atexit(tca_report);
}

static void tca_give(const uint64_t *output)
{
    tca_given += output != NULL && *output != 0;
}

static tca_status tca_take(tca_status (*free_it)(uint64_t), uint64_t handle)
{
    tca_status answer = free_it(handle);
    tca_freed += answer == TCA_STATUS_OK && handle != 0;
    return answer;
}

#define TCA_GIVEN(call, output, error) (tca_answer = call, tca_give(output), tca_give(error), tca_answer)

/* A macro's own name inside of it is the function. */
#define tca_client_new(a, out, error) TCA_GIVEN(tca_client_new(a, out, error), out, error)
#define tca_client_set_token(a, b, error) TCA_GIVEN(tca_client_set_token(a, b, error), NULL, error)
#define tca_client_sign_in(a, b, out, error) TCA_GIVEN(tca_client_sign_in(a, b, out, error), out, error)
#define tca_client_context(a, out, error) TCA_GIVEN(tca_client_context(a, out, error), out, error)
#define tca_error_json(a, out) TCA_GIVEN(tca_error_json(a, out), out, NULL)
#define tca_findings_read(a, b, c, out, error) TCA_GIVEN(tca_findings_read(a, b, c, out, error), out, error)
#define tca_findings_page(a, b, c, out, error) TCA_GIVEN(tca_findings_page(a, b, c, out, error), out, error)
#define tca_findings_summary(a, out, error) TCA_GIVEN(tca_findings_summary(a, out, error), out, error)
#define tca_removal_check(a, b, c, out, error) TCA_GIVEN(tca_removal_check(a, b, c, out, error), out, error)
#define tca_operation_wait(a, b, c, out, error) TCA_GIVEN(tca_operation_wait(a, b, c, out, error), out, error)
#define tca_operation_prompt(a, out, error) TCA_GIVEN(tca_operation_prompt(a, out, error), out, error)
#define tca_operation_cancel(a, error) TCA_GIVEN(tca_operation_cancel(a, error), NULL, error)
#define tca_removal_start(a, b, c, d, e, out, error) TCA_GIVEN(tca_removal_start(a, b, c, d, e, out, error), out, error)
#define tca_client_free(a) tca_take(tca_client_free, a)
#define tca_operation_free(a) tca_take(tca_operation_free, a)
#define tca_findings_free(a) tca_take(tca_findings_free, a)
#define tca_buffer_free(a) tca_take(tca_buffer_free, a)
#define tca_error_free(a) tca_take(tca_error_free, a)

#endif
