# A search through the module for each line that comes: its seconds by the clock and of the CPU, and what it found.
param([string] $Module, [string] $File)

Import-Module $Module
$process = [System.Diagnostics.Process]::GetCurrentProcess()
while ($null -ne [Console]::In.ReadLine()) {
    $process.Refresh()
    $used = $process.TotalProcessorTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $found = @(Find-TeamsExternalChat -LiteralPath $File -WarningAction SilentlyContinue)
    $clock.Stop()
    $process.Refresh()
    $used = $process.TotalProcessorTime - $used
    [Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2}',
            $clock.Elapsed.TotalSeconds, $used.TotalSeconds, $found.Count))
}
