//! Fields of a record, read with the path that an error needs.
//!
//! A field that is missing, `null` or empty says nothing. A field of another type than the schema's is a flaw where
//! evidence would be lost, and never an invitation to guess.

use std::borrow::Cow;

use uuid::Uuid;

use super::outline::Outline;
use super::tree::{Ambiguous, Json, is_flattened};

/// Far more than the longest name or id that any service logs.
const LONGEST: usize = 2048;
/// What stands in a field of the log that has no value.
const PLACEHOLDERS: [&str; 7] = ["Not Available", "__NULL__", "N/A", "Unknown", "None", "null", "nan"];

/// What is found where text without content stands for objects.
const EMPTIED: &str = "text without content (the tool that wrote this lost what was there; in PowerShell use ConvertTo-Json \
                       -Depth 10)";

/// What is wrong with a field.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) field: String,
    pub(super) expected: &'static str,
    pub(super) found: String,
}

/// One object, and the path to it, which is spelled out only for an error.
pub(super) struct Fields<'a> {
    object: Object<'a>,
    path: &'a str,
    /// The array in the object at the path, and the place in it.
    item: Option<(&'a str, usize)>,
}

#[derive(Clone, Copy)]
enum Object<'a> {
    Outline(&'a Outline<'a>),
    Json(&'a Json<'a>),
}

impl<'a> Object<'a> {
    fn field(self, name: &str) -> Result<Option<&'a Json<'a>>, Ambiguous> {
        match self {
            Self::Outline(outline) => outline.field(name),
            Self::Json(json) => json.field(name),
        }
    }
}

impl<'a> Fields<'a> {
    /// Of a record or of its wrapper.
    pub(super) fn of(outline: &'a Outline<'a>) -> Self {
        Self { object: Object::Outline(outline), path: "", item: None }
    }

    /// Of an object in a record.
    pub(super) fn in_object(object: &'a Json<'a>, path: &'a str) -> Self {
        Self { object: Object::Json(object), path, item: None }
    }

    fn flaw<T>(&self, name: &str, expected: &'static str, found: impl Into<String>) -> Result<T, Flaw> {
        let item = self.item.map(|(array, index)| format!("{array}[{index}]"));
        let parts = [Some(self.path).filter(|path| !path.is_empty()), item.as_deref(), Some(name)];
        let field = parts.into_iter().flatten().collect::<Vec<_>>().join(".");
        Err(Flaw { field, expected, found: found.into() })
    }

    fn get(&self, name: &str) -> Result<Option<&'a Json<'a>>, Flaw> {
        match self.object.field(name) {
            Ok(value) => Ok(value),
            Err(_) => self.flaw(name, "one value", "two different ones"),
        }
    }

    /// A name or an id. Numbers are taken as their digits where `numbers` says so.
    fn string(&self, name: &str, expected: &'static str, numbers: bool) -> Result<Option<Cow<'a, str>>, Flaw> {
        let text = match self.get(name)? {
            None => return Ok(None),
            Some(Json::Text(text)) => text,
            Some(Json::Number(number)) if numbers => return Ok(Some(number.to_string().into())),
            Some(other) => return self.flaw(name, expected, other.describe()),
        };
        match sound(text) {
            Ok(text) => Ok(text.map(Cow::from)),
            Err(found) => self.flaw(name, expected, found),
        }
    }

    /// A name or an id as text.
    pub(super) fn text(&self, name: &str) -> Result<Option<Cow<'a, str>>, Flaw> {
        self.string(name, "a string", false)
    }

    /// A user's key: text, or digits that a tool took for a number.
    pub(super) fn key(&self, name: &str) -> Result<Option<Cow<'a, str>>, Flaw> {
        self.string(name, "a string", true)
    }

    /// Text whose loss changes no verdict towards removal: of another type it is as good as missing.
    pub(super) fn hint(&self, name: &str) -> Option<Cow<'a, str>> {
        self.string(name, "a string", true).ok().flatten()
    }

    /// A tenant. The log's placeholders and the empty GUID are no value; other text is a flaw.
    pub(super) fn guid(&self, name: &str) -> Result<Option<Uuid>, Flaw> {
        const EXPECTED: &str = "a GUID";
        match self.string(name, EXPECTED, false)? {
            None => Ok(None),
            Some(text) => self.as_guid(name, &text),
        }
    }

    fn as_guid(&self, name: &str, text: &str) -> Result<Option<Uuid>, Flaw> {
        if is_placeholder(text) {
            return Ok(None);
        }
        match Uuid::try_parse(text) {
            Ok(guid) if guid.is_nil() => Ok(None),
            Ok(guid) => Ok(Some(guid)),
            Err(_) => self.flaw(name, "a GUID", "other text"),
        }
    }

    /// `true` or `false`, also as text.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Flaw> {
        const EXPECTED: &str = "true or false";
        match self.get(name)? {
            None => Ok(None),
            Some(Json::Flag(flag)) => Ok(Some(*flag)),
            Some(Json::Text(text)) if text.trim().is_empty() => Ok(None),
            Some(Json::Text(text)) if text.trim().eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(Json::Text(text)) if text.trim().eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(other) => self.flaw(name, EXPECTED, other.describe()),
        }
    }

    /// A number, or text.
    pub(super) fn code(&self, name: &str) -> Result<Option<Code<'a>>, Flaw> {
        match self.get(name)? {
            Some(Json::Number(number)) => match number.as_i64() {
                Some(number) => Ok(Some(Code::Number(number))),
                None => self.flaw(name, "a whole number or a name", "another number"),
            },
            _ => Ok(self.string(name, "a number or a name", false)?.map(Code::Name)),
        }
    }

    /// Whether the field holds anything.
    pub(super) fn is_set(&self, name: &str) -> bool {
        match self.get(name) {
            Ok(None) => false,
            Ok(Some(Json::Text(text))) => is_said(text),
            _ => true,
        }
    }

    /// An object, possibly as JSON in a string.
    pub(super) fn object(&self, name: &str) -> Result<Option<Cow<'a, Json<'a>>>, Flaw> {
        const EXPECTED: &str = "an object";
        match self.nested(name, EXPECTED)? {
            None => Ok(None),
            Some(object) if matches!(*object, Json::Object(_)) => Ok(Some(object)),
            Some(other) => self.flaw(name, EXPECTED, other.describe()),
        }
    }

    /// An array; a single value stands for an array of one; possibly as JSON in a string. `None` when it is missing.
    pub(super) fn list(&self, name: &str, expected: &'static str) -> Result<Option<Cow<'a, [Json<'a>]>>, Flaw> {
        Ok(match self.nested(name, expected)? {
            None => None,
            Some(Cow::Borrowed(value)) => {
                let value = counted(value);
                Some(Cow::Borrowed(if let Json::List(items) = value { items } else { std::slice::from_ref(value) }))
            }
            Some(Cow::Owned(Json::List(items))) => Some(Cow::Owned(items)),
            Some(Cow::Owned(value)) => match counted(&value) {
                Json::List(items) => Some(Cow::Owned(items.clone())),
                single => Some(Cow::Owned(vec![single.clone()])),
            },
        })
    }

    /// The value; of a string that holds an array or an object, what it holds.
    fn nested(&self, name: &str, expected: &'static str) -> Result<Option<Cow<'a, Json<'a>>>, Flaw> {
        match self.get(name)? {
            Some(Json::Text(text)) if text.trim().is_empty() => Ok(None),
            Some(Json::Text(text)) if text.trim_start().starts_with(['{', '[']) => match Json::parse(text.as_bytes()) {
                Ok(json) => Ok(Some(Cow::Owned(json))),
                Err(_) => self.flaw(name, expected, "a string whose JSON is broken or cut off"),
            },
            other => Ok(other.map(Cow::Borrowed)),
        }
    }

    /// Strings of an array.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Flaw> {
        const EXPECTED: &str = "an array of strings";
        let items = self.list(name, EXPECTED)?.unwrap_or_default();
        items
            .iter()
            .filter(|item| **item != Json::Null)
            .map(|item| match item {
                Json::Text(text) if !is_flattened(text) => Ok(text.trim().to_owned()),
                other => self.flaw(name, EXPECTED, other.describe()),
            })
            .filter(|text| !matches!(text, Ok(text) if text.is_empty()))
            .collect()
    }

    /// Tenants of an array.
    pub(super) fn guids(&self, name: &str) -> Result<Vec<Uuid>, Flaw> {
        self.texts(name)?.iter().filter_map(|text| self.as_guid(name, text).transpose()).collect()
    }

    /// What the objects of an array are read as; each is given with its path.
    pub(super) fn objects<T>(
        &self,
        name: &str,
        read: impl Fn(&Fields<'_>) -> Result<T, Flaw>,
    ) -> Result<Option<Vec<T>>, Flaw> {
        const EXPECTED: &str = "an array of objects";
        // PowerShell turns objects below the depth that it was told into such text: who stood there is lost.
        let is_lost = |value: &Json<'_>| matches!(value, Json::Text(text) if text.trim().is_empty());
        if self.get(name)?.is_some_and(is_lost) {
            return self.flaw(name, EXPECTED, EMPTIED);
        }
        let Some(items) = self.list(name, EXPECTED)? else { return Ok(None) };
        let nothing = Json::Object(Vec::new());
        let mut objects = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let item = match item {
                // Somebody of whom nothing is said is not nobody.
                Json::Null => &nothing,
                Json::Object(_) => item,
                other => {
                    let found = if is_lost(other) { EMPTIED } else { other.describe() };
                    return self.flaw(&format!("{name}[{index}]"), EXPECTED, found);
                }
            };
            objects.push(read(&Fields { object: Object::Json(item), path: self.path, item: Some((name, index)) })?);
        }
        Ok(Some(objects))
    }
}

/// The list that Windows PowerShell writes as `{"value":[...],"Count":2}`; any other value as it is.
fn counted<'v, 'a>(value: &'v Json<'a>) -> &'v Json<'a> {
    match (value.field("value"), value.field("Count"), value) {
        (Ok(Some(list @ Json::List(_))), Ok(Some(Json::Number(_))), Json::Object(entries)) if entries.len() == 2 => {
            list
        }
        _ => value,
    }
}

/// What the log writes as a number and some tools as a name.
pub(super) enum Code<'a> {
    Number(i64),
    Name(Cow<'a, str>),
}

/// A name or an id without the space around it, none when nothing is left; or what is wrong with it.
pub(super) fn sound(text: &str) -> Result<Option<&str>, Cow<'static, str>> {
    // Of most texts one look at each byte says that there is nothing to take away and nothing wrong.
    let is_plain = text.bytes().fold(true, |plain, byte| plain & matches!(byte, b'!'..=b'~'));
    if is_plain && !text.is_empty() && text.len() <= LONGEST && !is_flattened(text) {
        return Ok(Some(text));
    }
    match text.trim() {
        "" => Ok(None),
        text if text.len() > LONGEST => Err(format!("{} bytes of text", text.len()).into()),
        text if has_controls(text) => Err("control characters in the text".into()),
        text if is_flattened(text) => Err(Json::Text(text.into()).describe().into()),
        text => Ok(Some(text)),
    }
}

/// Whether a text is more than what stands for no value, the empty GUID among it.
pub(super) fn is_said(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !is_placeholder(text) && Uuid::try_parse(text).map_or(true, |guid| !guid.is_nil())
}

/// Whether a text stands for no value.
pub(super) fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(text))
}

fn has_controls(text: &str) -> bool {
    match text.is_ascii() {
        true => text.bytes().any(|byte| byte.is_ascii_control()),
        false => text.contains(char::is_control),
    }
}
