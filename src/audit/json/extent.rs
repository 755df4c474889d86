//! Finds where one object of a text ends, and where reading can go on when it does not end well.
//!
//! It looks at brackets, strings and lines only; what is between is the parser's. Its work on a broken text is linear:
//! what it walked over in vain is bounded by the depth limit.

use super::fault::Why;
use super::landmarks::Landmarks;
use super::token::{skip_space, string_end};
use crate::audit::window::SUSPICIOUS;

/// The parser's own limit.
const DEEPEST: usize = 127;

/// Where an object ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// It is whole; the next byte is `end`.
    Whole { end: usize },
    /// It breaks at `at`; the next thing that can be an element starts at `resume`, or behind these bytes.
    Broken { at: usize, why: Why, resume: Option<usize> },
    /// It is whole as far as these bytes go.
    More,
}

/// Looks at the object with which the bytes begin, and which the landmarks follow. `last` says that nothing follows the
/// bytes.
pub(super) fn object(bytes: &[u8], marks: &Landmarks, last: bool) -> Extent {
    let mut open: Vec<u8> = Vec::new();
    let mut before = 0;
    let mut at = 0;
    let mut next_element = None;
    let broken = |at, why| match why {
        Why::CutOff if !last => Extent::More,
        _ => Extent::Broken { at, why, resume: resume_after(bytes, marks, at, why) },
    };
    while let Some(&byte) = bytes.get(at) {
        if next_element.is_some_and(|next| at - next > SUSPICIOUS) {
            return broken(at, Why::Bracket);
        }
        match byte {
            _ if before == b'"' && !may_follow_string(byte) => return broken(at, Why::Quote),
            b'"' => match string_end(bytes, at) {
                Ok(end) => at = end - 1,
                Err((cut, why)) => return broken(cut, why),
            },
            b'{' | b'[' => {
                let fits = match open.last() {
                    None => at == 0,
                    Some(b'{') => before == b':',
                    Some(_) => matches!(before, b'[' | b','),
                };
                if !fits {
                    return broken(at, Why::Bracket);
                }
                if open.len() == DEEPEST {
                    // Others behind each of which an end is missing are as deep.
                    return broken(at, if next_element.is_some() { Why::Bracket } else { Why::Deep });
                }
                // It may be in the list of an object whose end is missing.
                if next_element.is_none() && before == b',' && marks.begins(bytes, at) {
                    next_element = Some(at);
                }
                open.push(byte);
            }
            b'}' | b']' => {
                // In ASCII a closing bracket is its opening one plus two.
                if open.pop().map(|opening| opening + 2) != Some(byte) {
                    return broken(at, Why::Bracket);
                }
                if open.is_empty() {
                    return Extent::Whole { end: at + 1 };
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
        at += 1;
    }
    broken(at, Why::CutOff)
}

/// Where to go on after an object that broke: where the next one begins, on a line of its own as in JSON Lines and in
/// printed arrays, or behind it as in an array on one line; or after the brace that closes it, when only its inside is
/// wrong and no other begins before that.
fn resume_after(bytes: &[u8], marks: &Landmarks, at: usize, why: Why) -> Option<usize> {
    let mut depth = 0_usize;
    // Braces mean nothing any more once the text or a string is cut.
    let mut braces = matches!(why, Why::Bracket | Why::Quote | Why::Deep);
    // Where the string ends that is open here. The next element may begin in it, when its quotes are those of others.
    let mut string = 0;
    let mut here = 0;
    while let Some(&byte) = bytes.get(here) {
        // What is too deep is not looked at again level by level.
        if here > 0
            && (why != Why::Deep || here >= at)
            && let Some(next) = marks.at(bytes, here)
        {
            return Some(next);
        }
        match byte {
            _ if !braces || here < string => {}
            b'"' => match string_end(bytes, here) {
                Ok(end) => string = end,
                Err(_) => braces = false,
            },
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && here >= at && may_follow_element(bytes, here + 1) {
                    return Some(here + 1);
                }
            }
            _ => {}
        }
        here += 1;
    }
    None
}

fn may_follow_string(byte: u8) -> bool {
    matches!(byte, b':' | b',' | b'}' | b']') || byte.is_ascii_whitespace()
}

/// Whether what stands at `at` can be behind the end of an element.
pub(super) fn may_follow_element(bytes: &[u8], at: usize) -> bool {
    let next = skip_space(bytes, at);
    bytes[at.min(next)..next].contains(&b'\n') || matches!(bytes.get(next), None | Some(b',' | b']' | b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resume<'a>(indent: &str, text: &'a str) -> &'a str {
        let marks = Landmarks { indent: Some(indent.into()), ..Landmarks::default() };
        match object(text.as_bytes(), &marks, true) {
            Extent::Broken { resume, .. } => &text[resume.unwrap_or(text.len())..],
            other => panic!("{other:?}: {text}"),
        }
    }

    #[test]
    fn a_whole_object_ends_after_its_brace() {
        let text = br#"{"a":"}\"{","b":[{}, {"c":[]}]} rest"#;
        assert_eq!(object(text, &Landmarks::default(), true), Extent::Whole { end: text.len() - 5 });
    }

    #[test]
    fn an_object_whose_end_is_not_there_yet_is_not_broken() {
        let text = br#"{"a":"}\"{","b":[{}, {"c":[]}]}"#;
        for cut in 1..text.len() {
            assert_eq!(object(&text[..cut], &Landmarks::default(), false), Extent::More, "{cut}");
        }
    }

    #[test]
    fn after_a_cut_line_the_next_line_is_found() {
        assert_eq!(resume("", "{\"a\":{\"b\":1\n{\"c\":1}\n"), "{\"c\":1}\n");
        assert_eq!(resume("", "{\"a\":\"open\n{\"c\":1}\n"), "{\"c\":1}\n");
        assert_eq!(resume("  ", "{\"a\":[\n    {},\n    x\n  {\"c\":1}\n]"), "{\"c\":1}\n]");
        assert_eq!(resume("", "{\"a\":1"), "");
    }

    #[test]
    fn a_wrong_bracket_in_one_line_loses_its_object_only() {
        assert_eq!(resume("", "{\"a\":[1,},{\"b\":1}]"), ",{\"b\":1}]");
    }
}
