# Asks as -WhatIf and -Confirm say. Where nobody can be asked, the error says what to pass.
function Confirm-TcaAction {
    [CmdletBinding()]
    [OutputType([bool])]
    param([string] $Text, [System.Management.Automation.PSCmdlet] $Cmdlet)

    try {
        return $Cmdlet.ShouldProcess($Text, $Text, 'Remove a chat from a user''s view')
    }
    catch [System.Management.Automation.PipelineStoppedException] {
        throw
    }
    catch {
        $why = $_.Exception.GetBaseException().Message
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'ConfirmationRequired' -Category OperationStopped `
            -Target $Text -Message ('A removal must be confirmed, and nobody can be asked here ({0}).' -f $why.TrimEnd('.')) `
            -NextStep 'Check with -WhatIf, then pass -Confirm:$false.'))
    }
}
