//! Finds where one object of a text ends, and where reading can go on when it does not end well.
//!
//! It looks at brackets, strings and lines only; what is between is the parser's. Its work on a broken text is linear:
//! what it walked over in vain is bounded by the depth limit.

/// The parser's own limit.
const DEEPEST: usize = 127;

/// Where an object ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// It is whole; the next byte is `end`.
    Whole { end: usize },
    /// It breaks at `at`; the next thing that can be an element starts at `resume`.
    Broken { at: usize, why: Why, resume: usize },
}

/// How an object breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The text ends before the object does.
    CutOff,
    /// A string has a raw line break.
    OpenString,
    /// A bracket where none can be.
    Bracket,
    /// More levels than any record has.
    Deep,
}

/// What was seen of an object.
pub(super) struct Seen {
    pub(super) extent: Extent,
    /// The `[` of its own `value` (or `Results`), when it is a page of records and no record or wrapper.
    pub(super) page: Option<usize>,
}

/// Looks at the object whose `{` is at `start`, in the line that begins at `line`.
pub(super) fn object(bytes: &[u8], line: usize, start: usize) -> Seen {
    let mut open: Vec<u8> = Vec::new();
    let mut before = 0;
    let mut at = start;
    let mut page = None;
    let mut is_record = false;
    let broken = |at, why, page: Option<usize>, is_record: bool| {
        let resume = resume_after(bytes, line, start, at, why);
        Seen { extent: Extent::Broken { at, why, resume }, page: page.filter(|_| !is_record) }
    };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => match string_end(bytes, at) {
                Ok(end) => {
                    if open.len() == 1 && matches!(before, b'{' | b',') {
                        match &bytes[at + 1..end - 1] {
                            b"value" | b"Results" => page = page.or(list_after(bytes, end)),
                            b"Operation" | b"AuditData" | b"auditData" | b"RawEventData" => is_record = true,
                            _ => {}
                        }
                    }
                    at = end - 1;
                }
                Err((cut, why)) => return broken(cut, why, page, is_record),
            },
            b'{' | b'[' => {
                let fits = match open.last() {
                    None => at == start,
                    Some(b'{') => before == b':',
                    Some(_) => matches!(before, b'[' | b','),
                };
                if !fits {
                    return broken(at, Why::Bracket, page, is_record);
                }
                if open.len() == DEEPEST {
                    return broken(at, Why::Deep, page, is_record);
                }
                open.push(byte);
            }
            b'}' | b']' => {
                // In ASCII a closing bracket is its opening one plus two.
                if open.pop().map(|opening| opening + 2) != Some(byte) {
                    return broken(at, Why::Bracket, page, is_record);
                }
                if open.is_empty() {
                    return Seen { extent: Extent::Whole { end: at + 1 }, page: page.filter(|_| !is_record) };
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
        at += 1;
    }
    broken(at, Why::CutOff, page, is_record)
}

/// The byte after the closing quote of the string that starts at `start`.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Result<usize, (usize, Why)> {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') if bytes.get(at + 1) != Some(&b'\n') => at += 2,
            Some(b'\n') => return Err((at, Why::OpenString)),
            Some(_) => at += 1,
            None => return Err((bytes.len(), Why::CutOff)),
        }
    }
}

/// The `[` that follows a key.
fn list_after(bytes: &[u8], key_end: usize) -> Option<usize> {
    let colon = skip_space(bytes, key_end);
    let list = skip_space(bytes, colon + 1);
    (bytes.get(colon) == Some(&b':') && bytes.get(list) == Some(&b'[')).then_some(list)
}

/// The first byte from `at` on that is no space.
pub(super) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Where to go on after an object that broke: the next line that begins as the object's own does, as in JSON Lines and
/// in printed arrays; or after the brace that closes it, when only its inside is wrong and no such line comes first.
fn resume_after(bytes: &[u8], line: usize, start: usize, at: usize, why: Why) -> usize {
    let mut depth = 0_usize;
    // Braces mean nothing any more once the text or a string is cut.
    let mut braces = matches!(why, Why::Bracket | Why::Deep);
    let mut here = start;
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'"' if braces => match string_end(bytes, here) {
                Ok(end) => here = end - 1,
                Err(_) => braces = false,
            },
            b'{' if braces => depth += 1,
            b'}' if braces => {
                depth = depth.saturating_sub(1);
                if depth == 0 && here >= at {
                    return here + 1;
                }
            }
            // What is too deep is not looked at again level by level.
            b'\n' if why != Why::Deep || here >= at => {
                if let Some(next) = begins_alike(bytes, line, start, here + 1) {
                    return next;
                }
            }
            _ => {}
        }
        here += 1;
    }
    bytes.len()
}

/// The first opening bracket of a line between `start` and `end` that begins like the line of `start`.
pub(super) fn line_within(bytes: &[u8], line: usize, start: usize, end: usize) -> Option<usize> {
    let newlines = (start..end).filter(|at| bytes[*at] == b'\n');
    newlines.filter_map(|at| begins_alike(bytes, line, start, at + 1)).find(|next| *next < end)
}

/// The opening bracket of the line at `next`, when the space before it is that of the line at `line`, in which the
/// object at `start` stands.
fn begins_alike(bytes: &[u8], line: usize, start: usize, next: usize) -> Option<usize> {
    let indent = &bytes[line..skip_space(bytes, line).min(start)];
    let rest = bytes.get(next..)?.strip_prefix(indent)?;
    matches!(rest.first(), Some(b'{' | b'[')).then_some(next + indent.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resume(text: &str) -> &str {
        let start = text.find('{').unwrap();
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        match object(text.as_bytes(), line, start).extent {
            Extent::Broken { resume, .. } => &text[resume..],
            Extent::Whole { .. } => panic!("whole: {text}"),
        }
    }

    #[test]
    fn a_whole_object_ends_after_its_brace() {
        let text = br#"  {"a":"}\"{","b":[{}, {"c":[]}]} rest"#;
        assert_eq!(object(text, 0, 2).extent, Extent::Whole { end: text.len() - 5 });
    }

    #[test]
    fn after_a_cut_line_the_next_line_is_found() {
        assert_eq!(resume("{\"a\":{\"b\":1\n{\"c\":1}\n"), "{\"c\":1}\n");
        assert_eq!(resume("{\"a\":\"open\n{\"c\":1}\n"), "{\"c\":1}\n");
        assert_eq!(resume("[\n  {\"a\":[\n    {},\n    x\n  {\"c\":1}\n]"), "{\"c\":1}\n]");
        assert_eq!(resume("{\"a\":1"), "");
    }

    #[test]
    fn a_wrong_bracket_in_one_line_loses_its_object_only() {
        assert_eq!(resume("[{\"a\":[1,},{\"b\":1}]"), ",{\"b\":1}]");
    }

    #[test]
    fn a_page_is_told_from_a_record() {
        assert_eq!(object(br#"{"@odata.context":"x","value" : [{}]}"#, 0, 0).page, Some(32));
        assert_eq!(object(br#"{"Operation":"x","value":[{}]}"#, 0, 0).page, None);
        assert_eq!(object(br#"{"a":{"value":[{}]}}"#, 0, 0).page, None);
    }
}
