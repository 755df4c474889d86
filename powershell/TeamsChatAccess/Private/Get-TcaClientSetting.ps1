# The settings document of a client, from the parameters that Connect-TeamsChatAccess was given.
function Get-TcaClientSetting {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        [System.Management.Automation.PSCmdlet] $Cmdlet,
        # Delegated permissions to ask for in place of the removal's.
        [string[]] $Scope
    )

    $clouds = @{ Global = 'global'; USGov = 'usgov_l4'; USGovDoD = 'usgov_l5' }
    $names = @{
        TenantId = 'tenant'; ClientId = 'clientId'; LoginHint = 'loginHint'; AzureADEndpoint = 'authorityHost'
        GraphEndpoint = 'graphEndpoint'; Proxy = 'proxy'
    }
    $settings = [ordered]@{ schema = 1 }
    foreach ($name in $names.Keys) {
        if ($Parameters.ContainsKey($name) -and $Parameters[$name]) {
            $settings[$names[$name]] = [string]$Parameters[$name]
        }
    }
    if ($Scope) {
        $settings['scopes'] = $Scope
    }
    $custom = $settings.Contains('authorityHost') -or $settings.Contains('graphEndpoint')
    if ($custom -and $Parameters.ContainsKey('Environment')) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'InvalidSetting' -Category InvalidArgument `
            -Target $Parameters['Environment'] -Message '-Environment and endpoints of your own exclude each other.' `
            -NextStep 'Leave out -Environment, or -AzureADEndpoint and -GraphEndpoint.'))
    }
    if ($custom) {
        $settings['cloud'] = 'custom'
    }
    elseif ($Parameters.ContainsKey('Environment')) {
        $settings['cloud'] = $clouds[$Parameters['Environment']]
    }
    if ($Parameters.ContainsKey('CertificateAuthorityPath') -and $Parameters['CertificateAuthorityPath']) {
        $settings['caFile'] = $Cmdlet.GetUnresolvedProviderPathFromPSPath($Parameters['CertificateAuthorityPath'])
    }
    if ($Parameters.ContainsKey('ProxyCredential') -and $null -ne $Parameters['ProxyCredential']) {
        $credential = $Parameters['ProxyCredential'].GetNetworkCredential()
        $settings['proxyUser'] = $Parameters['ProxyCredential'].UserName
        $settings['proxyPassword'] = $credential.Password
    }
    $script:Attempt.WriteJson($settings)
}
