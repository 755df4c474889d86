/*
 * A host that unloads the library while it works: the code must stay where its threads still run it.
 *
 *     unload FILE MODE ADDRESS       FILE holds the path of the library in UTF-8; ADDRESS is https://localhost:PORT
 *     MODE: unused   unloads before anything was called: then it may go
 *           working  unloads while a sign-in is under way, and goes on using it
 *           exiting  ends the program while a sign-in is under way
 */

#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "teams_chat_access.h"

#define USE(module, name) name##_t *name = (name##_t *)(void (*)(void))GetProcAddress(module, #name)

typedef tca_status tca_client_new_t(const char *, tca_client *, tca_error *);
typedef tca_status tca_client_sign_in_t(tca_client, const char *, tca_operation *, tca_error *);
typedef tca_status tca_operation_cancel_t(tca_operation, tca_error *);
typedef tca_status tca_operation_free_t(tca_operation);
typedef tca_status tca_client_free_t(tca_client);
typedef tca_status tca_shutdown_t(uint32_t, tca_error *);

static int fail(const char *what)
{
    printf("failed: %s (%lu)\n", what, GetLastError());
    return 1;
}

static HMODULE load(const char *path, WCHAR wide[1024])
{
    if (MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, 1024) == 0)
        return NULL;
    return LoadLibraryW(wide);
}

int main(int count, char **arguments)
{
    static WCHAR path[1024];
    char settings[1024], line[1024] = "";
    const char *mode = count > 2 ? arguments[2] : "";
    HMODULE module;
    tca_client client = 0;
    tca_operation operation = 0;
    if (count < 4)
        return fail("usage: unload FILE MODE ADDRESS");
    /* The path stands in a file, since arguments come in the system's code page and not in UTF-8. */
    FILE *file = fopen(arguments[1], "rb");
    if (file == NULL || fgets(line, sizeof line, file) == NULL)
        return fail("the file with the path");
    fclose(file);
    line[strcspn(line, "\r\n")] = '\0';
    module = load(line, path);
    if (module == NULL)
        return fail("LoadLibrary");
    if (strcmp(mode, "unused") == 0) {
        FreeLibrary(module);
        printf("%s\n", GetModuleHandleW(path) == NULL ? "gone" : "still there");
        return 0;
    }
    USE(module, tca_client_new);
    USE(module, tca_client_sign_in);
    USE(module, tca_operation_cancel);
    USE(module, tca_operation_free);
    USE(module, tca_client_free);
    USE(module, tca_shutdown);
    snprintf(settings, sizeof settings,
             "{\"schema\":1,\"cloud\":\"custom\",\"authorityHost\":\"%s\",\"graphEndpoint\":\"%s\","
             "\"tenant\":\"contoso.com\",\"clientId\":\"14d82eec-204b-4c2f-b7e8-296a70dab67e\"}",
             arguments[3], arguments[3]);
    if (tca_client_new(settings, &client, NULL) != TCA_STATUS_OK)
        return fail("tca_client_new");
    if (tca_client_sign_in(client, "{\"schema\":1,\"method\":\"device_code\"}", &operation, NULL) != TCA_STATUS_OK)
        return fail("tca_client_sign_in");
    Sleep(300); /* its threads are in the middle of a connection that is never answered */
    if (strcmp(mode, "exiting") == 0) {
        printf("exits\n");
        return 0;
    }
    FreeLibrary(module);
    FreeLibrary(module);
    Sleep(300);
    if (GetModuleHandleW(path) == NULL)
        return fail("it was unloaded with threads alive");
    if (tca_operation_cancel(operation, NULL) != TCA_STATUS_OK || tca_operation_free(operation) != TCA_STATUS_OK
        || tca_client_free(client) != TCA_STATUS_OK || tca_shutdown(5000, NULL) != TCA_STATUS_OK)
        return fail("a call after FreeLibrary");
    FreeLibrary(module);
    Sleep(200);
    printf("still there\n");
    return 0;
}
