//! One `AuditData` object as it was logged.

use std::borrow::Cow;
use std::sync::Arc;

use uuid::Uuid;

use super::digest::Digest;
use super::fields::{Code, Fields, Flaw};
use super::outline::Outline;
use super::stamp::Stamp;
use super::tree::Json;
use super::user_type::UserType;

/// What decides whether a record concerns the reader at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// `Operation`, such as `MemberAdded`.
    pub operation: Cow<'static, str>,
    /// `Workload`, such as `MicrosoftTeams`.
    pub workload: Option<Cow<'static, str>>,
    /// `RecordType` as text: a number or a name.
    pub record_type: Option<Cow<'static, str>>,
}

impl Kind {
    /// Whether it is a record of Teams. `RecordType` is asked only when `Workload` is missing; a record that says
    /// neither is not ruled out.
    pub fn is_teams(&self) -> bool {
        match (&self.workload, &self.record_type) {
            (Some(workload), _) => workload.eq_ignore_ascii_case("MicrosoftTeams"),
            (None, Some(kind)) => kind == "25" || kind.eq_ignore_ascii_case("MicrosoftTeams"),
            (None, None) => true,
        }
    }
}

/// A record. Every field but the operation may be missing, and a missing field says nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What kind of record it is.
    pub kind: Kind,
    /// `Id`, as it was written.
    pub id: Option<Arc<str>>,
    /// `CreationTime`; none when it cannot be read.
    pub time: Option<Stamp>,
    /// Whether `CreationTime` says something that cannot be read.
    pub time_unread: bool,
    /// `OrganizationId`: the tenant whose log this is.
    pub organization_id: Option<Uuid>,
    /// `UserId`: who acted.
    pub user_id: Option<String>,
    /// `UserKey`: another id of who acted, never of somebody else.
    pub user_key: Option<String>,
    /// `UserType`.
    pub user_type: UserType,
    /// `UserTenantId`: the tenant of who acted.
    pub user_tenant_id: Option<Uuid>,
    /// `ChatThreadId`, as it was written.
    pub thread: Option<String>,
    /// `CommunicationType`: `OneOnOne`, `GroupChat`, `Team`.
    pub communication: Option<Cow<'static, str>>,
    /// Whether `TeamGuid` or `ChannelGuid` is set.
    pub of_team: bool,
    /// `Members`; none when the field is missing.
    pub members: Option<Vec<Member>>,
    /// `ParticipantInfo`; none when the field is missing.
    pub participants: Option<Participants>,
    /// Bytes from the start of the text to the element that holds the record.
    pub offset: u64,
    /// Over everything that the record says, whatever container it came in.
    pub digest: Digest,
}

/// One entry of `Members`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `UPN`, as it was written.
    pub upn: Option<String>,
    /// `OrganizationId`: the member's tenant.
    pub organization_id: Option<Uuid>,
}

/// `ParticipantInfo`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Participants {
    /// `HasForeignTenantUsers`.
    pub foreign: Option<bool>,
    /// `HasGuestUsers`.
    pub guests: Option<bool>,
    /// `HasOtherGuestUsers`.
    pub other_guests: Option<bool>,
    /// `HasUnauthenticatedUsers`.
    pub unauthenticated: Option<bool>,
    /// `ParticipatingDomains`, and the names in `ParticipatingSIPDomains`.
    pub domains: Vec<String>,
    /// `ParticipatingTenantIds`.
    pub tenants: Vec<Uuid>,
    /// The tenants of `ParticipatingSIPDomains`.
    pub sip_tenants: Vec<Uuid>,
}

impl Record {
    /// Reads the fields. The names are the schema's exactly: `userId` of an envelope is not `UserId`.
    pub(super) fn read(outline: &Outline<'_>, kind: Kind, offset: u64) -> Result<Self, Flaw> {
        let fields = Fields::of(outline);
        let members = fields.objects("Members", Member::read)?;
        let participants = match fields.object("ParticipantInfo")? {
            None => None,
            Some(json) => Some(Participants::read(&json)?),
        };
        let user_type = match fields.code("UserType")? {
            None => UserType::Person,
            Some(Code::Number(number)) => UserType::from_number(number),
            Some(Code::Name(name)) => UserType::from_name(&name),
        };
        let time = fields.hint("CreationTime").and_then(|text| Stamp::parse(&text));
        let id: Option<Arc<str>> = fields.hint("Id").map(|id| Arc::from(&*id));
        Ok(Self {
            kind,
            digest: digest(outline, id.as_deref(), time, user_type),
            id,
            time_unread: time.is_none() && matches!(outline.field("CreationTime"), Ok(Some(_))),
            time,
            organization_id: fields.guid("OrganizationId")?,
            user_id: fields.text("UserId")?.map(Cow::into_owned),
            user_key: fields.key("UserKey")?.map(Cow::into_owned),
            user_type,
            user_tenant_id: fields.guid("UserTenantId")?,
            thread: fields.text("ChatThreadId")?.map(Cow::into_owned),
            communication: fields.text("CommunicationType")?.map(word),
            of_team: fields.is_set("TeamGuid") || fields.is_set("ChannelGuid"),
            members,
            participants,
            offset,
        })
    }
}

impl Kind {
    /// Reads what tells the kind; none when the object has no `Operation`.
    pub(super) fn read(outline: &Outline<'_>) -> Result<Option<Self>, Flaw> {
        let fields = Fields::of(outline);
        let Some(operation) = fields.text("Operation")? else { return Ok(None) };
        let workload = fields.hint("Workload").map(word);
        Ok(Some(Self { operation: word(operation), workload, record_type: fields.hint("RecordType").map(word) }))
    }
}

impl Member {
    fn read(fields: &Fields<'_>) -> Result<Self, Flaw> {
        Ok(Self { upn: fields.text("UPN")?.map(Cow::into_owned), organization_id: fields.guid("OrganizationId")? })
    }
}

impl Participants {
    fn read(json: &Json<'_>) -> Result<Self, Flaw> {
        let fields = Fields::in_object(json, "ParticipantInfo");
        let mut domains = fields.texts("ParticipatingDomains")?;
        let mut sip_tenants = Vec::new();
        let sip_domains = fields.objects("ParticipatingSIPDomains", |domain| {
            Ok((domain.guid("TenantId")?, domain.hint("DomainName").map(Cow::into_owned)))
        })?;
        for (tenant, name) in sip_domains.into_iter().flatten() {
            sip_tenants.extend(tenant);
            domains.extend(name);
        }
        Ok(Self {
            foreign: fields.flag("HasForeignTenantUsers")?,
            guests: fields.flag("HasGuestUsers")?,
            other_guests: fields.flag("HasOtherGuestUsers")?,
            unauthenticated: fields.flag("HasUnauthenticatedUsers")?,
            domains,
            tenants: fields.guids("ParticipatingTenantIds")?,
            sip_tenants,
        })
    }
}

/// A word of the schema. Those that nearly every record has are not copied.
pub(super) fn word(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Borrowed(match &*text {
        "MemberAdded" => "MemberAdded",
        "ChatCreated" => "ChatCreated",
        "MemberRemoved" => "MemberRemoved",
        "MessageSent" => "MessageSent",
        "MessageReceived" => "MessageReceived",
        "MessageCreatedHasLink" => "MessageCreatedHasLink",
        "MessageEditedHasLink" => "MessageEditedHasLink",
        "MessageUpdated" => "MessageUpdated",
        "MicrosoftTeams" => "MicrosoftTeams",
        "25" => "25",
        "OneOnOne" => "OneOnOne",
        "GroupChat" => "GroupChat",
        _ => return Cow::Owned(text.into_owned()),
    })
}

/// The same record arrives with `Z` and without, with numbers and with names, and is the same record in all of them.
fn digest(outline: &Outline<'_>, id: Option<&str>, time: Option<Stamp>, user_type: UserType) -> Digest {
    let mut digest = outline.digest;
    digest.add_meant(id, user_type);
    match (time, outline.field("CreationTime")) {
        (Some(time), _) => digest.add_time(time),
        (None, Ok(Some(unread))) => digest.add("CreationTime", unread.mark()),
        (None, _) => {}
    }
    digest
}
