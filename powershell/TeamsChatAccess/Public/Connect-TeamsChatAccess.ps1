function Connect-TeamsChatAccess {
    <#
    .SYNOPSIS
    Signs in to Microsoft Graph for the removal of chats.

    .DESCRIPTION
    Signs a person in with the browser of this machine, with a device code, or with an access token that you have. The
    service takes delegated tokens with Chat.ReadWrite.All only: a token of an application itself is refused here.

    Tokens are kept in memory and go with the session or with Disconnect-TeamsChatAccess. Runspaces of the same process
    that made no connection of their own, such as thread jobs, use the last one.

    With -NonInteractive and in runbooks nothing prompts and no browser opens: pass -AccessToken there.

    .PARAMETER TenantId
    The tenant of the users, by id (a GUID) or by domain, such as contoso.com. An -AccessToken is compared with the id; a
    domain is not looked up for it.

    .PARAMETER ClientId
    The application (client) id of the app registration to sign in with. It needs the delegated permission
    Chat.ReadWrite.All and, for the browser, the redirect address http://localhost.

    .PARAMETER UseDeviceCode
    Signs in with a code that is typed in a browser on any machine. Some tenants block this; use the browser then.

    .PARAMETER AccessToken
    A delegated access token for Microsoft Graph with Chat.ReadWrite.All. It is not renewed.

    .PARAMETER LoginHint
    The account that the browser should offer, such as admin@contoso.com.

    .PARAMETER Environment
    The cloud: Global (GCC included), USGov (GCC High) or USGovDoD.

    .PARAMETER AzureADEndpoint
    The root of another sign-in service, with https. Needs -GraphEndpoint.

    .PARAMETER GraphEndpoint
    The root of another Microsoft Graph, with https and without a version. Needs -AzureADEndpoint.

    .PARAMETER CertificateAuthorityPath
    A PEM file with certificates that are trusted besides the system's, such as a company proxy's; for another sign-in
    service, alone.

    .PARAMETER Proxy
    The proxy to use in place of the system's settings, such as http://proxy.contoso.com:8080.

    .PARAMETER ProxyCredential
    The account for the proxy.

    .EXAMPLE
    Connect-TeamsChatAccess -TenantId contoso.com -ClientId 8a6f1f2c-50f5-4f4a-9d21-6f6a0c9f1b7e

    Opens the browser and signs in.

    .EXAMPLE
    Connect-TeamsChatAccess -TenantId contoso.com -ClientId 8a6f1f2c-50f5-4f4a-9d21-6f6a0c9f1b7e -UseDeviceCode

    Shows a code to type on another machine.

    .EXAMPLE
    Connect-TeamsChatAccess -AccessToken $token

    Uses a delegated token that another tool acquired, held in a SecureString.

    .LINK
    Remove-TeamsChatAccessForUser
    #>
    [CmdletBinding(DefaultParameterSetName = 'Browser')]
    param(
        [Parameter(ParameterSetName = 'Browser', Mandatory = $true, Position = 0)]
        [Parameter(ParameterSetName = 'DeviceCode', Mandatory = $true, Position = 0)]
        [Parameter(ParameterSetName = 'AccessToken', Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string] $TenantId,

        [ValidateNotNullOrEmpty()]
        [string] $ClientId,

        [Parameter(ParameterSetName = 'DeviceCode', Mandatory = $true)]
        [switch] $UseDeviceCode,

        [Parameter(ParameterSetName = 'AccessToken', Mandatory = $true)]
        [securestring] $AccessToken,

        [Parameter(ParameterSetName = 'Browser')]
        [Parameter(ParameterSetName = 'DeviceCode')]
        [string] $LoginHint,

        [ValidateSet('Global', 'USGov', 'USGovDoD')]
        [string] $Environment = 'Global',

        [string] $AzureADEndpoint,

        [string] $GraphEndpoint,

        [string] $CertificateAuthorityPath,

        [string] $Proxy,

        [pscredential]
        [System.Management.Automation.Credential()]
        $ProxyCredential
    )

    end {
        . Use-TcaPreference -Cmdlet $PSCmdlet
        Import-TcaPart -Name 'Connection'
        Connect-TcaSession -Parameters $PSBoundParameters -Cmdlet $PSCmdlet
    }
}
