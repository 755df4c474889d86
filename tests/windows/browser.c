/*
 * What Windows opens in place of a browser: writes the address that it is given beside itself, as browser.url, where
 * somebody waits for it.
 */

#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(int count, char **arguments)
{
    WCHAR path[1024], new_path[1040];
    FILE *file;
    if (count < 2 || GetModuleFileNameW(NULL, path, 1024) == 0)
        return 1;
    wcscpy(wcsrchr(path, L'.'), L".url");
    swprintf(new_path, 1040, L"%ls.new", path);
    file = _wfopen(new_path, L"wb");
    if (file == NULL)
        return 1;
    fputs(arguments[1], file);
    fclose(file);
    /* Whole or not at all. */
    return MoveFileExW(new_path, path, MOVEFILE_REPLACE_EXISTING) ? 0 : 1;
}
