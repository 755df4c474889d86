# The settings document of a client, from the parameters that Connect-TeamsChatAccess was given.
function Get-TcaClientSetting {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        [System.Management.Automation.PSCmdlet] $Cmdlet,
        # Delegated permissions to ask for in place of the removal's.
        [string[]] $Scope
    )

    $more = @{}
    if ($Scope -is [array]) {
        $more['scopes'] = $Scope
    }
    $file = $Parameters['CertificateAuthorityPath']
    if ($file -is [string] -and $file) {
        $more['caFile'] = $Cmdlet.GetUnresolvedProviderPathFromPSPath($file)
    }
    $credential = $Parameters['ProxyCredential']
    if ($credential -is [pscredential]) {
        $more['proxyUser'] = $credential.UserName
        $more['proxyPassword'] = $credential.GetNetworkCredential().Password
    }
    $settings = $script:Attempt.Settings($Parameters, $more)
    if ($settings -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'InvalidSetting' -Category InvalidArgument `
            -Target $Parameters['Environment'] -Message $settings.Message `
            -NextStep 'Leave out -Environment, or -AzureADEndpoint and -GraphEndpoint.'))
    }
    $settings
}
