<#
.SYNOPSIS
Removes a chat from a user's view, in place of the script of the same purpose in Microsoft's article.

.DESCRIPTION
The same three parameters, the same effect and the same lines in the log, without modules from a gallery: it needs the
module TeamsChatAccess beside it or among the installed ones. The chat disappears from that one user's view. It blocks
nobody, and THERE IS NO UNDO: keep the evidence first.

It signs in once per session: called again, as in a loop over a CSV file, it uses the connection that is there. The exit
code is 0 when the chat was removed, or with -WhatIf when nothing failed; else it is 1. Dot-sourced it never closes the
console. It asks only with -Confirm.

The lines about a request are written when there is one. What kept it from being sent, such as a wrong id, which is told
before anybody signs in, or a sign-in that was declined, is an error, which ends a loop only with -ErrorAction Stop.

.PARAMETER TenantId
Tenant id for the user whom the chat access is going to be removed.

.PARAMETER UserId
User id for the user whom the chat access is going to be removed.

.PARAMETER ThreadId
Id of the chat that from which access will be removed.

.PARAMETER ClientId
The client app to sign in with. Without it the app RemoveAllAccessForUserApp is looked for in the tenant, and created when
there is none.

.PARAMETER UseDeviceCode
Signs in with a code that is typed in a browser on any machine.

.PARAMETER AccessToken
A delegated access token for Microsoft Graph with Chat.ReadWrite.All, in place of a sign-in.

.PARAMETER LoginHint
The account that the browser should offer, when it comes to a sign-in: a connection that is there is used, whosever it is.

.PARAMETER Environment
The cloud: Global, USGov or USGovDoD.

.PARAMETER AzureADEndpoint
The root of another sign-in service.

.PARAMETER GraphEndpoint
The root of another Microsoft Graph.

.PARAMETER CertificateAuthorityPath
A PEM file with certificates to trust besides the system's.

.PARAMETER Proxy
The proxy to use in place of the system's settings.

.PARAMETER ProxyCredential
The account for the proxy.

.EXAMPLE
./RemoveAllAccessForUser.ps1 -TenantId $tenant -UserId $user -ThreadId $chat

Signs in with the browser and removes the chat from that user's view.

.EXAMPLE
Import-Csv removals.csv | ForEach-Object { ./RemoveAllAccessForUser.ps1 -TenantId $_.TenantId -UserId $_.UserId -ThreadId $_.ThreadId }

Signs in once and removes what the file lists.
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'None')]
param(
    # Tenant id for the user whom the chat access is going to be removed
    [Parameter(Mandatory=$true)]
    [String]
    $TenantId,

    # User id for the user whom the chat access is going to be removed
    [Parameter(Mandatory=$true)]
    [String]
    $UserId,

    # Id of the chat that from which access will be removed
    [Parameter(Mandatory=$true)]
    [String]
    $ThreadId,

    [String] $ClientId,
    [Switch] $UseDeviceCode,
    [SecureString] $AccessToken,
    [String] $LoginHint,
    [ValidateSet('Global', 'USGov', 'USGovDoD')] [String] $Environment = 'Global',
    [String] $AzureADEndpoint,
    [String] $GraphEndpoint,
    [String] $CertificateAuthorityPath,
    [String] $Proxy,
    [PSCredential] $ProxyCredential
)

# In a block of its own, so that nothing is left behind in a session that dot-sources this file.
$RemoveAllAccessForUserExitCode = & {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Given,
        [System.Management.Automation.PSCmdlet] $Cmdlet,
        [string] $Here
    )

    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $VerbosePreference = 'SilentlyContinue'

    # Beside this file as it was built, installed, or built from the sources that this file lies among.
    function Import-Beside {
        if (Get-Module -Name TeamsChatAccess) {
            return
        }
        $places = @([System.IO.Path]::Combine($Here, 'TeamsChatAccess'))
        if ([System.IO.File]::Exists([System.IO.Path]::Combine($Here, '..', 'Cargo.toml'))) {
            if ($env:CARGO_TARGET_DIR) {
                $places += [System.IO.Path]::Combine($env:CARGO_TARGET_DIR, 'module', 'TeamsChatAccess')
            }
            $places += [System.IO.Path]::Combine($Here, '..', 'target', 'module', 'TeamsChatAccess')
        }
        foreach ($place in $places) {
            if ([System.IO.File]::Exists([System.IO.Path]::Combine($place, 'TeamsChatAccess.Native.dll'))) {
                Import-Module -Name ([System.IO.Path]::Combine($place, 'TeamsChatAccess.psd1')) -Global
                return
            }
        }
        if (-not (Get-Module -ListAvailable -Name TeamsChatAccess)) {
            throw ('The module TeamsChatAccess was not found. Build it with powershell/build, or put it beside this script ' +
                'or among the installed modules. Looked in: {0}.' -f ($places -join ', '))
        }
        Import-Module -Name TeamsChatAccess -Global
    }

    # Told before anybody signs in. It is the module's to judge ids, and no command of its own.
    function Assert-Id {
        & @(Get-Module -Name TeamsChatAccess)[0] {
            [CmdletBinding()]
            param([System.Collections.Generic.Dictionary[string, object]] $Ids)

            Import-TcaPart -Name 'Removal'
            Assert-TcaId -TenantId $Ids['TenantId'] -UserId $Ids['UserId'] -ThreadId $Ids['ThreadId'] -Cmdlet $PSCmdlet
        } $Given
    }

    # Once per session: the connection that is there, when it is for this tenant and app. Gives whether there is one.
    function Connect-Once {
        $context = Get-TeamsChatAccessContext
        if ($null -ne $context -and -not $context.Renewable -and $context.ExpiresOn -le [datetime]::UtcNow) {
            # A token that was handed in and has expired.
            $context = $null
        }
        if ($null -ne $context -and -not $Given.ContainsKey('AccessToken') -and (Test-SameId 'TenantId' $context.TenantId) -and
            (-not $Given.ContainsKey('ClientId') -or (Test-SameId 'ClientId' $context.ClientId))) {
            return $true
        }
        if ($null -ne $context -and -not $Given.ContainsKey('AccessToken')) {
            Write-Host ('The connection of {0} to tenant {1} with the app {2} is not the one that is asked for.' -f
                $context.Account, $context.TenantId, $context.ClientId)
        }
        $connection = @{}
        foreach ($name in $Given.Keys) {
            # Windows PowerShell takes no parameter twice: -ErrorAction is given below.
            if ($name -notin 'UserId', 'ThreadId', 'WhatIf', 'Confirm', 'ErrorAction') {
                $connection[$name] = $Given[$name]
            }
        }
        if (-not $Given.ContainsKey('AccessToken') -and -not $Given.ContainsKey('ClientId')) {
            $connection['ClientId'] = Get-ClientApp $connection
            if (-not $connection['ClientId']) {
                return $false
            }
        }
        Connect-TeamsChatAccess @connection -ErrorAction Stop
        $true
    }

    # Ids come from spreadsheets, too: in braces, or with a space behind them.
    function Test-SameId([string] $Name, [string] $Id) {
        $Given[$Name].Trim(' {}') -eq $Id
    }

    # Get client app info. If client app is not found, create it
    function Get-ClientApp([hashtable] $Connection) {
        $app = $null
        $isNew = $false
        # What is written for the host comes as records, and goes on to the host: a sign-in's prompt is among it.
        Register-TeamsChatAccessApp @Connection -ErrorAction Stop 6>&1 | ForEach-Object {
            if ($_ -isnot [System.Management.Automation.InformationRecord]) {
                $app = $_
            }
            elseif ($_.Tags -contains 'AppNotFound') {
                $isNew = $true
                Write-Host "Client app not found. Creating new one." -ForegroundColor "Yellow"
            }
            else {
                Write-Host $_
            }
        }
        if ($null -eq $app -and $WhatIfPreference) {
            # What would be done was said, and without the app nobody can sign in.
            return
        }
        if ($null -eq $app) {
            throw 'The client app was not registered. Pass -ClientId to sign in with another one.'
        }
        if (-not $isNew) {
            Write-Host "Client app with id '$($app.ClientId)' found'" -ForegroundColor "Green"
        }
        $app.ClientId
    }

    function Write-Failure([object] $Status, [string] $Description, [string] $Body) {
        Write-Host "Request to RemoveAllAccessForUser api failed." -ForegroundColor "Red"
        Write-Host "StatusCode:" $Status
        Write-Host "StatusDescription:" $Description
        Write-Host $Body
    }

    # No request was sent. As an error of this script, and one that lets a loop go on to its next row whatever the session
    # prefers.
    function Write-Obstacle([System.Management.Automation.ErrorRecord] $Record) {
        $ErrorActionPreference = 'Continue'
        $said = 'The chat {0} was not removed for user {1}. {2}' -f $Given['ThreadId'], $Given['UserId'], $Record
        $obstacle = [System.Management.Automation.ErrorRecord]::new($Record.Exception, $Record.FullyQualifiedErrorId.Split(',')[0],
            $Record.CategoryInfo.Category, $Record.TargetObject)
        $obstacle.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($said)
        $Cmdlet.WriteError($obstacle)
    }

    $removal = $null
    try {
        Import-Beside
        Assert-Id
        if (-not (Connect-Once)) {
            return 0
        }

        # Execute request. The module says when it leaves: a question comes before it, or a token that has ended.
        Remove-TeamsChatAccessForUser -TenantId $Given['TenantId'] -UserId $Given['UserId'] -ThreadId $Given['ThreadId'] `
            -Confirm:($Given.ContainsKey('Confirm') -and $Given['Confirm']) -ErrorAction Stop `
            -InformationAction SilentlyContinue 6>&1 | ForEach-Object {
            if ($_ -isnot [System.Management.Automation.InformationRecord]) {
                $removal = $_
            }
            elseif ($_.Tags -contains 'RequestSent') {
                Write-Host "Executing RemoveAllAccessForUser request."
            }
        }
    }
    catch {
        Write-Obstacle $_
        return 1
    }
    if ($null -eq $removal) {
        # Only what would be done was asked for, or somebody said no.
        return [int](-not $WhatIfPreference)
    }
    if ($removal.Outcome -eq 'Removed') {
        Write-Host "Rquest to RemoveAllAccessForUser api succeeded." -ForegroundColor "Green"
        return 0
    }
    $description = $removal.Outcome
    if ($null -ne $removal.HttpStatus) {
        $description = [System.Enum]::ToObject([System.Net.HttpStatusCode], $removal.HttpStatus).ToString()
    }
    Write-Failure $removal.HttpStatus $description $removal.Body
    # What the body does not say.
    if ($removal.Message -and -not ([string]$removal.Body).Contains($removal.Message)) {
        Write-Host $removal.Message
    }
    if ($removal.RequestId -and -not ([string]$removal.Body).Contains($removal.RequestId)) {
        Write-Host "request-id: $($removal.RequestId)"
    }
    if ($removal.NextStep) {
        Write-Host $removal.NextStep
    }
    1
} $PSBoundParameters $PSCmdlet $PSScriptRoot

if ($MyInvocation.InvocationName -eq '.') {
    Remove-Variable -Name RemoveAllAccessForUserExitCode
    return
}
exit $RemoveAllAccessForUserExitCode
