# An error record, as New-TcaFailure makes it of the same parameters.
function New-TcaErrorRecord {
    try {
        Import-TcaPart -Name 'Error'
    }
    catch {
        return New-TcaPlainErrorRecord @args
    }
    New-TcaFailure @args
}

# The same when the file of that function cannot be read any more, as on a drive that went away: what happened is said, if not
# as well.
function New-TcaPlainErrorRecord {
    param(
        [System.Exception] $From,
        [string] $Message,
        [string] $ErrorId = 'Failed',
        $Category = 'NotSpecified',
        [object] $Target,
        [string] $NextStep
    )

    if ($null -eq $From) {
        $From = [System.InvalidOperationException]::new(('{0} {1}' -f $Message, $NextStep).Trim())
    }
    [System.Management.Automation.ErrorRecord]::new($From, $ErrorId, $Category, $Target)
}
