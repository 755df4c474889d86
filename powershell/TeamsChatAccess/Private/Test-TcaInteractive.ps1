# Whether a person can be asked: not with -NonInteractive, in a service or scheduled task, or in a runbook.
function Test-TcaInteractive {
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    if (-not [System.Environment]::UserInteractive) {
        return $false
    }
    # Azure Automation's sandboxes and workers set these.
    if ($env:AUTOMATION_ASSET_ACCOUNTID -or $env:AZUREPS_HOST_ENVIRONMENT -match '^AzureAutomation') {
        return $false
    }
    $arguments = [System.Environment]::GetCommandLineArgs()
    for ($index = 1; $index -lt $arguments.Length; $index++) {
        # What stands behind these belongs to the script, not to PowerShell.
        if ($arguments[$index] -match '^[-/](f|file|c|command|e|ec|enc|encodedcommand|cwa|commandwithargs)$') {
            break
        }
        if ($arguments[$index] -match '^(-|--|/)noni(n(t(e(r(a(c(t(i(ve?)?)?)?)?)?)?)?)?)?$') {
            return $false
        }
    }
    $true
}
