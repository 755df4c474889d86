# Hands a file or a record's text over to a scan and gives how many inputs that were; a file that cannot be is an error of
# its own.
function Add-TcaScanInput {
    param(
        [object] $Scan,
        [string] $File,
        [string] $Record,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    if ($PSBoundParameters.ContainsKey('File')) {
        $answer = $script:Attempt.AddPath($Scan, $File)
    }
    else {
        $answer = $script:Attempt.Push($Scan, $Record + "`n")
    }
    if ($answer -isnot [System.Exception]) {
        return 1
    }
    if (-not $PSBoundParameters.ContainsKey('File')) {
        $Scan.Dispose()
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -From $answer -Target $File))
    0
}
