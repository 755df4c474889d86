//! JSON with line breaks, as some tools put it into a cell.

/// Writes the JSON text again, indented, with CRLF.
pub(crate) fn pretty(json: &[u8], to: &mut Vec<u8>) {
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    let mut previous = b' ';
    for &byte in json {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            to.push(byte);
            previous = byte;
            continue;
        }
        let closes = matches!(byte, b'}' | b']');
        if closes {
            depth -= 1;
        }
        // An empty object or array stays in one piece.
        let inside = matches!(previous, b'{' | b'[');
        if inside != closes || previous == b',' {
            to.extend_from_slice(b"\r\n");
            to.extend(std::iter::repeat_n(b' ', 2 * depth));
        }
        if matches!(byte, b'{' | b'[') {
            depth += 1;
        }
        to.push(byte);
        if byte == b':' {
            to.push(b' ');
        }
        in_string = byte == b'"';
        previous = if in_string { b'.' } else { byte };
    }
}
