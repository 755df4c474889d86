# Dot-sourced by a command: takes over what its caller prefers. A module's script sees its own preferences and the
# session's, so that the -WhatIf or the 'Stop' of a script that calls it would count for nothing.
function Use-TcaPreference {
    param([System.Management.Automation.PSCmdlet] $Cmdlet)

    $given = $Cmdlet.MyInvocation.BoundParameters
    if (-not $given.ContainsKey('WhatIf')) {
        $WhatIfPreference = $Cmdlet.GetVariableValue('WhatIfPreference')
    }
    if (-not $given.ContainsKey('Confirm')) {
        $ConfirmPreference = $Cmdlet.GetVariableValue('ConfirmPreference')
    }
    if (-not $given.ContainsKey('ErrorAction')) {
        $ErrorActionPreference = $Cmdlet.GetVariableValue('ErrorActionPreference')
    }
    if (-not $given.ContainsKey('WarningAction')) {
        $WarningPreference = $Cmdlet.GetVariableValue('WarningPreference')
    }
    if (-not $given.ContainsKey('InformationAction')) {
        $InformationPreference = $Cmdlet.GetVariableValue('InformationPreference')
    }
    if (-not $given.ContainsKey('ProgressAction')) {
        $ProgressPreference = $Cmdlet.GetVariableValue('ProgressPreference')
    }
    if (-not $given.ContainsKey('Verbose')) {
        $VerbosePreference = $Cmdlet.GetVariableValue('VerbosePreference')
    }
    if (-not $given.ContainsKey('Debug')) {
        $DebugPreference = $Cmdlet.GetVariableValue('DebugPreference')
    }
}
