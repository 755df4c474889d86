# Connects this session, with the parameters of Connect-TeamsChatAccess.
function Connect-TcaSession {
    param([System.Collections.Generic.Dictionary[string, object]] $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $tenant = $Parameters['TenantId']
    $token = $Parameters['AccessToken']
    if ($token -isnot [securestring]) {
        Import-TcaPart -Name 'Operation'
        Assert-TcaInteractive -Permission 'Chat.ReadWrite.All' -Target $tenant -Cmdlet $Cmdlet
    }
    Import-TcaLibrary -Cmdlet $Cmdlet
    $settings = Get-TcaClientSetting -Parameters $Parameters -Cmdlet $Cmdlet
    if ($token -is [securestring]) {
        $answer = $script:Attempt.Connect($settings, $token)
    }
    else {
        $answer = New-TcaSignedInClient -Settings $settings -UseDeviceCode $Parameters['UseDeviceCode'] -Share $true -Cmdlet $Cmdlet
    }
    if ($answer -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer -Target $tenant))
    }
    if ($script:Connection -is [System.IDisposable]) {
        $script:Connection.Dispose()
    }
    $script:Connection = $answer
    $ExecutionContext.SessionState.Module.OnRemove = {
        if ($script:Connection -is [System.IDisposable]) {
            $script:Connection.Dispose()
        }
    }
    $script:HasDisconnected = $false
    if ($token -is [securestring]) {
        Write-TcaTokenWarning -Client $answer -Cmdlet $Cmdlet
    }
}

# A token is the service's own; nearly all of them can be read, and one that cannot may be no token.
function Write-TcaTokenWarning {
    param([object] $Client, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $context = $script:Attempt.Context($Client)
    if ($context -is [hashtable] -and $null -eq $context['tenantId']) {
        $Cmdlet.WriteWarning('The access token cannot be read: whether it is one, and of which tenant, only the service can tell.')
    }
}
