# Waits for an operation in short steps, shows what it says, and gives the document of its end, or the exception. When the
# pipeline is stopped the operation is cancelled.
function Wait-TcaOperation {
    param(
        [object] $Operation,
        # Whose streams are written to.
        [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Activity,
        # Said when the pipeline is stopped before the end is known.
        [string] $WhenStopped,
        # Said once, as information, when a request leaves.
        [string] $WhenSent,
        # Gives the findings in place of the document of the end.
        $TakeFindings
    )

    $ended = $false
    $shown = $false
    try {
        while ($true) {
            $next = $script:Attempt.Wait($Operation, $script:StepMilliseconds)
            if ($next -is [System.Exception]) {
                $ended = $true
                return $next
            }
            switch ($next.Kind) {
                'Progress' {
                    $shown = $true
                    $said = $script:Attempt.ReadJson($next.Json)
                    $progress = [System.Management.Automation.ProgressRecord]::new(
                        1, $Activity, (Format-TcaSentence -Text $said['message']))
                    if ($null -ne $said['waitMilliseconds']) {
                        $progress.SecondsRemaining = [int][math]::Ceiling($said['waitMilliseconds'] / 1000)
                    }
                    if ($said['totalBytes']) {
                        $progress.PercentComplete = [int][math]::Min(100, [math]::Floor(100 * $said['bytes'] / $said['totalBytes']))
                    }
                    $Cmdlet.WriteProgress($progress)
                    if ($WhenSent -and $said['stage'] -ne 'pacing') {
                        $Cmdlet.WriteInformation($WhenSent, [string[]]'RequestSent')
                        $WhenSent = ''
                    }
                }
                'Prompt' {
                    Show-TcaPrompt -Prompt ($script:Attempt.ReadJson($next.Json))
                }
                'Log' {
                    $line = $script:Attempt.ReadJson($next.Json)
                    if ($line['level'] -eq 'warning') {
                        $Cmdlet.WriteWarning((Format-TcaSentence -Text $line['message']))
                    }
                    else {
                        $Cmdlet.WriteVerbose((Format-TcaSentence -Text $line['message']))
                    }
                }
                'End' {
                    $ended = $true
                    if ($TakeFindings) {
                        return $script:Attempt.TakeFindings($Operation)
                    }
                    return $script:Attempt.ReadJson($next.Json)
                }
            }
        }
    }
    finally {
        try {
            if (-not $ended) {
                Stop-TcaOperation -Operation $Operation -WhenStopped $WhenStopped
            }
        }
        finally {
            $Operation.Dispose()
        }
        if ($shown) {
            $progress = [System.Management.Automation.ProgressRecord]::new(1, $Activity, ' ')
            $progress.RecordType = 'Completed'
            try {
                $Cmdlet.WriteProgress($progress)
            }
            catch [System.Management.Automation.PipelineStoppedException] {
                # The stopped pipeline takes its progress away itself.
                $shown = $false
            }
        }
    }
}

# Cancels, and says how what changes something ended when that is known in time. The pipeline is stopping: streams are
# closed, so the host is told.
function Stop-TcaOperation {
    param([object] $Operation, [string] $WhenStopped)

    $Operation.Cancel()
    if (-not $WhenStopped) {
        return
    }
    $end = $null
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while ($null -eq $end -and $clock.ElapsedMilliseconds -lt 300) {
        $answer = $script:Attempt.Wait($Operation, 50)
        if ($answer -is [System.Exception]) {
            # The cancellation won: nothing was done.
            return
        }
        if ($answer.Kind.ToString() -eq 'End') {
            $end = $script:Attempt.ReadJson($answer.Json)
        }
    }
    $outcome = 'unconfirmed'
    $more = ''
    if ($null -ne $end) {
        $outcome = $end['outcome']
        $more = Get-TcaProblemText -Result $end
    }
    $Host.UI.WriteWarningLine(('{0} Outcome: {1}. {2}' -f $WhenStopped, $script:Attempt.PascalCase($outcome), $more).TrimEnd())
}

# What failed halfway, and what to do now; nothing where nothing did.
function Get-TcaProblemText {
    param([hashtable] $Result)

    $problem = $Result['problem']
    if ($problem -is [hashtable]) {
        '{0} {1}' -f (Format-TcaSentence -Text $problem['message']), $script:Attempt.InWords($problem['nextStep'])
    }
}
