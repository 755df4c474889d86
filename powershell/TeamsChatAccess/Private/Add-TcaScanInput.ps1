# Hands a file or a record's text over to a scan and gives how many inputs that were; a file that cannot be is an error of
# its own.
function Add-TcaScanInput {
    [CmdletBinding()]
    [OutputType([int])]
    param(
        [object] $Scan,
        [string] $File,
        [AllowEmptyString()] [string] $Record,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    if ($PSBoundParameters.ContainsKey('File')) {
        $answer = $script:Attempt.AddPath($Scan, $File)
    }
    else {
        $answer = $script:Attempt.Push($Scan, $Record + "`n")
    }
    if ($null -eq $answer.Failure) {
        return 1
    }
    if (-not $PSBoundParameters.ContainsKey('File')) {
        $Scan.Dispose()
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer.Failure))
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -From $answer.Failure -Target $File))
    0
}
