function Register-TeamsChatAccessApp {
    <#
    .SYNOPSIS
    Finds or creates the app registration that removals sign in with.

    .DESCRIPTION
    Looks in the tenant for the app RemoveAllAccessForUserApp and creates it when there is none: for this tenant alone, a
    public client without credentials, that requires Chat.ReadWrite.All and nothing else. Repeated, it finds what is there
    and finishes what was left half done.

    An app of that name that lacks something, as one made by the original script does, is completed after asking. An app
    that has credentials, foreign redirect addresses, another audience or more permissions is refused with the reasons, and
    of several none is guessed: anybody may register an app under any name. -ClientId settles which one is meant.

    An app that the original script made, which said no audience, is completed with that of this tenant alone.

    Ready says whether a new app can be signed in with yet, and is empty where that was not tried. Owners, SignInAudience and
    CreatedOn are those of an app that was there before.

    Consent is asked for at the first sign-in with the app, unless -Consent writes it. This command signs in by itself, with
    the permission Application.ReadWrite.All, and leaves the connection of Connect-TeamsChatAccess alone.

    .PARAMETER TenantId
    The tenant, by id (a GUID) or by domain.

    .PARAMETER DisplayName
    The app's name.

    .PARAMETER ClientId
    The application (client) id of the app that is meant, in place of a name.

    .PARAMETER IncludeAudit
    Requires AuditLogsQuery.Read.All as well, for searches in the audit log.

    .PARAMETER Consent
    Writes the consent: Me for the person who signs in, All for everybody in the tenant. Needs the permission
    DelegatedPermissionGrant.ReadWrite.All.

    .PARAMETER Force
    Completes an app that this command did not make without asking.

    .PARAMETER SignInClientId
    The app to sign in with for this work: by default Microsoft Graph Command Line Tools.

    .PARAMETER UseDeviceCode
    Signs in with a code that is typed in a browser on any machine.

    .PARAMETER AccessToken
    A delegated token for Microsoft Graph with Application.ReadWrite.All, in place of a sign-in.

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
    $app = Register-TeamsChatAccessApp -TenantId contoso.com
    Connect-TeamsChatAccess -TenantId contoso.com -ClientId $app.ClientId

    Finds or creates the app, and signs in with it.

    .EXAMPLE
    Register-TeamsChatAccessApp -TenantId contoso.com -WhatIf

    Shows what would be done.

    .OUTPUTS
    TeamsChatAccess.AppRegistration

    .LINK
    Unregister-TeamsChatAccessApp
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium', DefaultParameterSetName = 'Name')]
    [OutputType('TeamsChatAccess.AppRegistration')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string] $TenantId,

        [Parameter(ParameterSetName = 'Name')]
        [ValidateNotNullOrEmpty()]
        [string] $DisplayName,

        [Parameter(ParameterSetName = 'Id', Mandatory = $true)]
        [ValidateNotNullOrEmpty()]
        [string] $ClientId,

        [switch] $IncludeAudit,

        [ValidateSet('Me', 'All')]
        [string] $Consent,

        [switch] $Force,

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

    end {
        . Use-TcaPreference -Cmdlet $PSCmdlet
        Import-TcaPart -Name 'Operation', 'Connection', 'Registration'
        Import-TcaView
        Register-TcaApp -Parameters $PSBoundParameters -SignInClientId $SignInClientId -Cmdlet $PSCmdlet
    }
}
