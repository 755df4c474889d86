//! What the other workloads log: most of an export.

use std::fmt::Write;

use super::person::Person;
use super::random::Random;
use super::record::Record;

const FILES: [&str; 8] = [
    "Angebot f\u{fc}r M\u{fc}ller.docx",
    "Q3 \\u0027final\\u0027.xlsx",
    "budget \\u0026 forecast 2026.xlsx",
    "\u{6771}\u{4eac} trip.pptx",
    "notes.one",
    "R\\u00e9sum\\u00e9.pdf",
    "contract (signed).pdf",
    "IMG_20260104.jpg",
];

fn begin(record: &mut Record, operation: &str, kind: (u32, &'static str), workload: &'static str, actor: &Person) {
    record.operation = operation.to_owned();
    (record.record_type, record.record_type_name) = kind;
    record.workload = workload;
    (record.user_id, record.user_type) = (actor.name.clone(), 0);
    record.begin();
}

/// Mail is read.
pub(crate) fn exchange(record: &mut Record, random: &mut Random, actor: &Person) {
    record.user_key = format!("{:016X}", random.next());
    begin(record, "MailItemsAccessed", (50, "ExchangeItemAggregated"), "Exchange", actor);
    record.raw("ClientIPAddress", format_args!("\"2001:db8::{:x}\"", random.below(65536)));
    record.text("ClientInfoString", "Client=REST;Client=RESTSystem;;");
    record.raw("MailboxGuid", format_args!("\"{}\"", random.guid()));
    record.text("MailboxOwnerUPN", &actor.name);
    record.raw("SessionId", format_args!("\"{}\"", random.guid()));
    record.text("OrganizationName", "contoso.onmicrosoft.com");
    record.raw(
        "OperationProperties",
        format_args!(
            "[{{\"Name\":\"MailAccessType\",\"Value\":\"Bind\"}},{{\"Name\":\"IsThrottled\",\"Value\":\"False\"}}]"
        ),
    );
    // Most hold a few items, some very many.
    let many = if random.permille(12) { 150 } else { 0 };
    let mut items = String::new();
    for n in 0..1 + random.below(28) + many {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            items,
            "{comma}{{\"Id\":\"RgAAAAC{:016x}{:016x}\",\"InternetMessageId\":\"<{}@mail.contoso.com>\",\"SizeInBytes\":{}}}",
            random.next(),
            random.next(),
            random.guid(),
            random.below(900_000)
        );
    }
    record.raw(
        "Folders",
        format_args!("[{{\"FolderItems\":[{items}],\"Id\":\"LgAAAAB{:016x}\",\"Path\":\"\\\\Inbox\"}}]", random.next()),
    );
    record.raw("OperationCount", format_args!("{}", 1 + random.below(40)));
}

/// A file is opened or changed.
pub(crate) fn sharepoint(record: &mut Record, random: &mut Random, actor: &Person) {
    let operation = random.one_of(&["FileAccessed", "FileModified", "FileDownloaded", "FilePreviewed"]);
    record.user_key = format!("i:0h.f|membership|{:016x}@live.com", random.next());
    begin(record, operation, (6, "SharePointFileOperation"), "SharePoint", actor);
    let (file, site) = (random.one_of(&FILES), random.below(4000));
    record.text("ItemType", "File");
    record.text("EventSource", "SharePoint");
    record.text("ApplicationDisplayName", "Microsoft Office");
    for id in ["Site", "WebId", "ListId", "ListItemUniqueId", "CorrelationId", "ApplicationId", "UserAgentId"] {
        record.raw(id, format_args!("\"{}\"", random.guid()));
    }
    record.raw("ClientIP", format_args!("\"198.51.{}.{}\"", random.below(256), random.below(256)));
    record.text("UserAgent", AGENT);
    record.raw("SiteUrl", format_args!("\"https://contoso.sharepoint.com/sites/team-{site}/\""));
    record.text("SourceRelativeUrl", "Shared Documents/Projekte/2026/\u{dc}bersicht");
    record.text("SourceFileName", file);
    record.text("SourceFileExtension", file.rsplit('.').next().unwrap_or_default());
    record.raw(
        "ObjectId",
        format_args!(
            "\"https://contoso.sharepoint.com/sites/team-{site}/Shared Documents/Projekte/2026/\u{dc}bersicht/{file}\""
        ),
    );
    record.raw(
        "AppAccessContext",
        format_args!(
            "{{\"AADSessionId\":\"{}\",\"CorrelationId\":\"{}\",\"UniqueTokenId\":\"{:016x}\"}}",
            random.guid(),
            random.guid(),
            random.next()
        ),
    );
    record.raw(
        "SensitivityLabel",
        format_args!("{{\"Id\":\"{}\",\"Name\":\"Vertraulich \u{2013} intern\",\"Owner\":\"legal@contoso.com\",\"IsEncrypted\":false}}", random.guid()),
    );
    record.raw(
        "CrossScopeSyncInfo",
        format_args!(
            "{{\"Policies\":[\"{}\",\"{}\"],\"ScopeId\":\"{}\"}}",
            random.guid(),
            random.guid(),
            random.guid()
        ),
    );
    record.text("BrowserName", "Edge");
    record.text("BrowserVersion", "142.0.0.0");
    record.text("Platform", "WinDesktop");
    record.text("AuthenticationType", "OAuth");
    record.raw("ListBaseType", format_args!("1"));
    record.raw("ListServerTemplate", format_args!("700"));
    record.text("GeoLocation", "EUR");
    record.raw("IsManagedDevice", format_args!("{}", random.permille(500)));
}

/// Somebody signs in: its `UserKey` is the user's id.
pub(crate) fn sign_in(record: &mut Record, random: &mut Random, actor: &Person) {
    record.user_key = actor.id.to_string();
    begin(record, "UserLoggedIn", (15, "AzureActiveDirectoryStsLogon"), "AzureActiveDirectory", actor);
    record.text("ResultStatus", "Success");
    record.raw("ActorIpAddress", format_args!("\"203.0.{}.{}\"", random.below(256), random.below(256)));
    for id in ["ActorContextId", "InterSystemsId", "IntraSystemId", "TargetContextId", "ApplicationId", "ObjectId"] {
        record.raw(id, format_args!("\"{}\"", random.guid()));
    }
    record.raw("AzureActiveDirectoryEventType", format_args!("1"));
    record.raw(
        "ExtendedProperties",
        format_args!(
            "[{{\"Name\":\"ResultStatusDetail\",\"Value\":\"Success\"}},{{\"Name\":\"UserAgent\",\"Value\":\"{AGENT}\"}},\
             {{\"Name\":\"UserAuthenticationMethod\",\"Value\":\"1\"}},{{\"Name\":\"RequestType\",\"Value\":\"OAuth2:Authorize\"}},\
             {{\"Name\":\"additionalDetails\",\"Value\":\"{{\\\"User-Agent\\\":\\\"{AGENT}\\\",\\\"AppId\\\":\\\"{}\\\"}}\"}}]",
            random.guid()
        ),
    );
    record.raw(
        "ModifiedProperties",
        format_args!(
            "[{{\"Name\":\"LastSignIn\",\"NewValue\":\"[\\\"{}\\\"]\",\"OldValue\":\"[\\\"{}\\\"]\"}},\
             {{\"Name\":\"StrongAuthenticationDetail\",\"NewValue\":\"[{{\\\"MethodType\\\":6,\\\"Default\\\":true,\\\"Id\\\":\\\"{}\\\"}}]\",\"OldValue\":\"[]\"}}]",
            random.guid(),
            random.guid(),
            random.guid()
        ),
    );
    record
        .raw("Location", format_args!("{{\"City\":\"M\u{fc}nchen\",\"State\":\"Bayern\",\"CountryOrRegion\":\"DE\"}}"));
    record.raw(
        "Actor",
        format_args!("[{{\"ID\":\"{}\",\"Type\":0}},{{\"ID\":\"{}\",\"Type\":5}}]", actor.id, actor.name),
    );
    record.raw("Target", format_args!("[{{\"ID\":\"{}\",\"Type\":0}}]", random.guid()));
    record.raw(
        "DeviceProperties",
        format_args!(
            "[{{\"Name\":\"OS\",\"Value\":\"Windows10\"}},{{\"Name\":\"BrowserType\",\"Value\":\"Edge\"}},\
             {{\"Name\":\"IsCompliant\",\"Value\":\"False\"}},{{\"Name\":\"IsCompliantAndManaged\",\"Value\":\"False\"}},\
             {{\"Name\":\"SessionId\",\"Value\":\"{}\"}}]",
            random.guid()
        ),
    );
    record.text("SupportTicketId", "");
    record.text("ErrorNumber", "0");
}

const AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0";
