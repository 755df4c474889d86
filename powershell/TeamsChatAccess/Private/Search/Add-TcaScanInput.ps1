# Hands a file or a record's text over to a scan and gives how many inputs that were; a file that cannot be is an error of
# its own.
function Add-TcaScanInput {
    param($Scan, $File, $Record, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($Record -is [string]) {
        $answer = $script:Attempt.PushLine($Scan, $Record)
    }
    else {
        $answer = $script:Attempt.AddPath($Scan, $File)
    }
    if ($answer -isnot [System.Exception]) {
        return 1
    }
    if ($Record -is [string]) {
        $Scan.Dispose()
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -From $answer -Target $File))
    0
}
