//! The pages that a person would see.

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// `details` is HTML.
pub(crate) fn message(title: &str, details: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head>\
         <body><h1>{title}</h1><p>{details}</p></body></html>"
    )
}

/// A form that a browser sends at once, and a script finds easily.
pub(super) fn auto_post(action: &str, fields: &[(String, String)]) -> String {
    format!(
        "<html><head><title>Working...</title></head><body>{}\
         <script language=\"javascript\">document.forms[0].submit();</script></body></html>",
        form(
            action,
            fields,
            "<noscript><p>Script is disabled. Click Submit to continue.</p>\
         <input type=\"submit\" value=\"Submit\" /></noscript>"
        )
    )
}

fn form(action: &str, fields: &[(String, String)], end: &str) -> String {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{}\" value=\"{}\" />", escape(name), escape(value)))
        .collect();
    format!("<form method=\"POST\" name=\"hiddenform\" action=\"{}\">{inputs}{end}</form>", escape(action))
}

/// The page on which a person accepts or refuses.
pub(super) fn consent(action: &str, app: &str, person: &str, fields: &[(String, String)]) -> String {
    let buttons = "<button name=\"sandbox_decision\" value=\"accept\">Accept</button>\
                   <button name=\"sandbox_decision\" value=\"refuse\">Cancel</button>";
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Permissions requested</title></head>\
         <body><h1>Permissions requested</h1><p>{} asks {} for permissions.</p>{}</body></html>",
        escape(app),
        escape(person),
        form(action, fields, buttons)
    )
}

pub(super) fn enter_code() -> String {
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Enter code</title></head><body><h1>Enter code</h1>\
     <p>Enter the code displayed on your app or device.</p>\
     <form method=\"POST\" action=\"/devicelogin\"><input name=\"user_code\"><button>Next</button></form></body></html>"
        .to_owned()
}
