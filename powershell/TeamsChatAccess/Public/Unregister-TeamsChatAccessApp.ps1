function Unregister-TeamsChatAccessApp {
    <#
    .SYNOPSIS
    Takes away the app registration that Register-TeamsChatAccessApp made, or the one of its name.

    .DESCRIPTION
    Given the result of a registration, takes away exactly what that registration made; an app that was there before stays.
    Without it takes away the one app of that name with its service principal and consent, unless it is one that would be
    refused; -ClientId takes that app whatever it is. A deleted app can be restored in the Entra admin center for 30 days.

    .PARAMETER TenantId
    The tenant, by id (a GUID) or by domain.

    .PARAMETER DisplayName
    The app's name.

    .PARAMETER ClientId
    The application (client) id of the app that is meant.

    .PARAMETER Created
    What a registration made: the property Created of its result, which binds from the pipeline, also from a file that
    Export-Csv, ConvertTo-Json or Export-Clixml made of it.

    .PARAMETER SignInClientId
    The app to sign in with for this work: by default Microsoft Graph Command Line Tools.

    .PARAMETER UseDeviceCode
    Signs in with a code that is typed in a browser on any machine.

    .PARAMETER AccessToken
    A delegated token for Microsoft Graph with Application.ReadWrite.All and DelegatedPermissionGrant.ReadWrite.All, in
    place of a sign-in.

    .PARAMETER LoginHint
    The account that the browser should offer.

    .PARAMETER Environment
    The cloud: Global (GCC included), USGov (GCC High) or USGovDoD.

    .PARAMETER AzureADEndpoint
    The root of another sign-in service. Needs -GraphEndpoint.

    .PARAMETER GraphEndpoint
    The root of another Microsoft Graph, without a version. Needs -AzureADEndpoint.

    .PARAMETER CertificateAuthorityPath
    A PEM file with certificates that are trusted besides the system's.

    .PARAMETER Proxy
    The proxy to use in place of the system's settings.

    .PARAMETER ProxyCredential
    The account for the proxy.

    .EXAMPLE
    $app | Unregister-TeamsChatAccessApp

    Takes away exactly what Register-TeamsChatAccessApp made.

    .EXAMPLE
    Unregister-TeamsChatAccessApp -TenantId contoso.com -WhatIf

    Shows what would be taken away.

    .INPUTS
    TeamsChatAccess.AppRegistration

    .OUTPUTS
    TeamsChatAccess.AppRemoval

    .LINK
    Register-TeamsChatAccessApp
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', DefaultParameterSetName = 'Name')]
    [OutputType('TeamsChatAccess.AppRemoval')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $TenantId,

        [Parameter(ParameterSetName = 'Name')]
        [ValidateNotNullOrEmpty()]
        [string] $DisplayName,

        [Parameter(ParameterSetName = 'Id', Mandatory = $true, ValueFromPipelineByPropertyName = $true)]
        [Parameter(ParameterSetName = 'Created', ValueFromPipelineByPropertyName = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $ClientId,

        [Parameter(ParameterSetName = 'Created', Mandatory = $true, ValueFromPipelineByPropertyName = $true)]
        [psobject] $Created,

        [ValidateNotNullOrEmpty()]
        [string] $SignInClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e',

        [switch] $UseDeviceCode,

        [securestring] $AccessToken,

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

    process {
        . Use-TcaPreference -Cmdlet $PSCmdlet
        Import-TcaPart -Name 'Operation', 'Connection', 'Registration'
        Import-TcaView
        Unregister-TcaApp -Parameters $PSBoundParameters -SignInClientId $SignInClientId -Cmdlet $PSCmdlet
    }
}
