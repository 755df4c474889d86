# A search through the module, so many times: the CPU seconds of each and what it found.
param([string] $Module, [string] $File, [int] $Times)

Import-Module $Module
$process = [System.Diagnostics.Process]::GetCurrentProcess()
for ($time = 0; $time -lt $Times; $time++) {
    $process.Refresh()
    $start = $process.TotalProcessorTime
    $found = @(Find-TeamsExternalChat -LiteralPath $File -WarningAction SilentlyContinue)
    $process.Refresh()
    $used = ($process.TotalProcessorTime - $start).TotalSeconds.ToString([cultureinfo]::InvariantCulture)
    "$used $($found.Count)"
}
