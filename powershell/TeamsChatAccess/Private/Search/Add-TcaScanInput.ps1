# Hands a file or a record's text over to a search; a file that cannot be is an error of its own.
function Add-TcaScanInput {
    param([hashtable] $Search, $File, $Record, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $scan = $Search['Scan']
    if ($Record -is [string]) {
        $answer = $script:Attempt.PushLine($scan, $Record)
    }
    else {
        $answer = $script:Attempt.AddPath($scan, $File)
    }
    if ($answer -isnot [System.Exception]) {
        $Search['Inputs']++
        return
    }
    if ($Record -is [string]) {
        $scan.Dispose()
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -From $answer -Target $File))
}
