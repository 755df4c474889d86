# Reads what a search was given to its end, and gives the findings.
function Complete-TcaSearch {
    param([hashtable] $Search, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $scan = $Search['Scan']
    # What came and was none is an error of its own.
    if ($Search['Inputs'] -eq 0) {
        $scan.Dispose()
        if ($Search['TakesRecords'] -and $Search['Items'] -eq 0) {
            $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NoRecords' -Category ObjectNotFound `
                -Message 'No audit record came through the pipeline.' `
                -NextStep 'Check the search or the file: an empty result is not the same as no external chats.'))
        }
        return
    }
    try {
        $answer = $script:Attempt.Start($scan)
        if ($answer -isnot [System.Exception]) {
            $answer = Wait-TcaOperation -Operation $answer -Cmdlet $Cmdlet -Activity 'Reading audit records' -TakeFindings $true
        }
    }
    finally {
        $scan.Dispose()
    }
    if ($answer -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
    }
    $findings = $answer
    # A page stays below the size from which .NET keeps objects apart and collects them dearly.
    $pageSize = 50
    try {
        $answer = $script:Attempt.Summary($findings)
        if ($answer -isnot [System.Exception]) {
            Write-TcaSummary -Summary $answer -Cmdlet $Cmdlet
        }
        for ($offset = 0; $answer -isnot [System.Exception]; $offset += $pageSize) {
            $answer = $script:Attempt.Page($findings, $offset, $pageSize)
            if ($answer -is [System.Exception] -or $answer.Length -eq 0) {
                break
            }
            Import-TcaView
            $answer
        }
        if ($answer -is [System.Exception]) {
            $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
        }
    }
    finally {
        $findings.Dispose()
    }
}
