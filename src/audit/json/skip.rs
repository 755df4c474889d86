//! Goes over what is not read, however long it is, without having it in memory.

/// Where in an object the bytes that went by have led.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skip {
    depth: usize,
    inside: bool,
    escaped: bool,
    /// Whether a line begins here.
    fresh: bool,
}

/// How far these bytes lead.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Skipped {
    /// The object ends before this byte.
    To(usize),
    /// A string is cut at this line feed: what follows is not the object's any more.
    Cut(usize),
    /// A line begins with a bracket here, as records do that stand one a line.
    Line(usize),
    /// All of them, and on.
    All,
}

impl Skip {
    /// Before the object's opening brace.
    pub(super) fn object() -> Self {
        Self { depth: 0, inside: false, escaped: false, fresh: false }
    }

    /// Behind a field of the object.
    pub(super) fn rest_of_object() -> Self {
        Self { depth: 1, ..Self::object() }
    }

    pub(super) fn over(&mut self, bytes: &[u8]) -> Skipped {
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' if self.inside => return Skipped::Cut(at),
                b'{' if self.fresh => return Skipped::Line(at),
                _ if self.escaped => self.escaped = false,
                b'\\' if self.inside => self.escaped = true,
                b'"' => self.inside = !self.inside,
                _ if self.inside => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Skipped::To(at + 1);
                    }
                }
                _ => {}
            }
            self.fresh = *byte == b'\n';
        }
        Skipped::All
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_where_the_bytes_before_ended() {
        let text = br#"{"a":"}\"","b":[1,{}]} next"#;
        for cut in 0..22 {
            let mut skip = Skip::object();
            assert_eq!(skip.over(&text[..cut]), Skipped::All);
            assert_eq!(skip.over(&text[cut..]), Skipped::To(22 - cut));
        }
        assert_eq!(Skip::object().over(b"{\"a\":\"open\n"), Skipped::Cut(10));
        assert_eq!(Skip::object().over(b"{\"a\":{\n{\"b\":1}"), Skipped::Line(7));
    }
}
