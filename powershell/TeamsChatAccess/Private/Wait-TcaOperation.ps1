# Waits for an operation in short steps, shows what it says, and gives its result. Failed operations throw. When the
# pipeline is stopped it is cancelled.
function Wait-TcaOperation {
    [CmdletBinding()]
    param(
        [object] $Operation,
        [string] $Activity,
        # Said when the pipeline is stopped before the end is known.
        [string] $WhenStopped
    )

    $ended = $false
    $shown = $false
    try {
        while ($true) {
            $next = $null
            try {
                $next = $Operation.Wait($script:StepMilliseconds)
            }
            catch {
                $ended = $true
                throw
            }
            switch ($next.Kind.ToString()) {
                'Progress' {
                    $shown = $true
                    Write-TcaProgress -Progress (ConvertFrom-Json -InputObject $next.Json) -Activity $Activity
                }
                'Prompt' {
                    Show-TcaPrompt -Prompt (ConvertFrom-Json -InputObject $next.Json)
                }
                'Log' {
                    $line = ConvertFrom-Json -InputObject $next.Json
                    if ($line.level -eq 'warning') {
                        Write-Warning -Message (Format-TcaSentence -Text $line.message)
                    }
                    else {
                        Write-Verbose -Message (Format-TcaSentence -Text $line.message)
                    }
                }
                'End' {
                    $ended = $true
                    return ConvertFrom-Json -InputObject $next.Json
                }
            }
        }
    }
    finally {
        if ($shown) {
            Write-Progress -Activity $Activity -Completed
        }
        if (-not $ended) {
            Stop-TcaOperation -Operation $Operation -WhenStopped $WhenStopped
        }
        $Operation.Dispose()
    }
}

# Cancels, and says how a removal ended when that is known in time. The pipeline is stopping: streams are closed, so the
# host is told.
function Stop-TcaOperation {
    [CmdletBinding()]
    param([object] $Operation, [string] $WhenStopped)

    $end = $null
    try {
        $Operation.Cancel()
        if (-not $WhenStopped) {
            return
        }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while ($null -eq $end -and $clock.ElapsedMilliseconds -lt 300) {
            $next = $Operation.Wait(50)
            if ($next.Kind.ToString() -eq 'End') {
                $end = ConvertFrom-Json -InputObject $next.Json
            }
        }
    }
    catch {
        # The cancellation won: nothing was done.
        return
    }
    $outcome = 'unconfirmed'
    if ($null -ne $end) {
        $outcome = $end.outcome
    }
    $Host.UI.WriteWarningLine(('{0} Outcome: {1}.' -f $WhenStopped, (ConvertTo-TcaPascalCase -Text $outcome)))
}

function Write-TcaProgress {
    [CmdletBinding()]
    param([object] $Progress, [string] $Activity)

    $parameters = @{ Activity = $Activity; Status = Format-TcaSentence -Text $Progress.message }
    if ($null -ne $Progress.waitMilliseconds) {
        $parameters.SecondsRemaining = [int][math]::Ceiling($Progress.waitMilliseconds / 1000)
    }
    Write-Progress @parameters
}
