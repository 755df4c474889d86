/*
 * teams-chat-access: finds Microsoft Teams chats that people outside the organisation opened, and removes them from
 * users' view with Microsoft Graph's removeAllAccessForUser. It hides the chat from one user's view. It does not block
 * the sender, and there is no undo: keep the evidence first.
 *
 * CONVENTIONS
 *
 * Calls. A function is named `tca_<noun>_<verb>` and takes a handle, inputs, outputs and last a `tca_error *`. It
 * returns a `tca_status`; 0 is success. Every function may be called from any thread, and all of them may run at once,
 * also on one handle; what differs (one waiter per operation) is said at the function.
 *
 * Handles are numbers, not pointers, below 2^53 so that every host can hold them. 0 is none. A handle that was freed,
 * is of another kind or was invented is answered with TCA_STATUS_INVALID_HANDLE. What a function gives is freed by the
 * caller, with the function of its kind: `tca_client_free`, `tca_operation_free`, `tca_findings_free`,
 * `tca_scan_free`, `tca_buffer_free`, `tca_error_free`. Freeing 0 does nothing and succeeds. A handle that is freed
 * while another thread uses it stays good for that call.
 *
 * Inputs are copied before the function returns. Text is UTF-8 and ends with NUL; NULL is refused unless the function
 * says otherwise. Bytes come with their length; (NULL, 0) is empty. A text of more than 1 MiB is refused, unless the
 * function takes more. Documents are JSON with a `schema` number, 1 for all that are described here and where you leave
 * it out; unknown fields in what you give are errors, unknown fields in what you get are to be ignored.
 *
 * Outputs are required (NULL is refused) and set to 0 or NULL first; they are written only on success. Text comes as a
 * `tca_buffer`, a JSON document in all places but the getters of `tca_error`.
 *
 * Errors. `error` may be NULL. On failure it receives an error with the facts behind the status; on success it is set
 * to 0. Errors that need no facts beyond the status (after a fork, after shutdown) set it to 0 too; every status has a
 * text of its own, `tca_status_message`. Statuses are numbered in families and only ever added to. No text that the
 * library gives holds a token, code or password, except what is meant to be typed by a person (a prompt).
 *
 * Any function can also return: TCA_STATUS_NULL_ARGUMENT, TCA_STATUS_INVALID_UTF8, TCA_STATUS_TOO_LARGE and
 * TCA_STATUS_INVALID_HANDLE for what it was given; TCA_STATUS_PANIC for a defect of the library, which is caught and
 * leaves everything usable; TCA_STATUS_SHUT_DOWN after `tca_shutdown`; TCA_STATUS_FORKED in a child process after
 * `fork` (start the library in the child instead). These are not repeated at the functions.
 *
 * Operations. What takes time returns at once with an operation, which runs on the library's own threads. No function
 * calls back. Wait for it with `tca_operation_wait`, which hands over prompts for the person, progress, log lines and
 * at last the end. Cancel it from any thread.
 *
 * Guest. The library installs no signal handler, blocks SIGPIPE on its own threads only, prints nothing, stays in
 * memory once loaded, and after `tca_shutdown` none of its threads runs.
 */

#ifndef TEAMS_CHAT_ACCESS_H
#define TEAMS_CHAT_ACCESS_H

/* Generated from src/ffi by tests/house/header.rs; edit there. */

#include <stddef.h>
#include <stdint.h>

/**
 * The version of this interface, `major << 16 | minor`. A minor adds functions, statuses and fields; a major changes
 * what is there.
 */
#define TCA_ABI_VERSION ((1 << 16) | 2)

/**
 * A timeout that waits without limit.
 */
#define TCA_WAIT_FOREVER UINT32_MAX

/**
 * What a function returns. 0 is success; the families: 1xx the call, 2xx the library, 3xx the network, 4xx the sign-in
 * and the token, 50x audit records, 51x app registrations.
 */
enum tca_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Success.
     */
    TCA_STATUS_OK = 0,
    /**
     * A pointer that must not be NULL is NULL.
     */
    TCA_STATUS_NULL_ARGUMENT = 100,
    /**
     * A text is not UTF-8.
     */
    TCA_STATUS_INVALID_UTF8 = 101,
    /**
     * A text or document is larger than the call takes.
     */
    TCA_STATUS_TOO_LARGE = 102,
    /**
     * A handle was freed, is of another kind, or was never given.
     */
    TCA_STATUS_INVALID_HANDLE = 103,
    /**
     * An argument or option is not what the call takes.
     */
    TCA_STATUS_INVALID_ARGUMENT = 104,
    /**
     * A setting has a name that no setting has; the message names the nearest.
     */
    TCA_STATUS_UNKNOWN_SETTING = 105,
    /**
     * A setting's value cannot be used.
     */
    TCA_STATUS_INVALID_SETTING = 106,
    /**
     * A tenant, user, thread or client id does not have the shape of one.
     */
    TCA_STATUS_INVALID_ID = 107,
    /**
     * What was asked for is not there: the normal answer of a getter that has nothing to give.
     */
    TCA_STATUS_NO_VALUE = 108,
    /**
     * Another thread is waiting for this operation.
     */
    TCA_STATUS_BUSY = 109,
    /**
     * A defect of the library, caught. Everything stays usable.
     */
    TCA_STATUS_PANIC = 200,
    /**
     * `tca_shutdown` was called.
     */
    TCA_STATUS_SHUT_DOWN = 201,
    /**
     * This process was forked from one that uses the library.
     */
    TCA_STATUS_FORKED = 202,
    /**
     * The operation was cancelled, and the cancellation won: nothing was done.
     */
    TCA_STATUS_CANCELLED = 203,
    /**
     * The system refused a thread, port, file or other resource.
     */
    TCA_STATUS_SYSTEM = 204,
    /**
     * The host could not be reached, or the connection broke.
     */
    TCA_STATUS_NETWORK = 300,
    /**
     * No secure connection could be made.
     */
    TCA_STATUS_TLS = 301,
    /**
     * No answer came in time.
     */
    TCA_STATUS_TIMEOUT = 302,
    /**
     * The answer is not one that this service gives.
     */
    TCA_STATUS_UNEXPECTED_ANSWER = 303,
    /**
     * A token would have gone to a host that is not its cloud's; it was not sent.
     */
    TCA_STATUS_HOST_REFUSED = 304,
    /**
     * The client holds no token.
     */
    TCA_STATUS_NOT_SIGNED_IN = 400,
    /**
     * The token is an application's own; the service takes a signed-in person's only.
     */
    TCA_STATUS_TOKEN_APP_ONLY = 401,
    /**
     * The token lacks a permission that the work takes.
     */
    TCA_STATUS_TOKEN_SCOPE_MISSING = 402,
    /**
     * The token is of another tenant than the user.
     */
    TCA_STATUS_TOKEN_OTHER_TENANT = 403,
    /**
     * The token has expired and cannot be renewed.
     */
    TCA_STATUS_TOKEN_EXPIRED = 404,
    /**
     * The token is for another service than Microsoft Graph.
     */
    TCA_STATUS_TOKEN_OTHER_AUDIENCE = 405,
    /**
     * The handed-in token does not have the shape of one.
     */
    TCA_STATUS_TOKEN_MALFORMED = 406,
    /**
     * A person must sign in, or sign in again.
     */
    TCA_STATUS_SIGN_IN_REQUIRED = 410,
    /**
     * The person said no.
     */
    TCA_STATUS_SIGN_IN_DECLINED = 411,
    /**
     * The sign-in was not completed in time.
     */
    TCA_STATUS_SIGN_IN_EXPIRED = 412,
    /**
     * A policy or the state of the account forbids the sign-in.
     */
    TCA_STATUS_SIGN_IN_BLOCKED = 413,
    /**
     * The app registration or the settings do not fit the sign-in.
     */
    TCA_STATUS_SIGN_IN_CONFIGURATION = 414,
    /**
     * Consent for the permission is missing.
     */
    TCA_STATUS_CONSENT_REQUIRED = 415,
    /**
     * The tenant does not exist in this cloud.
     */
    TCA_STATUS_WRONG_CLOUD = 416,
    /**
     * The sign-in service is overloaded or down for now.
     */
    TCA_STATUS_SIGN_IN_UNAVAILABLE = 417,
    /**
     * The audit records could not be read.
     */
    TCA_STATUS_INVALID_RECORDS = 500,
    /**
     * Several apps have this name; the client id says which one is meant.
     */
    TCA_STATUS_APP_AMBIGUOUS = 510,
    /**
     * The app does not look like one that the library made; the message says why.
     */
    TCA_STATUS_APP_REFUSED = 511,
    /**
     * There is no such app in the tenant.
     */
    TCA_STATUS_APP_NOT_FOUND = 512,
    /**
     * The signed-in person may not do this in the directory.
     */
    TCA_STATUS_DIRECTORY_FORBIDDEN = 513,
    /**
     * The directory refused the request.
     */
    TCA_STATUS_DIRECTORY_REFUSED = 514,
    /**
     * The directory is overloaded or down for now.
     */
    TCA_STATUS_DIRECTORY_UNAVAILABLE = 515,
    /**
     * What was made is not known everywhere in the directory yet.
     */
    TCA_STATUS_NOT_REPLICATED = 516,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum tca_status tca_status;
#else
typedef int32_t tca_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What `tca_operation_wait` hands over.
 */
enum tca_event
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The time passed and nothing happened; there is no document.
     */
    TCA_EVENT_NONE = 0,
    /**
     * {"schema":1,"event":"progress","stage","waitMilliseconds","message"}; the stages are signing_in, pacing,
     * requesting, throttled, backing_off, replicating, reading; with the last come "bytes","totalBytes","records". Progress that was not fetched is replaced by newer.
     */
    TCA_EVENT_PROGRESS = 1,
    /**
     * A person must act: {"schema":1,"event":"prompt","prompt":"device_code","userCode","verificationUri","message",
     * "expiresInSeconds"} or {..."prompt":"browser","signInUri","opened","message","expiresInSeconds"}. For the
     * person's eyes, and for no log.
     */
    TCA_EVENT_PROMPT = 2,
    /**
     * A line that is fit for a log: {"schema":1,"event":"log","level","message"}; levels are information and warning.
     */
    TCA_EVENT_LOG = 3,
    /**
     * The operation ended well; the document is its result.
     */
    TCA_EVENT_END = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum tca_event tca_event;
#else
typedef int32_t tca_event;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Settings of one cloud, tenant and app, with its tokens, which are kept in memory only and overwritten when they go.
 */
typedef uint64_t tca_client;

/**
 * Something that takes time, running on the library's threads.
 */
typedef uint64_t tca_operation;

/**
 * The facts behind a failed call. A getter that has nothing to give returns TCA_STATUS_NO_VALUE.
 */
typedef uint64_t tca_error;

/**
 * A text that the library gives: UTF-8 bytes with their length.
 */
typedef uint64_t tca_buffer;

/**
 * Verdicts on the users of chats, from audit records.
 */
typedef uint64_t tca_findings;

/**
 * A search in exports, before its start.
 */
typedef uint64_t tca_scan;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Starts looking for the app registration that people sign in with. Only reads. The client must be signed in with
 * Application.Read.All or Application.ReadWrite.All; with DelegatedPermissionGrant.Read.All or ReadWrite.All consent is
 * shown, too. Free the operation with `tca_operation_free`, after its end.
 *
 * `options` may be NULL: {"schema":1,"displayName":"RemoveAllAccessForUserApp","includeAudit":false} by default;
 * `clientId` in place of `displayName` looks for that app; with `includeAudit` an app must also require
 * AuditLogsQuery.Read.All.
 *
 * The end: {"schema":1,"tenantId","displayName","clientId","apps":[...]}. Names are not unique, and anybody may register
 * an app under any: all are listed. Each app is {"objectId","clientId","displayName","createdDateTime","signInAudience",
 * "isFallbackPublicClient","redirectUris":{"publicClient":[],"web":[],"spa":[]},"requiredPermissions":[{"resourceAppId",
 * "id","type","name"}],"credentials":{"passwords","keys","federated"} (how many),"owners":[{"objectId","displayName",
 * "userPrincipalName"}],"servicePrincipalId","accountEnabled","grants":[{"id","consentType","principalId","resourceId",
 * "scope"}] (null when the token may not read them),"verdict","missing":[{"code","message"}],"reasons":[{"code",
 * "message"}]}. `verdict` is "usable"; "incomplete", with what is `missing`: loopback_redirect, native_redirect,
 * public_client, chat_permission, audit_permission, single_tenant, service_principal; or "refused", with the `reasons`:
 * password_credentials, key_credentials, federated_credentials, foreign_redirect, audience, permission, disabled.
 *
 * Errors at once: TCA_STATUS_INVALID_ARGUMENT and TCA_STATUS_INVALID_ID for the options, TCA_STATUS_SYSTEM. Errors of
 * the operation: TCA_STATUS_NOT_SIGNED_IN, TCA_STATUS_TOKEN_*, TCA_STATUS_SIGN_IN_*, TCA_STATUS_DIRECTORY_* with Graph's
 * code, message and request id, TCA_STATUS_HOST_REFUSED, TCA_STATUS_NETWORK, TCA_STATUS_TLS, TCA_STATUS_TIMEOUT,
 * TCA_STATUS_UNEXPECTED_ANSWER, TCA_STATUS_CANCELLED.
 */
tca_status tca_app_find(tca_client client,
                        const char *options,
                        tca_operation *operation,
                        tca_error *error);

/**
 * Starts registering the app that people sign in with: it is found, completed or made, and may be run again at any time
 * without making a second one. The client must be signed in with Application.ReadWrite.All, and with
 * DelegatedPermissionGrant.ReadWrite.All, too, when consent is written; a rehearsal takes what `tca_app_find` takes. Free
 * the operation with `tca_operation_free`, after its end.
 *
 * `options` may be NULL: {"schema":1,"displayName":"RemoveAllAccessForUserApp","includeAudit":false,"complete":false,
 * "consent":"none","dryRun":false} by default. `clientId` in place of `displayName` says which app is meant.
 * `includeAudit` requires AuditLogsQuery.Read.All besides Chat.ReadWrite.All. `consent` is "none" (the sign-in asks), "me"
 * (written for the signed-in person) or "all" (for everybody in the tenant); it goes into a grant that is there, and holds
 * what a sign-in asks for: the permissions, offline_access, openid, profile. With `dryRun` nothing is changed, and the end
 * says what would be.
 *
 * An app that was found and lacks something, or was found by its name, has other owners and would get consent, is changed
 * only with `complete`: the first call ends as "incomplete" with what a person must agree to, the host asks, and calls
 * again with `complete`. (An app that lacks nothing but its service principal is the rest of a registration that ended
 * halfway, and gets it unasked.)
 *
 * An app that was made is for this tenant alone, a public client without credentials, with the redirect URIs
 * http://localhost and the cloud's .../common/oauth2/nativeclient.
 *
 * The end: {"schema":1,"outcome","dryRun","tenantId","clientId","objectId","displayName","servicePrincipalId","consent",
 * "ready","confirm":[{"code","message"}],"actions":[{"action","state","message"}],"created":{"clientId","objectId",
 * "servicePrincipalId","grants":[{"id","addedScopes":[]}]},"app","problem"}. `outcome` is "created"; "completed" (something
 * was added to an app that was there); "found" (nothing was to be done); "incomplete" (nothing was done: `confirm` lists
 * what `complete` agrees to, with the codes of "missing" as of `tca_app_find`, and other_owners); or "unfinished"
 * (something was done or may have been, and then something failed: `problem` is {"message","nextStep","httpStatus","code",
 * "requestId","clientRequestId"}, and running it again goes on from there, with the end's `clientId` where `nextStep` says
 * so: the lists may not show an app that was made a moment ago). `actions` are the steps in order, `state` "done" or
 * "planned" (in a rehearsal, or "incomplete"): create_app, complete_app, create_service_principal, create_grant,
 * extend_grant. `created` names exactly what was made; keep it for `tca_app_unregister`. `ready` is true when the sign-in
 * host knows the app and that it is public, false when it still did not after a minute, null when nothing was done or it
 * could not be asked. `app` is the app as it was found, as of `tca_app_find`; null when there was none.
 *
 * Errors at once: as of `tca_app_find`. Errors of the operation mean that nothing was changed: TCA_STATUS_APP_AMBIGUOUS
 * (several have the name; `clientId` settles it), TCA_STATUS_APP_REFUSED with the reasons (also for a `clientId`: such an
 * app can be signed in with, but is not registered here), TCA_STATUS_APP_NOT_FOUND for a `clientId`, and those of
 * `tca_app_find`.
 */
tca_status tca_app_register(tca_client client,
                            const char *options,
                            tca_operation *operation,
                            tca_error *error);

/**
 * Starts taking away what was registered. The client must be signed in as for `tca_app_register`. Free the operation with
 * `tca_operation_free`, after its end.
 *
 * `options` may be NULL: {"schema":1,"displayName":"RemoveAllAccessForUserApp","dryRun":false} by default, which takes the
 * one app of that name, its service principal and consent, when its verdict is not "refused"; `clientId` in place of
 * `displayName` takes that app whatever its verdict; `created` in place of both, the object of a registration's end, takes
 * exactly what that registration made: consent that it added to a grant comes out of the grant again, and an app that was
 * there before stays (what `complete` added to it, too). With `dryRun` nothing is changed.
 *
 * The end: {"schema":1,"outcome","dryRun","tenantId","clientId","actions":[{"action","state","message"}],"removed":
 * {"objectId","servicePrincipalId","grants":[]},"app","problem"}. `outcome` is "removed", "not_found" (nothing of it was
 * there) or "unfinished", with the `problem`, as of `tca_app_register`. The actions are delete_grant, reduce_grant,
 * delete_service_principal, delete_app. A deleted app can be restored in the Entra admin center for 30 days.
 *
 * Errors: as of `tca_app_register`.
 */
tca_status tca_app_unregister(tca_client client,
                              const char *options,
                              tca_operation *operation,
                              tca_error *error);

/**
 * Gives the bytes where they lie: `*data` points to `*length` bytes of UTF-8 and a NUL behind them. They are the
 * library's, must not be written, and are good until `tca_buffer_free`, which must not run meanwhile.
 */
tca_status tca_buffer_data(tca_buffer buffer,
                           const uint8_t **data,
                           size_t *length);

/**
 * Copies bytes from `offset` on, as many as there are and `capacity` takes, into the caller's memory; `*copied` says
 * how many, 0 at the end. For hosts that hold no pointers.
 */
tca_status tca_buffer_copy(tca_buffer buffer,
                           size_t offset,
                           uint8_t *into,
                           size_t capacity,
                           size_t *copied);

/**
 * Frees a buffer. Works at any time but after fork.
 */
tca_status tca_buffer_free(tca_buffer buffer);

/**
 * Makes a client from a settings document; nothing is sent. Free it with `tca_client_free`.
 *
 * All fields are optional but where it says otherwise, `schema` too (then it is 1): `cloud` is "global" (the default, GCC
 * included), "usgov_l4" (GCC High), "usgov_l5" (DoD) or "custom", which needs `authorityHost` and `graphEndpoint`, what
 * stands before the tenant and before the version: with https, or both with http on this machine ("china" is refused:
 * the service has no such call there); `tenant`, the user's tenant, by id or domain, needed to sign in; `clientId`, the
 * app registration, needed to sign in; `loginHint`, the account that the browser should offer; `scopes`, the delegated
 * permissions of Microsoft Graph that a sign-in asks for and a handed-in token must have (["Chat.ReadWrite.All"]; an app
 * registration takes others, see `tca_app_register`); `graphVersion`, "v1.0" (the default) or "beta"; `proxy`, `proxyUser`, `proxyPassword`, an http or https proxy in place of the system's settings
 * (none of them is used when both hosts are this machine); `caFile`, a PEM file that is trusted besides the system's
 * roots, and alone for a custom cloud; and in seconds, fractions too: `connectTimeoutSeconds` (15, at most 300),
 * `requestTimeoutSeconds` (60, at most 600), `retryBudgetSeconds` (300, at most 86400), how long throttling and failures
 * are waited out for one removal, `signInTimeoutSeconds` (900, at most 3600).
 *
 * Errors: TCA_STATUS_UNKNOWN_SETTING names the nearest known one; TCA_STATUS_INVALID_SETTING; TCA_STATUS_INVALID_ID;
 * TCA_STATUS_TLS when the system has no root certificates.
 */
tca_status tca_client_new(const char *settings,
                          tca_client *client,
                          tca_error *error);

/**
 * Hands in an access token that the caller has, in place of a sign-in. It is not renewed. What can be read of it is
 * read; nothing is sent. It must have all of the setting `scopes`, so that a token without Chat.ReadWrite.All is refused
 * here, unless the settings say that this client is for other work. What a call takes is checked again by the call.
 *
 * Errors, each with what is missing and how to get it: TCA_STATUS_TOKEN_MALFORMED, TCA_STATUS_TOKEN_APP_ONLY,
 * TCA_STATUS_TOKEN_SCOPE_MISSING, TCA_STATUS_TOKEN_OTHER_TENANT (than the setting `tenant`, when that is an id),
 * TCA_STATUS_TOKEN_OTHER_AUDIENCE, TCA_STATUS_TOKEN_EXPIRED. The client keeps the token that it had.
 */
tca_status tca_client_set_token(tca_client client,
                                const char *access_token,
                                tca_error *error);

/**
 * Starts a sign-in: {"schema":1,"method":"device_code"} or {"schema":1,"method":"browser","openBrowser":true}, either
 * with "scopes":["Chat.ReadWrite.All"] where it is to ask for other delegated permissions than the setting `scopes`; its
 * renewals ask for the same. Free the operation with `tca_operation_free`. The person acts on its prompt; its end is the context, as of
 * `tca_client_context`. With `openBrowser` false the caller opens the prompt's address, on this machine.
 *
 * Errors at once: TCA_STATUS_INVALID_ARGUMENT for the options, TCA_STATUS_SYSTEM. Errors of the operation:
 * TCA_STATUS_SIGN_IN_* and TCA_STATUS_CONSENT_REQUIRED with Entra's code and the next step, TCA_STATUS_WRONG_CLOUD,
 * TCA_STATUS_TOKEN_* when the sign-in gave a token that the service would refuse, TCA_STATUS_NETWORK, TCA_STATUS_TLS,
 * TCA_STATUS_TIMEOUT, TCA_STATUS_UNEXPECTED_ANSWER, TCA_STATUS_CANCELLED. The client keeps the tokens that it had.
 */
tca_status tca_client_sign_in(tca_client client,
                              const char *options,
                              tca_operation *operation,
                              tca_error *error);

/**
 * Forgets the client's tokens. Operations under way go on with those they have.
 */
tca_status tca_client_sign_out(tca_client client, tca_error *error);

/**
 * Who is signed in: {"schema":1,"cloud","tenantId","clientId","account","userId","tokenKind","scopes":[],"roles":[],
 * "issuedOn","expiresOn","renewable"}, null where the token does not say; no secret. Free the buffer.
 *
 * Errors: TCA_STATUS_NOT_SIGNED_IN.
 */
tca_status tca_client_context(tca_client client,
                              tca_buffer *context,
                              tca_error *error);

/**
 * Frees a client. Operations that were started with it go on; its tokens are overwritten when the last has ended.
 */
tca_status tca_client_free(tca_client client);

/**
 * The status that the failed call returned.
 */
tca_status tca_error_status(tca_error error, tca_status *status);

/**
 * What happened, in a sentence for a person. Free the buffer.
 */
tca_status tca_error_message(tca_error error, tca_buffer *message);

/**
 * What the person can do now. Free the buffer. TCA_STATUS_NO_VALUE: nothing in particular.
 */
tca_status tca_error_next_step(tca_error error, tca_buffer *next_step);

/**
 * The HTTP status of the answer. TCA_STATUS_NO_VALUE: no answer came.
 */
tca_status tca_error_http_status(tca_error error, int32_t *http_status);

/**
 * The service's own code, like "AADSTS50076". Free the buffer. TCA_STATUS_NO_VALUE: it gave none.
 */
tca_status tca_error_service_code(tca_error error, tca_buffer *code);

/**
 * The id under which the service logged the request (Entra's trace id), for a support case. Free the buffer.
 * TCA_STATUS_NO_VALUE: it gave none.
 */
tca_status tca_error_request_id(tca_error error, tca_buffer *request_id);

/**
 * The id that this library sent with the request. Free the buffer. TCA_STATUS_NO_VALUE: no request was sent.
 */
tca_status tca_error_client_request_id(tca_error error, tca_buffer *client_request_id);

/**
 * How long the service asks to wait, in milliseconds. TCA_STATUS_NO_VALUE: it does not say.
 */
tca_status tca_error_retry_after_ms(tca_error error, uint64_t *retry_after_ms);

/**
 * All of it as one document: {"schema":1,"status","name","message","nextStep","httpStatus","serviceCode","requestId",
 * "clientRequestId","retryAfterMilliseconds"}, null where there is none. Free the buffer.
 */
tca_status tca_error_json(tca_error error,
                          tca_buffer *json);

/**
 * Frees an error. Works at any time but after fork.
 */
tca_status tca_error_free(tca_error error);

/**
 * Reads audit records and finds, for each of our users in each external chat, who opened it, how sure that is and why.
 * Free the findings with `tca_findings_free`.
 *
 * `records` are JSON in UTF-8 or UTF-16, at most 256 MiB: AuditData as copied from the portal's details pane, an array
 * or a sequence of such objects, JSON Lines, or what tools wrap them in (`AuditData` as object or text, `value` pages
 * of Graph); or the content of any other export that `tca_scan_push` takes. Give all records of a chat at once, in any order: the verdict is over its whole history.
 *
 * `options` may be NULL, and has at most 256 MiB. All fields are optional: {"schema":1,"homeTenant":ID (needed when
 * records of several tenants are among them),"directory":[{"userPrincipalName","id"}],"directoryCsv":TEXT (the same as
 * a CSV with the columns UserPrincipalName and Id),"acceptedDomains":[] (ours),"trustedDomains":[],"trustedTenants":[]
 * (partners; a domain is named whole, such as contoso.com),"messages":false (message events count too),"learnIds":false (look for ids of open names in every
 * record),"all":false (findings of class skip too),"strict":false (the first unreadable record is an error),
 * "filter":{"sender","senderDomain","userPrincipalName","threadId","since","until"}}.
 *
 * `filter` says which findings are shown; the verdict is over all records before. Its fields are optional, and what is
 * given must all fit. The first four are texts, or arrays of texts of which one must fit: `sender` is who opened the chat
 * (the initiator's userPrincipalName), `senderDomain` the sender's whole domain, also with @ before it. They are compared
 * without case, and * stands for any text. `since` (inclusive) and `until` (exclusive) are RFC 3339 and are compared
 * with the finding's `creationTime`. What a finding does not say fits nothing that is asked of it: one without a time
 * fits neither. The summary's `filtered` counts what was left out.
 *
 * Errors: TCA_STATUS_INVALID_RECORDS with the place and what was expected, when nothing can be read, and with `strict`;
 * TCA_STATUS_INVALID_ARGUMENT for the options, and when `homeTenant` is missing and several are possible (it lists
 * them); TCA_STATUS_INVALID_ID for an id in the options.
 */
tca_status tca_findings_read(const uint8_t *records,
                             size_t length,
                             const char *options,
                             tca_findings *findings,
                             tca_error *error);

/**
 * A page of the findings, sorted by chat and user: {"schema":1,"total","offset","findings":[...]} with at most `count`
 * of them from `offset` on; past the end there are none. Free the buffer.
 *
 * A finding is {"schema":1,"class","reason","openedBy","tenantId","userId","candidateUserIds":[],"userPrincipalName",
 * "threadId","initiator":{"userPrincipalName","tenantId"},"operation","recordId","creationTime","source":{"file",
 * "row"},"evidence":[],"left"}. `class` is certain, derived, lookup, review, reject or skip; `userId` stands there only
 * when it is certain, so that no other id can be taken for one. docs/findings.md says what each class, reason and openedBy means.
 */
tca_status tca_findings_page(tca_findings findings,
                             uint64_t offset,
                             uint32_t count,
                             tca_buffer *json,
                             tca_error *error);

/**
 * What was read: {"schema":1,"records","evidence","skipped":{reason:count},"errors","findings":{class:count},
 * "filtered","unread":[{"file","offset","expected","found"}],"warnings":[],"problems":[{"file","row","offset","field",
 * "expected","found"}]} with records = evidence + skipped + errors. `findings` counts what is shown, `filtered` what the
 * options' filter left out. `unread` are inputs that are no exports or were not read to their end; the problems are the
 * first hundred records that could not be read: where each is and what was expected. Free the buffer.
 */
tca_status tca_findings_summary(tca_findings findings,
                                tca_buffer *json,
                                tca_error *error);

/**
 * Frees findings.
 */
tca_status tca_findings_free(tca_findings findings);

/**
 * The interface's version that the loaded library has, to compare with the header's TCA_ABI_VERSION: use the library
 * when the major (upper 16 bits) is the same and the minor (lower 16 bits) is at least the header's. Works at any time,
 * also after shutdown and fork.
 */
uint32_t tca_abi_version(void);

/**
 * The library's own version, like "0.1.0". Never freed, good for as long as the process lives; works at any time, also
 * after shutdown and fork.
 */
const char *tca_version(void);

/**
 * A status's stable name in snake_case, like "invalid_id"; "unknown" for a number that is none. Never freed, good for
 * as long as the process lives; works at any time, also after shutdown and fork.
 */
const char *tca_status_name(int32_t status);

/**
 * A status in a few words for a person. Never freed, good for as long as the process lives; works at any time, also
 * after shutdown and fork.
 */
const char *tca_status_message(int32_t status);

/**
 * Ends the library in this process: operations are cancelled and have until `timeout_ms` to end, a removal under way
 * among them (its answer is waited for, or it ends as `unconfirmed`). Then no thread of the library runs, and all
 * tokens are overwritten. Waiters
 * return. Afterwards functions return TCA_STATUS_SHUT_DOWN, except the getters and frees and what is said to work at
 * any time; results that were not fetched yet can no longer be waited for. Again it does nothing and succeeds.
 */
tca_status tca_shutdown(uint32_t timeout_ms,
                        tca_error *error);

/**
 * Waits up to `timeout_ms` for the next thing that the operation has to say. 0 does not wait and gives what is there;
 * TCA_WAIT_FOREVER has no limit. `*json` is the document of `*event`, to be freed, or 0 with TCA_EVENT_NONE. After the end
 * every wait gives the end again, until the operation is freed.
 *
 * An operation that failed makes the wait return its status and error, again at every later wait; that status is the
 * end too. After a cancellation the end says which side won: TCA_STATUS_CANCELLED when nothing was done, else the
 * result, which for a removal has "cancelRequested": true. A second thread that waits meanwhile gets TCA_STATUS_BUSY
 * at once, which is not an end.
 */
tca_status tca_operation_wait(tca_operation operation,
                              uint32_t timeout_ms,
                              tca_event *event,
                              tca_buffer *json,
                              tca_error *error);

/**
 * The prompt again, as `tca_operation_wait` gave it once, while the person can still act on it. Free the buffer.
 *
 * Errors: TCA_STATUS_NO_VALUE: no prompt was given yet, or the operation has ended.
 */
tca_status tca_operation_prompt(tca_operation operation,
                                tca_buffer *json,
                                tca_error *error);

/**
 * The findings of a scan that has ended, once: whoever takes them frees them with `tca_findings_free`.
 *
 * Errors: TCA_STATUS_NO_VALUE: the operation is no scan, has not ended or failed, or they were taken.
 */
tca_status tca_operation_take_findings(tca_operation operation, tca_findings *findings, tca_error *error);

/**
 * Asks the operation to stop; it returns at once and may be called from any thread, again, and after the end. The end,
 * from `tca_operation_wait`, comes within half a second and says which side won.
 */
tca_status tca_operation_cancel(tca_operation operation,
                                tca_error *error);

/**
 * Frees an operation. One that still runs is cancelled first, and its result is lost: wait for the end of a removal
 * before. A thread that waits for it gets that end.
 */
tca_status tca_operation_free(tca_operation operation);

/**
 * Checks the three ids of a removal and gives them as they will be used, before anybody signs in or confirms: {"schema":1,
 * "tenantId","userId","threadId"}. Nothing is sent. Free the buffer.
 *
 * Errors: TCA_STATUS_INVALID_ID with the reason and where the id is found, for the first that is wrong.
 */
tca_status tca_removal_check(const char *tenant_id,
                             const char *user_id,
                             const char *thread_id,
                             tca_buffer *ids,
                             tca_error *error);

/**
 * Starts the removal of one user's access to one chat. Free the operation with `tca_operation_free`, after its end.
 *
 * `tenant_id` is the user's tenant, `user_id` the user's object id (not the UPN), `thread_id` the chat's id
 * (19:...@unq.gbl.spaces, 19:...@thread.v2); surrounding space and percent-encoding are undone. `options` may be NULL;
 * so far there are none, and a document with any field but `schema` is refused.
 *
 * The end is what became of it: {"schema":1,"outcome","tenantId","userId","threadId","httpStatus","code","message",
 * "body","nextStep","requestId","clientRequestId","retryAfterSeconds","attempts","cancelRequested","time"}, null where
 * there is none. `body` is the last answer's body as it came, of any outcome but "removed": at most 8 KiB of UTF-8, cut
 * between characters, with secrets and control characters taken out; not always JSON. `outcome` is "removed" (204), "not_found" (404), "refused" (another 4xx), "failed" (no answer could be had
 * and nothing was done) or "unconfirmed" (a request may have arrived and its answer was lost). Pace, throttling,
 * renewal of the token and failures that pass are handled inside; all clients of the process share the pace.
 *
 * Errors at once: TCA_STATUS_INVALID_ID with the reason and where the id is found; TCA_STATUS_INVALID_ARGUMENT for the
 * options; TCA_STATUS_SYSTEM. Errors of the operation mean that nothing was done: TCA_STATUS_NOT_SIGNED_IN,
 * TCA_STATUS_TOKEN_*, TCA_STATUS_SIGN_IN_* when the token could not be renewed, TCA_STATUS_HOST_REFUSED,
 * TCA_STATUS_CANCELLED.
 */
tca_status tca_removal_start(tca_client client,
                             const char *tenant_id,
                             const char *user_id,
                             const char *thread_id,
                             const char *options,
                             tca_operation *operation,
                             tca_error *error);

/**
 * Makes a search in exports of the audit log, which reads them in constant memory. Give it what to read with
 * `tca_scan_add_path` and `tca_scan_push`, in any number and order; then start it. Free it with `tca_scan_free`, after its
 * start at the earliest when there is one.
 *
 * An export is, told by its content and not by its name: a CSV with a column AuditData or RawEventData (Purview portal,
 * Search-UnifiedAuditLog | Export-Csv, other tools) or with the columns of Sentinel's OfficeActivity; JSON in any
 * arrangement (one record, arrays, one a line, Graph pages, wrappers with AuditData as object or text); in UTF-8 or
 * UTF-16; also in gzip, and as a file in zip. All of a search's inputs are one log: a chat's records may be in several.
 *
 * `options` may be NULL, and has at most 256 MiB; it is that of `tca_findings_read`.
 *
 * Errors: TCA_STATUS_INVALID_ARGUMENT for the options; TCA_STATUS_INVALID_ID for an id in them.
 */
tca_status tca_scan_new(const char *options,
                        tca_scan *scan,
                        tca_error *error);

/**
 * Adds a file, or a folder with all files in it and below (but those whose names begin with a dot). It is opened when its
 * turn comes; one that cannot be is named in the summary. `path` is UTF-8 on every system; relative ones are taken from
 * the process's directory, which a host may not show (PowerShell's location is another).
 *
 * Errors: TCA_STATUS_INVALID_ARGUMENT for an empty path, and after the start.
 */
tca_status tca_scan_add_path(tca_scan scan,
                             const char *path,
                             tca_error *error);

/**
 * Adds bytes of an export that the host has in hand: all that are pushed to a scan are one stream, cut anywhere, and read
 * while they come. It waits while more than 1 MiB is unread, which takes no longer than reading it does. Calls for
 * one scan are one after the other.
 *
 * Errors: TCA_STATUS_INVALID_ARGUMENT after the start; TCA_STATUS_SYSTEM when no thread could be started.
 */
tca_status tca_scan_push(tca_scan scan,
                         const uint8_t *bytes,
                         size_t length,
                         tca_error *error);

/**
 * Starts the search; nothing more can be added then. Take the findings from the operation when it has ended, with
 * `tca_operation_take_findings`. Free the operation with `tca_operation_free`.
 *
 * Progress has `bytes` read, `totalBytes` (null when it is not known) and `records`. The end is the summary, as
 * `tca_findings_summary` gives it. A file that is no export, or whose reading breaks off, is no error: it is in the
 * summary's `unread`, and the others are read.
 *
 * Errors at once: TCA_STATUS_INVALID_ARGUMENT when there is nothing to read, or the second time; TCA_STATUS_SYSTEM.
 * Errors of the operation: TCA_STATUS_INVALID_ARGUMENT when `homeTenant` is missing and several are possible (it lists
 * them); TCA_STATUS_INVALID_RECORDS with `strict`, with the place; TCA_STATUS_CANCELLED.
 */
tca_status tca_scan_start(tca_scan scan,
                          tca_operation *operation,
                          tca_error *error);

/**
 * Frees a scan. One that was not started ends; the operation of one that was goes on.
 */
tca_status tca_scan_free(tca_scan scan);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* TEAMS_CHAT_ACCESS_H */
