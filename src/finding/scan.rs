//! A search in exports: files, folders, archives and streams, in constant memory.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::finder::{Finder, HOW};
use super::findings::Findings;
use super::options::Options;
use crate::audit::{self, Found, Item, Sink, Source, Stamp, Unread};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes of the files that were read, as they lie on the disk.
    pub bytes: u64,
    /// Bytes of all files; 0 when it is not known (standard input, streams).
    pub total: u64,
    /// Records so far.
    pub records: u64,
}

/// What to search in.
pub struct Scan<'r> {
    options: Options,
    inputs: Vec<Input<'r>>,
}

enum Input<'r> {
    Path(PathBuf),
    Unread(Unread),
    Stream(Option<Arc<str>>, Box<dyn Read + 'r>),
    Later(Box<dyn FnOnce() -> Vec<PathBuf> + 'r>),
}

impl<'r> Scan<'r> {
    /// A search in nothing yet.
    pub fn new(options: Options) -> Self {
        Self { options, inputs: Vec::new() }
    }

    /// Adds a file, a folder with everything in it, or `-` for standard input.
    pub fn add_path(&mut self, path: impl AsRef<Path>) {
        self.inputs.push(Input::Path(path.as_ref().to_owned()));
    }

    /// Adds a stream; its name is what findings and errors call it.
    pub fn add_reader(&mut self, name: Option<&str>, stream: impl Read + 'r) {
        self.inputs.push(Input::Stream(name.map(Into::into), Box::new(stream)));
    }

    /// Adds paths that are asked for when what was added before has been read.
    pub fn add_paths_later(&mut self, paths: impl FnOnce() -> Vec<PathBuf> + 'r) {
        self.inputs.push(Input::Later(Box::new(paths)));
    }

    /// Reads everything, then decides. `tell` hears how far it is, some times in a second.
    ///
    /// A file that is no export is named in the summary, and the others are read. An error when the search was
    /// cancelled, when the home tenant cannot be told, and with `strict` for the first thing that could not be read.
    pub fn run(self, cancel: &Cancel, tell: &mut dyn FnMut(Progress)) -> Result<Findings> {
        let count = Rc::new(Cell::new(0));
        let wanted = self.options.wanted();
        let mut search = Search {
            finder: Finder::new(self.options),
            cancel,
            tell,
            count: count.clone(),
            progress: Progress::default(),
        };
        let mut inputs = VecDeque::from(self.inputs);
        expand(&mut inputs, &mut search.progress);
        while let Some(input) = inputs.pop_front() {
            let goes_on = match input {
                Input::Path(path) => audit::read_file(&path, &count, wanted, &mut search),
                Input::Stream(name, stream) => audit::read(name.as_ref(), stream, wanted, &mut search),
                Input::Unread(unread) => {
                    search.unread(unread);
                    true
                }
                Input::Later(paths) => {
                    let mut later = paths().into_iter().map(Input::Path).collect();
                    expand(&mut later, &mut search.progress);
                    later.append(&mut inputs);
                    inputs = later;
                    true
                }
            };
            if !goes_on || cancel.is_cancelled() {
                return Err(Error::new(ErrorKind::Cancelled, "the search was cancelled"));
            }
        }
        search.finder.finish()
    }
}

/// Puts in the place of each folder its files, and adds up how much there is to read.
fn expand(inputs: &mut VecDeque<Input<'_>>, progress: &mut Progress) {
    for input in std::mem::take(inputs) {
        match input {
            // What cannot be opened is said when its turn comes.
            Input::Path(path) => inputs.extend(audit::files(path).into_iter().map(|found| match found {
                Found::File(file) => {
                    progress.total += audit::size(&file);
                    Input::Path(file)
                }
                Found::Unread(unread) => Input::Unread(unread),
            })),
            other => inputs.push_back(other),
        }
    }
}

struct Search<'a> {
    finder: Finder,
    cancel: &'a Cancel,
    tell: &'a mut dyn FnMut(Progress),
    count: Rc<Cell<u64>>,
    progress: Progress,
}

impl Sink for Search<'_> {
    fn take(&mut self, file: Option<&Arc<str>>, item: Item) {
        match item {
            Item::Passed(count) => {
                self.progress.records += count;
                self.finder.pass(count);
            }
            Item::Read(row, read) => {
                self.progress.records += 1;
                self.finder.push(Source { file: file.cloned(), row }, read);
            }
            Item::Another => {}
        }
    }

    fn unread(&mut self, unread: Unread) {
        self.finder.unread(unread);
    }

    fn ended(&mut self, file: Option<&Arc<str>>, rows: u64, newest: Option<Stamp>) {
        self.finder.ended(file, rows, newest);
    }

    fn goes_on(&mut self) -> bool {
        self.progress.bytes = self.count.get();
        (self.tell)(self.progress);
        !self.cancel.is_cancelled()
    }
}

/// Finds in one text that is in memory. An error when not one record of it could be read.
pub fn from_json(bytes: &[u8], options: &Options) -> Result<Findings> {
    if bytes.trim_ascii().is_empty() {
        return Err(
            Error::new(ErrorKind::InvalidRecords, "the text is empty: expected AuditData as JSON").with_next_step(HOW)
        );
    }
    let mut scan = Scan::new(options.clone());
    scan.add_reader(None, bytes);
    let findings = scan.run(&Cancel::default(), &mut |_| {})?;
    let nothing = findings.summary().errors == findings.summary().records;
    let what = findings.problems().first().map(ToString::to_string);
    match what.or_else(|| findings.summary().unread.first().map(ToString::to_string)) {
        Some(what) if nothing => Err(Error::new(ErrorKind::InvalidRecords, what).with_next_step(HOW)),
        _ => Ok(findings),
    }
}
