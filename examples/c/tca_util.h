/*
 * What a C program without a JSON library needs to read the documents of teams-chat-access and to write its settings:
 * a walk over one object or array, and text in and out. It trusts its input to be JSON, which the library's is.
 */

#ifndef TCA_UTIL_H
#define TCA_UTIL_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first character that is not space. */
static const char *json_skip_space(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* What follows one value: a text, an object, an array, a number or a word. */
static const char *json_skip_value(const char *at)
{
    int depth = 0;
    at = json_skip_space(at);
    do {
        if (*at == '"') {
            for (at++; *at != '\0' && *at != '"'; at++)
                if (*at == '\\' && at[1] != '\0')
                    at++;
            if (*at == '"')
                at++;
        } else if (*at == '{' || *at == '[') {
            depth++;
            at++;
        } else if (*at == '}' || *at == ']') {
            depth--;
            at++;
        } else if (depth == 0) {
            at += strcspn(at, ",:]} \t\r\n");
        } else {
            at++;
        }
    } while (depth > 0 && *at != '\0');
    return at;
}

/* The value of a field of the object at `json`, or NULL when the object has no such field. */
static const char *json_field(const char *json, const char *name)
{
    size_t length = strlen(name);
    const char *at = json == NULL ? "" : json_skip_space(json);
    if (*at != '{')
        return NULL;
    do {
        const char *key = json_skip_space(at + 1), *end = json_skip_value(key);
        if (*key != '"')
            return NULL;
        at = json_skip_space(end);
        if (*at != ':')
            return NULL;
        if ((size_t)(end - key) == length + 2 && memcmp(key + 1, name, length) == 0)
            return json_skip_space(at + 1);
        at = json_skip_space(json_skip_value(at + 1));
    } while (*at == ',');
    return NULL;
}

/* The item at `index` of the array at `json`, or NULL past its end. */
static const char *json_item(const char *json, size_t index)
{
    const char *at = json == NULL ? "" : json_skip_space(json);
    if (*at != '[' || *json_skip_space(at + 1) == ']')
        return NULL;
    for (; index > 0; index--) {
        at = json_skip_space(json_skip_value(at + 1));
        if (*at != ',')
            return NULL;
    }
    return json_skip_space(at + 1);
}

/* One code point of \uXXXX, with its second half where there is one; `*at` moves behind it. */
static unsigned long json_escape(const char **at)
{
    char digits[5] = {0};
    unsigned long point, low;
    memcpy(digits, *at, strnlen(*at, 4));
    *at += strlen(digits);
    point = strtoul(digits, NULL, 16);
    if (point >= 0xD800 && point < 0xDC00 && (*at)[0] == '\\' && (*at)[1] == 'u') {
        memcpy(digits, *at + 2, strnlen(*at + 2, 4));
        low = strtoul(digits, NULL, 16);
        *at += 2 + strlen(digits);
        point = 0x10000 + ((point - 0xD800) << 10) + (low & 0x3FF);
    }
    return point;
}

/* A value as text that the caller frees: of a text what it says, of all else how it is written; "-" of none or null. */
static char *json_text(const char *value)
{
    size_t size = value == NULL ? 0 : (size_t)(json_skip_value(value) - value);
    char *text = (char *)malloc(size + 2), *to = text;
    const char *at = value, *end = value == NULL ? NULL : value + size;
    if (text == NULL)
        abort();
    if (value == NULL || strncmp(value, "null", 4) == 0)
        return strcpy(text, "-");
    if (*value != '"') {
        memcpy(text, value, size);
        text[size] = '\0';
        return text;
    }
    for (at++; at < end - 1;) {
        unsigned long point;
        if (*at != '\\') {
            *to++ = *at++;
            continue;
        }
        at += 2;
        switch (at[-1]) {
        case 'n': *to++ = '\n'; break;
        case 't': *to++ = '\t'; break;
        case 'r': *to++ = '\r'; break;
        case 'b': *to++ = '\b'; break;
        case 'f': *to++ = '\f'; break;
        case 'u':
            /* \uXXXX is never shorter than the UTF-8 that it stands for. */
            point = json_escape(&at);
            if (point < 0x80) {
                *to++ = (char)point;
            } else if (point < 0x800) {
                *to++ = (char)(0xC0 | (point >> 6));
                *to++ = (char)(0x80 | (point & 0x3F));
            } else if (point < 0x10000) {
                *to++ = (char)(0xE0 | (point >> 12));
                *to++ = (char)(0x80 | ((point >> 6) & 0x3F));
                *to++ = (char)(0x80 | (point & 0x3F));
            } else {
                *to++ = (char)(0xF0 | (point >> 18));
                *to++ = (char)(0x80 | ((point >> 12) & 0x3F));
                *to++ = (char)(0x80 | ((point >> 6) & 0x3F));
                *to++ = (char)(0x80 | (point & 0x3F));
            }
            break;
        default: *to++ = at[-1];
        }
    }
    *to = '\0';
    return text;
}

/* Adds `,"name":"value"` to a document that is being written, unless there is no value; exits when it is too long. */
static void json_add(char *document, size_t capacity, const char *name, const char *value)
{
    size_t at = strlen(document);
    if (value == NULL)
        return;
    if (at + strlen(name) + 6 * strlen(value) + 16 > capacity) {
        fprintf(stderr, "%s is too long\n", name);
        exit(2);
    }
    at += (size_t)sprintf(document + at, ",\"%s\":\"", name);
    for (; *value != '\0'; value++) {
        if (*value == '"' || *value == '\\' || (unsigned char)*value < 0x20)
            at += (size_t)sprintf(document + at, "\\u%04x", (unsigned)(unsigned char)*value);
        else
            document[at++] = *value;
    }
    memcpy(document + at, "\"", 2);
}

/* A whole file with a NUL behind it, which the caller frees; NULL with `errno` when it cannot be read. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t size = 0, capacity = 1 << 16, count;
    char *text;
    int why;
    if (file == NULL)
        return NULL;
    text = (char *)malloc(capacity);
    while (text != NULL && (count = fread(text + size, 1, capacity - size - 1, file)) > 0) {
        size += count;
        if (capacity - size < 2) {
            char *larger = (char *)realloc(text, capacity *= 2);
            if (larger == NULL)
                free(text);
            text = larger;
        }
    }
    why = errno;
    if (text != NULL && ferror(file)) {
        free(text);
        text = NULL;
    }
    fclose(file);
    errno = why;
    if (text == NULL)
        return NULL;
    text[size] = '\0';
    if (length != NULL)
        *length = size;
    return text;
}

#endif
