# Asks as -WhatIf and -Confirm say. Where nobody can be asked, the error says what to pass.
function Confirm-TcaAction {
    param(
        [string] $Text,
        [string] $Caption,
        # What to pass where nobody can be asked.
        [string] $Instead,
        # Asks whatever -Confirm and the preferences say.
        $Always,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    if ($Always) {
        $answer = $script:Attempt.Ask($Cmdlet, 'ShouldContinue', [string[]]@($Text, $Caption))
    }
    else {
        $answer = $script:Attempt.Ask($Cmdlet, 'ShouldProcess', [string[]]@($Text, $Text, $Caption))
    }
    if ($answer -isnot [System.Exception]) {
        return $answer
    }
    $why = $answer.GetBaseException()
    if ($why -is [System.NullReferenceException]) {
        # The console's input ended where the answer should have been.
        $why = 'no answer came'
    }
    else {
        $why = $why.Message
    }
    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'ConfirmationRequired' -Category OperationStopped `
        -Target $Text -Message ('This must be confirmed, and nobody can be asked here ({0}).' -f $why.TrimEnd('.')) `
        -NextStep ('Check with -WhatIf, then pass {0}.' -f $Instead)))
}
