# Runs one operation on app registrations to its end and gives its document; a failure ends the call.
function Invoke-TcaAppWork {
    param(
        [ValidateSet('RegisterApp', 'UnregisterApp')] [string] $Work,
        [object] $Client,
        [hashtable] $Options,
        [string] $Activity,
        # Said when the pipeline is stopped before the end is known.
        [string] $WhenStopped,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $json = $script:Attempt.WriteJson($Options)
    if ($Work -eq 'RegisterApp') {
        $answer = $script:Attempt.RegisterApp($Client, $json)
    }
    else {
        $answer = $script:Attempt.UnregisterApp($Client, $json)
    }
    if ($answer -isnot [System.Exception]) {
        $answer = Wait-TcaOperation -Operation $answer -Cmdlet $Cmdlet -Activity $Activity -WhenStopped $WhenStopped
    }
    if ($answer -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer -Target $Options['clientId']))
    }
    $answer
}

# What failed halfway, as an error beside the result.
function Write-TcaAppProblem {
    param([hashtable] $Result, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($null -ne $Result['problem']) {
        $Cmdlet.WriteError((New-TcaErrorRecord -Message $Result['problem']['message'] -ErrorId 'AppUnfinished' `
            -Category OperationStopped -Target $Result['clientId'] -NextStep $script:Attempt.InWords($Result['problem']['nextStep'])))
    }
}
