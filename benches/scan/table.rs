//! The table.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::arguments::Arguments;
use super::case::{ALL, Case};
use super::data::{Density, Set, Spec};
use super::floor::Floor;
use super::hosts::{self, Speed};
use super::measure::Measure;
use super::peers::Peers;
use super::target::{Targets, mib};
use super::tool::Tool;
use super::{build, machine, ours};

struct Table<'a> {
    arguments: &'a Arguments,
    folder: PathBuf,
    floor: Floor,
    targets: Targets,
    wrong: Vec<String>,
}

pub(crate) fn print(arguments: &Arguments) {
    let target = target_folder();
    let folder = target.join("scan-data");
    fs::create_dir_all(&folder).unwrap();
    let program = arguments.scan.clone().unwrap_or_else(|| build::scan(&target));
    let floor = Floor { program: build::floor(&target) };
    println!("* {}", machine::describe());
    println!("* ours is {}", program.strip_prefix(&target).unwrap_or(&program).display());
    let peers = if arguments.peers { Peers::find(&target) } else { Peers::none() };
    for note in &peers.notes {
        println!("* {note}");
    }
    let mut table = Table { arguments, folder, floor, targets: Targets::default(), wrong: Vec::new() };
    println!("\n| form | tool | MB | CPU MB/s | xCPU median | best | rounds | private MiB | peak MiB | same rows |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let asked = |case: &&Case| arguments.only.is_empty() || arguments.only.iter().any(|name| name == case.name);
    for case in ALL.iter().filter(asked) {
        let options = case.options.iter().map(|options| ours::tool(&program, options, arguments.rounds));
        let read = table.floor.read(arguments.rounds);
        for tool in options.chain([read]).chain(peers.of(case)) {
            table.row(case, &tool, tool.is_slow);
        }
    }
    println!("\n| form | tool | MB | private MiB |\n|---|---|---|---|");
    for case in ALL.iter().filter(asked) {
        for is_small in [true, false] {
            table.memory(case, &ours::tool(&program, &[], 0), is_small);
        }
    }
    if arguments.only.is_empty() || arguments.only.iter().any(|name| name == "hosts") {
        table.hosts(&target, &program);
    }
    println!();
    table.targets.print();
    assert!(table.wrong.is_empty(), "not the same rows: {}", table.wrong.join(", "));
}

impl Table<'_> {
    fn set(&self, case: &Case, is_small: bool) -> Set {
        let megabytes = match (case.density, is_small) {
            (Density::Sparse, false) => self.arguments.size,
            (Density::Sparse, true) => self.arguments.small(),
            (Density::Dense, false) => self.arguments.dense,
            (Density::Dense, true) => (self.arguments.dense / 10).max(1),
        };
        let spec = Spec { density: case.density, megabytes, seed: self.arguments.seed };
        Set::make(&self.folder, &spec).unwrap()
    }

    fn row(&mut self, case: &Case, tool: &Tool, is_small: bool) {
        let set = self.set(case, is_small);
        let path = set.path(case.form);
        let name = format!("| {} | {} |", case.name, tool.name);
        let mut measure = match Measure::of(tool, &path, &set, &self.folder) {
            Ok(measure) => measure,
            Err(error) => {
                self.wrong.push(format!("{} on {}", tool.name, case.name));
                return println!("{name} failed: {} |", error.replace('|', "/"));
            }
        };
        measure.time(tool, &path, &self.floor, self.arguments.rounds);
        let (size, (median, best)) = (megabytes(&path), measure.ratios());
        let look = &measure.look;
        let verdict = measure.same.map_or("", |same| if same { "yes" } else { "NO" });
        println!(
            "{name} {size:.0} | {:.0} | {median:.2} | {best:.2} | {} | {:.1} | {:.1} | {verdict} |",
            size / measure.seconds(),
            measure.rounds.len(),
            mib(look.private),
            mib(look.peak)
        );
        if tool.name == "ours" {
            println!(
                "| {} | floor | {size:.0} | {:.0} | 1 | | {} | | | |",
                case.name,
                size / measure.floor_seconds(),
                measure.rounds.len()
            );
        }
        if measure.same == Some(false) {
            self.wrong.push(format!("{} on {}", tool.name, case.name));
        }
        self.targets.add(case.name, &tool.name, median, look.private);
    }

    /// The same search from other languages, on the sparse set.
    fn hosts(&mut self, target: &Path, program: &Path) {
        let (hosts, notes) = hosts::find(target);
        println!();
        for note in notes {
            println!("* {note}");
        }
        println!(
            "| form | host | seconds | of the first search | of the next eight | of the last eight | Rust | speed kept: next | last \
             |\n|---|---|---|---|---|---|---|---|---|"
        );
        for case in ALL.iter().filter(|case| ["csv", "jsonl"].contains(&case.name)) {
            let path = self.set(case, false).path(case.form);
            let rust = || {
                let mut command = Command::new(program);
                command.arg(&path);
                command
            };
            for host in &hosts {
                match host.measure(&path, rust) {
                    Ok(session) => {
                        for (clock, pairs) in [("by the clock", session.clock), ("of the CPU", session.cpu)] {
                            let Speed { first, next, last, rust } = Speed::of(&pairs);
                            println!(
                                "| {} | {} | {clock} | {first:.3} | {:.3} | {:.3} | {rust:.3} | {:.0} % | {:.0} % |",
                                case.name,
                                host.name,
                                next.0,
                                last.0,
                                100.0 * next.1,
                                100.0 * last.1
                            );
                        }
                    }
                    Err(error) => self.wrong.push(format!("{} on {}: {error}", host.name, case.name)),
                }
            }
        }
    }

    /// What a scan takes of a small file and of the whole one.
    fn memory(&mut self, case: &Case, tool: &Tool, is_small: bool) {
        let set = self.set(case, is_small);
        let path = set.path(case.form);
        match Measure::of(tool, &path, &set, &self.folder) {
            Ok(Measure { look, .. }) => {
                println!("| {} | {} | {:.0} | {:.1} |", case.name, tool.name, megabytes(&path), mib(look.private));
            }
            Err(error) => self.wrong.push(error),
        }
    }
}

fn megabytes(path: &Path) -> f64 {
    fs::metadata(path).unwrap().len() as f64 / 1e6
}

/// Where this was built: `target/release/deps/scan-...` lies three below it.
fn target_folder() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}
