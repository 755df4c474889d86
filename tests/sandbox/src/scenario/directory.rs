//! Tenants, people and their chats.

use serde_json::Value;

use super::fields::{Place, Read};
use crate::random::is_guid;

/// One organisation. The first of a scenario is home.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its GUID.
    pub id: String,
    /// The domains that name it.
    pub domains: Vec<String>,
    /// Whether its domains are verified: an unverified one is unknown to discovery.
    pub verified: bool,
    /// Its name for people.
    pub display_name: String,
}

/// A person.
#[derive(Clone, Debug)]
pub struct User {
    /// The object id.
    pub id: String,
    /// The tenant that the person belongs to.
    pub tenant_id: String,
    /// The user principal name.
    pub upn: String,
    /// The name for people.
    pub display_name: String,
    /// Template ids of the directory roles.
    pub wids: Vec<String>,
}

/// One of a chat's people.
#[derive(Clone, Debug)]
pub struct Member {
    /// The object id in the person's own tenant.
    pub user_id: String,
    /// The person's tenant.
    pub tenant_id: String,
    /// The user principal name.
    pub upn: String,
    /// The name for people.
    pub display_name: String,
}

/// What sort of chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    /// Two people.
    OneOnOne,
    /// More of them.
    Group,
    /// Around a meeting.
    Meeting,
}

impl ChatKind {
    /// Graph's `chatType`.
    #[must_use]
    pub fn graph(self) -> &'static str {
        match self {
            Self::OneOnOne => "oneOnOne",
            Self::Group => "group",
            Self::Meeting => "meeting",
        }
    }
}

/// A chat.
#[derive(Clone, Debug)]
pub struct Chat {
    /// The thread id.
    pub thread_id: String,
    /// Its kind.
    pub kind: ChatKind,
    /// Its title, if it has one.
    pub topic: Option<String>,
    /// The tenant that hosts it: the opener's.
    pub host_tenant: String,
    /// The member who opened it, by object id.
    pub opened_by: String,
    /// The members who accepted it when an outsider opened it, by object id: the record of it is theirs.
    pub accepted_by: Vec<String>,
    /// When it was opened, RFC 3339.
    pub created: String,
    /// All its people, the opener among them.
    pub members: Vec<Member>,
}

const ROLES: &[(&str, &str)] = &[
    ("Global Administrator", "62e90394-69f5-4237-9190-012177145e10"),
    ("Teams Administrator", "69091246-20e8-4a56-aa4d-066075b2a7a8"),
    ("Teams Communications Administrator", "baf37b3a-610e-45da-9e62-d9d1e5e8914b"),
    ("Security Administrator", "194ae4cb-b126-40b2-bd5b-6091b380977d"),
    ("Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
    ("Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
];

impl Tenant {
    pub(super) fn read(place: &Place<'_>) -> Read<Self> {
        let mut fields = place.fields()?;
        let domains = fields.texts("domains")?;
        let tenant = Self {
            id: fields.required("id", Place::guid)?,
            verified: fields.optional("verified", Place::flag)?.unwrap_or(true),
            display_name: fields
                .optional("displayName", Place::text)?
                .unwrap_or_else(|| domains.first().cloned().unwrap_or_default()),
            domains,
        };
        fields.finish()?;
        Ok(tenant)
    }
}

impl User {
    pub(super) fn read(place: &Place<'_>, home: &str) -> Read<Self> {
        let mut fields = place.fields()?;
        let upn = fields.required("upn", Place::text)?;
        let mut wids = fields.optional("roles", |place| place.list(role))?.unwrap_or_default();
        wids.extend(fields.optional("wids", |place| place.list(Place::guid))?.unwrap_or_default());
        let user = Self {
            id: fields.required("id", Place::guid)?,
            tenant_id: fields.optional("tenantId", Place::guid)?.unwrap_or_else(|| home.to_owned()),
            display_name: fields.optional("displayName", Place::text)?.unwrap_or_else(|| upn.clone()),
            upn,
            wids,
        };
        fields.finish()?;
        Ok(user)
    }

    /// The person as a chat knows them.
    #[must_use]
    pub fn member(&self) -> Member {
        Member {
            user_id: self.id.clone(),
            tenant_id: self.tenant_id.clone(),
            upn: self.upn.clone(),
            display_name: self.display_name.clone(),
        }
    }
}

fn role(place: &Place<'_>) -> Read<String> {
    place.word(ROLES).map(str::to_owned)
}

impl Chat {
    pub(super) fn read(place: &Place<'_>, users: &[User]) -> Read<Self> {
        let mut fields = place.fields()?;
        let thread_id = fields.required("threadId", Place::text)?;
        let members = fields.required("members", |place| place.list(|item| member(item, users)))?;
        let Some(first) = members.first() else {
            return place.wrong("`members` must name at least one person; the first one opened the chat");
        };
        let opened_by =
            fields.optional("openedBy", |place| one_of(place, &members))?.unwrap_or_else(|| first.user_id.clone());
        let host = members.iter().find(|member| member.user_id == opened_by).unwrap_or(first).tenant_id.clone();
        let kind = [("oneOnOne", ChatKind::OneOnOne), ("group", ChatKind::Group), ("meeting", ChatKind::Meeting)];
        let chat = Self {
            kind: fields.optional("kind", |place| place.word(&kind))?.unwrap_or(match &thread_id {
                id if id.contains("@unq.gbl.spaces") => ChatKind::OneOnOne,
                id if id.starts_with("19:meeting_") => ChatKind::Meeting,
                _ => ChatKind::Group,
            }),
            topic: fields.optional("topic", Place::text)?,
            host_tenant: fields.optional("hostTenant", Place::guid)?.unwrap_or(host),
            created: fields.optional("created", Place::text)?.unwrap_or_else(|| "2026-01-24T06:54:24Z".to_owned()),
            accepted_by: fields
                .optional("acceptedBy", |place| place.list(|item| one_of(item, &members)))?
                .unwrap_or_else(|| members.iter().map(|member| member.user_id.clone()).collect()),
            thread_id,
            opened_by,
            members,
        };
        fields.finish()?;
        Ok(chat)
    }

    /// The member with this object id.
    #[must_use]
    pub fn member(&self, user_id: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.user_id.eq_ignore_ascii_case(user_id))
    }
}

fn one_of(place: &Place<'_>, members: &[Member]) -> Read<String> {
    let name = place.text()?;
    match members.iter().find(|member| is(member, &name)) {
        Some(member) => Ok(member.user_id.clone()),
        None => place.wrong(format!("`{name}` is not among the members")),
    }
}

fn is(member: &Member, name: &str) -> bool {
    member.user_id.eq_ignore_ascii_case(name) || member.upn.eq_ignore_ascii_case(name)
}

/// A listed user by id or UPN, or a stranger as an object.
fn member(place: &Place<'_>, users: &[User]) -> Read<Member> {
    if let Value::String(name) = place.value {
        let found = users.iter().map(User::member).find(|member| is(member, name));
        return match found {
            Some(member) => Ok(member),
            None if is_guid(name) => place.wrong("no user has this id; an external person is written as an object"),
            None => place.wrong(format!("no user is called `{name}`")),
        };
    }
    let mut fields = place.fields()?;
    let upn = fields.required("upn", Place::text)?;
    let member = Member {
        user_id: fields.required("userId", Place::guid)?,
        tenant_id: fields.required("tenantId", Place::guid)?,
        display_name: fields.optional("displayName", Place::text)?.unwrap_or_else(|| upn.clone()),
        upn,
    };
    fields.finish()?;
    Ok(member)
}
