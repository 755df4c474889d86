//! Which fields of a record and of its wrappers are asked for.

/// A field, in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Id,
    CreationTime,
    Operation,
    Workload,
    RecordType,
    OrganizationId,
    UserId,
    UserKey,
    UserType,
    UserTenantId,
    ChatThreadId,
    CommunicationType,
    TeamGuid,
    ChannelGuid,
    Members,
    ParticipantInfo,
    /// From here on, of wrappers alone.
    Operations,
    LowerOperation,
    ActionType,
    Service,
    AuditLogRecordType,
}

impl Asked {
    pub(super) const COUNT: usize = Self::AuditLogRecordType as usize + 1;

    /// The field of this key, spelled exactly so.
    pub(super) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "Id" => Self::Id,
            "CreationTime" => Self::CreationTime,
            "Operation" => Self::Operation,
            "Workload" => Self::Workload,
            "RecordType" => Self::RecordType,
            "OrganizationId" => Self::OrganizationId,
            "UserId" => Self::UserId,
            "UserKey" => Self::UserKey,
            "UserType" => Self::UserType,
            "UserTenantId" => Self::UserTenantId,
            "ChatThreadId" => Self::ChatThreadId,
            "CommunicationType" => Self::CommunicationType,
            "TeamGuid" => Self::TeamGuid,
            "ChannelGuid" => Self::ChannelGuid,
            "Members" => Self::Members,
            "ParticipantInfo" => Self::ParticipantInfo,
            "Operations" => Self::Operations,
            "operation" => Self::LowerOperation,
            "ActionType" => Self::ActionType,
            "service" => Self::Service,
            "auditLogRecordType" => Self::AuditLogRecordType,
            _ => return None,
        })
    }
}
