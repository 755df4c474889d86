//! The same record in the four forms that exports come in.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use super::record::Record;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The Purview portal's export.
    Csv,
    /// Raw AuditData, one object a line.
    Lines,
    /// One JSON array, as the Management Activity API gives it.
    Array,
    /// Answers of Graph's audit log query, one page a line.
    Graph,
}

impl Form {
    pub(crate) const ALL: [Self; 4] = [Self::Csv, Self::Lines, Self::Array, Self::Graph];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Lines => "jsonl",
            Self::Array => "array",
            Self::Graph => "graph",
        }
    }

    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::Csv => "portal.csv",
            Self::Lines => "records.jsonl",
            Self::Array => "records.json",
            Self::Graph => "pages.jsonl",
        }
    }
}

const PAGE: u64 = 500;
const HEADER: &[u8] =
    b"RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\r\n";
const PAGE_START: &[u8] =
    b"{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/auditLog/queries/records\",\"value\":[";

pub(crate) struct Writer {
    form: Form,
    file: BufWriter<File>,
    count: u64,
}

impl Writer {
    pub(crate) fn create(form: Form, folder: &Path) -> Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join(form.file_name()))?);
        match form {
            Form::Csv => file.write_all(HEADER)?,
            Form::Array => file.write_all(b"[")?,
            Form::Graph => file.write_all(PAGE_START)?,
            Form::Lines => {}
        }
        Ok(Self { form, file, count: 0 })
    }

    /// Writes a record; `cell` is its text as it stands in a cell, with or without line breaks.
    pub(crate) fn write(&mut self, record: &Record, text: &[u8], cell: &[u8]) -> Result<()> {
        let is_first = self.count == 0;
        self.count += 1;
        match self.form {
            Form::Csv => self.row(record, cell),
            Form::Lines => {
                self.file.write_all(text)?;
                self.file.write_all(b"\n")
            }
            Form::Array => {
                self.file.write_all(if is_first { b"" } else { b"," })?;
                self.file.write_all(text)
            }
            Form::Graph => {
                if !is_first && (self.count - 1).is_multiple_of(PAGE) {
                    self.end_page(true)?;
                    self.file.write_all(PAGE_START)?;
                } else if !is_first {
                    self.file.write_all(b",")?;
                }
                self.item(record, text)
            }
        }
    }

    fn row(&mut self, record: &Record, cell: &[u8]) -> Result<()> {
        let Record { id, time, record_type, operation, user_id, .. } = record;
        write!(self.file, "{id},{time}.0000000Z,{record_type},{operation},{user_id},\"")?;
        for part in cell.split_inclusive(|byte| *byte == b'"') {
            self.file.write_all(part)?;
            if part.ends_with(b"\"") {
                self.file.write_all(b"\"")?;
            }
        }
        self.file.write_all(b"\",,\r\n")
    }

    /// The envelope holds `UserKey` as `userId`, and `UserId` as `userPrincipalName`, as the service does it.
    fn item(&mut self, record: &Record, text: &[u8]) -> Result<()> {
        let Record { id, time, record_type_name, operation, user_id, user_key, workload, .. } = record;
        write!(
            self.file,
            "{{\"id\":\"{id}\",\"createdDateTime\":\"{time}Z\",\"auditLogRecordType\":\"{record_type_name}\",\
             \"operation\":\"{operation}\",\"organizationId\":\"{}\",\"userType\":\"Regular\",\"userId\":\"{user_key}\",\
             \"service\":\"{workload}\",\"objectId\":null,\"userPrincipalName\":\"{user_id}\",\"clientIp\":null,\
             \"administrativeUnits\":[\"\"],\"auditData\":{{\"@odata.type\":\"#microsoft.graph.security.defaultAuditData\",",
            super::person::HOME
        )?;
        self.file.write_all(text.strip_prefix(b"{").unwrap_or(text))?;
        self.file.write_all(b"}")
    }

    fn end_page(&mut self, more: bool) -> Result<()> {
        let page = self.count / PAGE;
        match more {
            true => writeln!(
                self.file,
                "],\"@odata.nextLink\":\"https://graph.microsoft.com/v1.0/security/auditLog/queries/1/records?$skiptoken={page}\"}}"
            ),
            false => self.file.write_all(b"]}\n"),
        }
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        match self.form {
            Form::Array => self.file.write_all(b"]")?,
            Form::Graph => self.end_page(false)?,
            Form::Csv | Form::Lines => {}
        }
        self.file.flush()
    }
}
