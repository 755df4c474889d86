//! The operator's list of users and their ids.

use crate::audit::Table;
use crate::error::{Error, ErrorKind, Result};
use crate::ids::UserId;

const NAME: &str = "UserPrincipalName";
const ID: &str = "Id";

/// Users by name, out of a CSV.
#[derive(Debug)]
pub struct Directory(Vec<(String, UserId)>);

impl Directory {
    /// Reads a CSV with the columns `UserPrincipalName` and `Id`, in any order and case and with others beside them, as
    /// `Get-MgUser | Select-Object UserPrincipalName, Id | Export-Csv` writes it; in UTF-8 or UTF-16.
    ///
    /// An error with the row for a name without an id, an id that is none, and a name that is none.
    pub fn from_csv(bytes: &[u8]) -> Result<Self> {
        let table = Table::read(bytes).map_err(|what| invalid(format!("is {what}")))?;
        let (Some(name), Some(id)) = (table.column(NAME), table.column(ID)) else {
            return Err(invalid(format!("has the columns {}, and not {NAME} and {ID}", table.columns().join(", "))));
        };
        let mut users = Vec::new();
        for (index, row) in table.rows().enumerate() {
            let place = format!("row {} of the directory", index + 1);
            let cell = |column: usize| row.get(column).map(|cell| cell.trim()).unwrap_or_default();
            if cell(name).is_empty() && cell(id).is_empty() {
                continue;
            }
            if !cell(name).contains('@') {
                return Err(invalid(format!("has in row {} no {NAME}", index + 1)));
            }
            users.push((cell(name).to_owned(), UserId::parse(cell(id)).map_err(|error| error.located(place))?));
        }
        Ok(Self(users))
    }
}

impl IntoIterator for Directory {
    type Item = (String, UserId);
    type IntoIter = std::vec::IntoIter<(String, UserId)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("the directory {what}"))
        .with_next_step(format!("Give a CSV with the columns {NAME} and {ID}, one user a row."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_faults_by_row() {
        let id = "aaaaaaaa-0000-4000-8000-00000000000a";
        let read = |text: &str| Directory::from_csv(text.as_bytes());
        let users: Vec<_> =
            read(&format!("#TYPE X\r\n\"id\",\"Mail\",\"userPrincipalName\"\r\n\"{id}\",\"\",\"uma@contoso.com\"\r\n"))
                .unwrap()
                .into_iter()
                .collect();
        assert_eq!((users.len(), users[0].0.as_str()), (1, "uma@contoso.com"));
        let error = read(&format!("UserPrincipalName,Id\na@b.c,{id}\nb@b.c,x\n")).unwrap_err();
        assert!(error.message().contains("row 2"), "{error}");
        assert!(read("Name,Id\n").unwrap_err().message().contains("Name, Id"));
        assert!(read("").is_err());
    }
}
