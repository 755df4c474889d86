//! Where it was measured.

use std::fs;

/// Processor, kernel, and how busy it is now.
pub(crate) fn describe() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let (processor, kernel, load) = (read("/proc/cpuinfo"), read("/proc/sys/kernel/osrelease"), read("/proc/loadavg"));
    let field = |name: &str| {
        let line = processor.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split(':').nth(1).unwrap_or_default().trim().to_owned()
    };
    let cores = processor.lines().filter(|line| line.starts_with("processor")).count();
    format!(
        "{} (family {}, model {}), {cores} cores, Linux {}, load average {}",
        field("model name"),
        field("cpu family"),
        field("model\t"),
        kernel.trim(),
        load.split(' ').next().unwrap_or_default()
    )
}
