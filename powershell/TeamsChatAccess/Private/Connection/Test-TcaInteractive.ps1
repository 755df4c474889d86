# Whether a person can be asked: not with -NonInteractive, in a service or scheduled task, or in a runbook.
function Test-TcaInteractive {
    if (-not [System.Environment]::UserInteractive) {
        return $false
    }
    # Azure Automation's sandboxes and workers set these.
    if ($env:AUTOMATION_ASSET_ACCOUNTID -or $env:AZUREPS_HOST_ENVIRONMENT -match '^AzureAutomation') {
        return $false
    }
    $arguments = [System.Environment]::GetCommandLineArgs()
    for ($index = 1; $index -lt $arguments.Length; $index++) {
        # Not every culture takes I for the capital of i.
        $argument = $arguments[$index].ToLowerInvariant()
        # What stands behind these belongs to the script, not to PowerShell.
        if ($argument -cmatch '^(-|--|/)(f|fi|fil|file|c|com.*|cwa|e|ec|enc.*)$') {
            break
        }
        if ($argument -cmatch '^(-|--|/)noni(n(t(e(r(a(c(t(i(ve?)?)?)?)?)?)?)?)?)?$') {
            return $false
        }
    }
    $true
}

# Ends the call where a person would have to sign in and nobody can be asked.
function Assert-TcaInteractive {
    param([string] $Permission, [object] $Target, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if (-not (Test-TcaInteractive)) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'SignInRequired' -Category AuthenticationError `
            -Target $Target -Message 'A person must sign in, and nobody can be asked here.' `
            -NextStep ('Pass -AccessToken with a delegated token that has {0}, or sign in interactively.' -f $Permission)))
    }
}
