//! What work tells while it runs: a prompt for the person, progress, a line for a log.

use std::time::Duration;

use serde::Serialize;

/// One thing that a running operation has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Event {
    /// A person must do something. The code in it is for their eyes, and for no log.
    Prompt(Prompt),
    /// What is being done, and for how long a wait goes on.
    Progress {
        /// What is being done.
        stage: Stage,
        /// How long this stage waits at most, in milliseconds; null when it does not wait.
        wait_milliseconds: Option<u64>,
        /// The sentence for a person.
        message: String,
        /// How much was read, when that is the work.
        #[serde(flatten)]
        amount: Option<Amount>,
    },
    /// A line that is fit for a log: it holds no secret.
    Log {
        /// `information` or `warning`.
        level: Level,
        /// The line.
        message: String,
    },
}

/// What the person is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "prompt", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Prompt {
    /// Type this code on that page.
    DeviceCode {
        /// The code to type.
        user_code: String,
        /// The page to type it on.
        verification_uri: String,
        /// The sign-in service's own sentence, which holds both.
        message: String,
        /// How many seconds the code is good for.
        expires_in_seconds: u64,
    },
    /// Sign in at this address, in a browser on this machine.
    Browser {
        /// The address.
        sign_in_uri: String,
        /// Whether the system's browser was told to open it.
        opened: bool,
        /// The sentence for a person.
        message: String,
        /// How many seconds the sign-in is waited for.
        expires_in_seconds: u64,
    },
}

/// The stages of the work, as progress names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A person is being waited for.
    SigningIn,
    /// The turn of this request under the process's pace.
    Pacing,
    /// A request is under way.
    Requesting,
    /// The service asked to wait.
    Throttled,
    /// The connection or the service failed; the next attempt is being waited for.
    BackingOff,
    /// Something new is not known everywhere in the directory yet.
    Replicating,
    /// Exports are read.
    Reading,
}

/// How much was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// Bytes so far.
    pub bytes: u64,
    /// Bytes in all; none when that is not known.
    pub total_bytes: Option<u64>,
    /// Records so far.
    pub records: u64,
}

/// How much a log line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Something went as it should.
    Information,
    /// Something needs a look.
    Warning,
}

/// Who is told. It is called from the threads that do the work and returns at once.
pub type Tell<'a> = &'a (dyn Fn(Event) + Send + Sync);

impl Event {
    /// Progress with a sentence.
    pub fn progress(stage: Stage, wait: Option<Duration>, message: impl Into<String>) -> Self {
        let wait_milliseconds = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        Self::Progress { stage, wait_milliseconds, message: message.into(), amount: None }
    }

    /// A log line.
    pub fn log(level: Level, message: impl Into<String>) -> Self {
        Self::Log { level, message: message.into() }
    }
}
