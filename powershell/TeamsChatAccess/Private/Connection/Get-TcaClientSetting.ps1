# The settings document of a client, from the parameters that Connect-TeamsChatAccess was given.
function Get-TcaClientSetting {
    param(
        $Parameters,
        [System.Management.Automation.PSCmdlet] $Cmdlet,
        # Delegated permissions to ask for in place of the removal's.
        $Scope
    )

    $more = @{}
    if ($Scope -is [array]) {
        $more['scopes'] = $Scope
    }
    if ($Parameters['CertificateAuthorityPath'] -is [string] -or $Parameters['ProxyCredential'] -is [pscredential]) {
        Add-TcaSessionSetting -Settings $more -Parameters $Parameters -Cmdlet $Cmdlet
    }
    $settings = $script:Attempt.Settings($Parameters, $more)
    if ($settings -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'InvalidSetting' -Category InvalidArgument `
            -Target $Parameters['Environment'] -Message $settings.Message))
    }
    $settings
}

# The settings that only the session can tell: where a file is, and what is in a credential.
function Add-TcaSessionSetting {
    param([hashtable] $Settings, $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($Parameters['CertificateAuthorityPath']) {
        Import-TcaPart -Name 'Operation'
        $Settings['caFile'] = Resolve-TcaFile -Path $Parameters['CertificateAuthorityPath'] -Parameter 'CertificateAuthorityPath' -Cmdlet $Cmdlet
    }
    $credential = $Parameters['ProxyCredential']
    if ($null -ne $credential) {
        $Settings['proxyUser'] = $credential.UserName
        $Settings['proxyPassword'] = $credential.GetNetworkCredential().Password
    }
}
