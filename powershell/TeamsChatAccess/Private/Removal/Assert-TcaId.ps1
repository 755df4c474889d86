# Ends the call when an id is wrong. It needs no connection, so that nobody signs in for ids that mean nothing.
function Assert-TcaId {
    param([string] $TenantId, [string] $UserId, [string] $ThreadId, [System.Management.Automation.PSCmdlet] $Cmdlet)

    Import-TcaLibrary -Cmdlet $Cmdlet
    $answer = $script:Attempt.CheckIds($TenantId, $UserId, $ThreadId)
    if ($answer -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer -Target ('{0} in {1}' -f $UserId, $ThreadId)))
    }
}
