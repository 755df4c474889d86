//! The page that the browser shows when the sign-in has ended.

use crate::error::Error;

/// Tells the person what happened; `Ok` names the account, where it is known.
pub(super) fn result(outcome: Result<Option<&str>, &Error>) -> String {
    match outcome {
        Ok(account) => {
            let who = account.map_or(String::new(), |name| format!(" as <b>{}</b>", escaped(name)));
            page("Signed in", &format!("You are signed in{who}. You can close this window and go back."))
        }
        Err(error) => {
            let step = error.next_step().map_or(String::new(), |s| format!("<p>What to do: {}</p>", escaped(s)));
            page("Not signed in", &format!("{}{step}", escaped(error.message())))
        }
    }
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
         <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}}</style>\
         <h1>{title}</h1><p>{text}</p></html>"
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn what_a_server_says_cannot_become_markup() {
        let error = Error::new(ErrorKind::SignInDeclined, "<script>'\"&");
        let page = result(Err(&error));
        assert!(page.contains("&lt;script&gt;&#39;&quot;&amp;"), "{page}");
        assert!(result(Ok(Some("<b>"))).contains("&lt;b&gt;"));
    }
}
