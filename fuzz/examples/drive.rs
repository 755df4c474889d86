//! Runs the targets without libFuzzer: the seeds, then mutations of them, for so many seconds a target.
//!
//!     cargo run -p teams-chat-access-fuzz --example drive -- SECONDS [TARGET...]
//!
//! It has no coverage to steer by: it is for toolchains that have none to give. What makes a target panic, or takes longer
//! than ten seconds, is left in a file.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use teams_chat_access::clock::instant_now;
use teams_chat_access_fuzz::{TARGETS, Target};

const SLOW: Duration = Duration::from_secs(10);
/// What the readers look for, so that chance finds it.
const WORDS: [&[u8]; 24] = [
    b"\"",
    b"\"\"",
    b"\\",
    b"\\\"",
    b"\\u004D",
    b"\\u",
    b"\n",
    b"\r\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b";",
    b":",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"MemberAdded",
    b"\"AuditData\":",
    b"{\"value\":[",
    b"#TYPE x\n",
    b"\xFF",
];

/// The same numbers for the same start.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

fn mutate(input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(input.len() + 1);
        let end = (at + random.below(40)).min(input.len());
        match random.below(7) {
            0 => drop(input.splice(at..at, WORDS[random.below(WORDS.len())].iter().copied())),
            1 => drop(input.splice(at..end, WORDS[random.below(WORDS.len())].iter().copied())),
            2 => drop(input.drain(at..end)),
            3 => {
                let copy = input[at..end].to_vec();
                let to = random.below(input.len() + 1);
                drop(input.splice(to..to, copy));
            }
            4 if at < input.len() => input[at] = random.below(256) as u8,
            5 => input.truncate(at),
            _ => {
                let from = random.below(other.len() + 1);
                let until = (from + random.below(600)).min(other.len());
                drop(input.splice(at..end, other[from..until].iter().copied()));
            }
        }
    }
    input.truncate(1 << 16);
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder).expect("seeds").filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a seed")).collect()
}

/// Runs one target; says how often, and whether it held.
fn drive(name: &str, target: Target, time: Duration) -> (u64, bool) {
    let seeds = seeds(name);
    assert!(!seeds.is_empty(), "no seeds for {name}");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let started = instant_now();
    let mut runs = 0;
    while (runs as usize) < seeds.len() || started.elapsed() < time {
        let mut input = seeds[runs as usize % seeds.len()].clone();
        if runs as usize >= seeds.len() {
            mutate(&mut input, &seeds[random.below(seeds.len())], &mut random);
        }
        runs += 1;
        let began = instant_now();
        let held = catch_unwind(AssertUnwindSafe(|| target(&input))).is_ok();
        if !held || began.elapsed() > SLOW {
            let path = std::env::temp_dir().join(format!("tca-fuzz-{name}-{runs}"));
            fs::write(&path, &input).expect("room for the input");
            println!("not ok {name}: {} with {}", if held { "slow" } else { "panics" }, path.display());
            return (runs, false);
        }
    }
    (runs, true)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(60);
    let wanted: Vec<String> = arguments.collect();
    let targets: Vec<_> =
        TARGETS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|w| w == name)).collect();
    let time = Duration::from_secs(seconds) / targets.len().max(1) as u32;
    let mut failed = 0;
    for (name, target) in &targets {
        let (runs, held) = drive(name, *target, time);
        failed += usize::from(!held);
        println!("{name}: {runs} executions");
    }
    println!("{} passed, {failed} failed", targets.len() - failed);
    std::process::exit(i32::from(failed > 0));
}
