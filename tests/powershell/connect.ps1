#Requires -Version 7.0
# Signing in: a token, a device code, the browser; what is refused, and what the context shows.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox

check 'before a connection the context is nothing, without an error' {
    $said = run { Get-TeamsChatAccessContext }
    equal $said.Output.Count 0
    equal $said.Errors.Count 0
}

check 'what needs a connection says Connect-TeamsChatAccess' {
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false }
    $record = onlyError $said NotConnected AuthenticationError $true
    matches "$record" 'Connect-TeamsChatAccess'
    matches $record.Exception.Data['NextStep'] 'Connect-TeamsChatAccess'
}

check 'a token connects and nothing is written' {
    $said = run { Connect-Sandbox }
    equal ($said.Errors -join '; ') ''
    equal ($said.Output.Count + $said.Warnings.Count + $said.Information.Count) 0 'what was written'
}

check 'the context has the fixed properties and no secret' {
    $context = Get-TeamsChatAccessContext
    equal $context.TenantId (Get-Ready).tenantId
    equal $context.ClientId (Get-Ready).clientId
    equal $context.Account (Get-Ready).adminUserPrincipalName
    expect ($context.Scopes -contains 'Chat.ReadWrite.All') 'the scope'
    expect ($context.Roles.Count -gt 0) 'the roles'
    expect ($context.ExpiresOn -is [datetime] -and $context.ExpiresOn -gt [datetime]::UtcNow) 'the expiry'
    equal $context.ExpiresOn.Kind Utc
    equal $context.Environment Custom
    $token = (Get-Ready).accessToken
    $all = ($context | Format-List * | Out-String -Width 4000) + (ConvertTo-Json -InputObject $context)
    expect (-not $all.Contains($token.Split('.')[2].Substring(0, 20))) 'the signature stands in the context'
}

check 'disconnect forgets, twice does nothing' {
    Disconnect-TeamsChatAccess
    equal @(Get-TeamsChatAccessContext).Count 0
    Disconnect-TeamsChatAccess
}

foreach ($case in @(
        , @('an app-only token', 'TokenAppOnly', 'PermissionDenied', { ConvertTo-SecureString (Get-Ready).appAccessToken -AsPlainText -Force })
        , @('an expired token', 'TokenExpired', 'AuthenticationError', { New-Token @{ user = 'admin@contoso.com'; scopes = @('Chat.ReadWrite.All'); expiresIn = -60 } })
        , @('a token without the scope', 'TokenScopeMissing', 'PermissionDenied', { New-Token @{ user = 'admin@contoso.com'; scopes = @('User.Read') } })
        , @('a token of another tenant', 'TokenOtherTenant', 'InvalidArgument', { New-Token @{ user = 'helpdesk@itsupport-desk.onmicrosoft.com'; scopes = @('Chat.ReadWrite.All') } })
        , @('what is no token', 'TokenMalformed', 'InvalidArgument', { ConvertTo-SecureString 'secret-that-is-none with space' -AsPlainText -Force })
    )) {
    check "$($case[0]) is refused with the reason and a next step" {
        $token = & $case[3]
        $endpoint = Get-Endpoint
        $said = run { Connect-TeamsChatAccess @endpoint -AccessToken $token }
        $record = onlyError $said $case[1] $case[2] $true
        expect ($record.Exception.Data['NextStep'] -cmatch '^[A-Z].*\.$') 'the next step, a sentence'
        expect (-not "$record".Contains('secret-that-is-none')) 'the token stands in the error'
        equal @(Get-TeamsChatAccessContext).Count 0 'connections'
    }
}

check 'a token that cannot be read connects with a warning' {
    $endpoint = Get-Endpoint
    $said = run { Connect-TeamsChatAccess @endpoint -AccessToken (ConvertTo-SecureString 'abc' -AsPlainText -Force) }
    equal ($said.Errors -join '; ') ''
    matches $said.Warnings 'cannot be read'
}

check 'a token for another service is refused' {
    $said = run { Connect-TeamsChatAccess -TenantId (Get-Ready).tenantId -AccessToken (New-Token) }
    $null = onlyError $said TokenOtherAudience AuthenticationError $true
}

check 'a refused token leaves the connection that was there' {
    Connect-Sandbox
    $endpoint = Get-Endpoint
    $said = run { Connect-TeamsChatAccess @endpoint -AccessToken (ConvertTo-SecureString 'x y' -AsPlainText -Force) }
    equal $said.Errors.Count 1
    equal (Get-TeamsChatAccessContext).Account (Get-Ready).adminUserPrincipalName
}

check 'an environment and endpoints exclude each other' {
    $endpoint = Get-Endpoint
    $null = onlyError (run { Connect-TeamsChatAccess @endpoint -Environment USGov -AccessToken (New-Token) }) InvalidSetting InvalidArgument $true
}

check 'an endpoint that was given and is empty is refused: nothing goes to the real cloud for want of a name' {
    foreach ($endpoint in @{ AzureADEndpoint = $null }, @{ AzureADEndpoint = ''; GraphEndpoint = '' }) {
        $record = onlyError (run { Connect-TeamsChatAccess -TenantId contoso.com @endpoint -AccessToken (New-Token) }) InvalidSetting InvalidArgument $true
        matches $record '-AzureADEndpoint was given and is empty'
    }
}

check 'one endpoint without the other is an error that names it' {
    $said = run { Connect-TeamsChatAccess -AzureADEndpoint https://localhost:1 -AccessToken (New-Token) }
    $record = onlyError $said InvalidSetting InvalidArgument $true
    matches "$record" 'GraphEndpoint'
}

check 'an authority file that is missing is named' {
    $endpoint = Get-Endpoint
    $endpoint.CertificateAuthorityPath = [IO.Path]::Combine($script:Work, 'missing.pem')
    $said = run { Connect-TeamsChatAccess @endpoint -AccessToken (New-Token) }
    equal $said.Errors.Count 1
    matches "$($said.Errors[0])" 'missing\.pem'
}

check 'an authority path that can be no file ends the call, and nobody is connected without it' {
    foreach ($path in 'nodrive:/root.pem', 'Env:PATH') {
        Disconnect-TeamsChatAccess
        $endpoint = Get-Endpoint
        $endpoint.CertificateAuthorityPath = $path
        $record = onlyError (run { Connect-TeamsChatAccess @endpoint -AccessToken (New-Token) }) NotAFile InvalidArgument $true
        matches $record ('-CertificateAuthorityPath names no file with ' + $path)
        equal (Get-TeamsChatAccessContext) $null
    }
}

check 'a relative authority file is found from the current location' {
    $endpoint = Get-Endpoint
    $endpoint.CertificateAuthorityPath = [IO.Path]::GetFileName($endpoint.CertificateAuthorityPath)
    Push-Location ([IO.Path]::GetDirectoryName((Get-Ready).caFile))
    try { Connect-TeamsChatAccess @endpoint -AccessToken (New-Token) } finally { Pop-Location }
}

check 'a proxy that cannot be used is an error of the setting, and its password is not shown' {
    $endpoint = Get-Endpoint
    $credential = [pscredential]::new('proxyuser', (ConvertTo-SecureString 'proxy-secret' -AsPlainText -Force))
    $said = run {
        Connect-TeamsChatAccess @endpoint -AccessToken (New-Token) -Proxy ftp://127.0.0.1:9 -ProxyCredential $credential `
            -Verbose -Debug
    }
    $null = onlyError $said InvalidSetting InvalidArgument $true
    expect (-not ((@($said.Errors) + $said.Verbose + $said.Debug) -join ' ').Contains('proxy-secret')) 'the password is shown'
}

check 'every setting reaches the library under its name' {
    $parameters = [Collections.Generic.Dictionary[string, object]]::new()
    $parameters.TenantId = 'contoso.com'; $parameters.ClientId = 'c'; $parameters.LoginHint = 'me'; $parameters.Proxy = 'http://p:1'
    $parameters.ProxyCredential = [pscredential]::new('u', (ConvertTo-SecureString 'p"\' -AsPlainText -Force))
    $parameters.Environment = 'USGovDoD'
    $json = & (Get-Module TeamsChatAccess) { Get-TcaClientSetting -Parameters $args[0] -Cmdlet $null } $parameters
    $settings = ConvertFrom-Json $json
    equal ($settings.PSObject.Properties.Name | Sort-Object) 'clientId|cloud|loginHint|proxy|proxyPassword|proxyUser|schema|tenant'
    equal $settings.cloud usgov_l5
    equal $settings.proxyPassword 'p"\'
    equal $settings.proxyUser u
}

# A device code, played by another runspace: what is said, and the person who types it.
function Start-DeviceCode([hashtable] $More = @{}) {
    $shell = [powershell]::Create()
    $null = $shell.AddScript({
            param($Module, $Endpoint)
            $ErrorActionPreference = 'Stop'
            Import-Module $Module
            Connect-TeamsChatAccess @Endpoint -UseDeviceCode
            (Get-TeamsChatAccessContext).Account
        }).AddArgument($script:ModulePath).AddArgument((Get-Endpoint) + @{ ClientId = (Get-Ready).clientId } + $More)
    $handle = $shell.BeginInvoke()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($shell.Streams.Information.Count -eq 0 -and -not $handle.IsCompleted) {
        if ($clock.ElapsedMilliseconds -gt 15000) { throw 'no prompt came' }
        Start-Sleep -Milliseconds 20
    }
    [pscustomobject]@{ Shell = $shell; Handle = $handle; Text = "$($shell.Streams.Information)" }
}

check 'a device code is shown in the information stream and signs in' {
    $signIn = Start-DeviceCode
    matches $signIn.Text 'enter the code [A-Z0-9]+'
    $code = [regex]::Match($signIn.Text, 'code ([A-Z0-9]{6,})').Groups[1].Value
    $null = Invoke-WebRequest ((Get-Ready).approveUrl.Replace('{code}', $code)) -SkipCertificateCheck -UseBasicParsing
    equal $signIn.Shell.EndInvoke($signIn.Handle) (Get-Ready).adminUserPrincipalName
}

check 'a declined device code is an error with what to do' {
    $signIn = Start-DeviceCode
    $code = [regex]::Match($signIn.Text, 'code ([A-Z0-9]{6,})').Groups[1].Value
    $null = Invoke-WebRequest ((Get-Ready).approveUrl.Replace('{code}', $code) + '&decision=decline') -SkipCertificateCheck -UseBasicParsing
    try { $null = $signIn.Shell.EndInvoke($signIn.Handle); throw 'it signed in' }
    catch { $record = $_.Exception.InnerException.ErrorRecord }
    equal ($record.FullyQualifiedErrorId -split ',')[0] SignInDeclined
}

check 'a stopped device code ends within half a second and leaves the session usable' {
    $signIn = Start-DeviceCode
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $signIn.Shell.Stop()
    expect ($clock.ElapsedMilliseconds -lt 500) "it took $($clock.ElapsedMilliseconds) ms"
    $signIn.Shell.Commands.Clear()
    $signIn.Shell.Streams.Error.Clear()
    $null = $signIn.Shell.AddScript('Get-TeamsChatAccessContext | Out-Null; 1 + 1')
    equal $signIn.Shell.Invoke() 2
}

check 'the browser is opened and signs in' {
    if (-not $env:TCA_TEST_BROWSER) { skip 'no browser is played here' }
    Disconnect-TeamsChatAccess
    $endpoint = Get-Endpoint
    $said = run { Connect-TeamsChatAccess @endpoint -ClientId (Get-Ready).clientId -LoginHint admin@contoso.com }
    equal ($said.Errors -join '; ') ''
    matches ($said.Information -join "`n") 'https://localhost'
    equal (Get-TeamsChatAccessContext).Account admin@contoso.com
    equal $said.Output.Count 0
}

check 'with -NonInteractive a sign-in is an error that says what to pass, and a token works' {
    $endpoint = Get-Endpoint
    $lines = @("Import-Module '$script:ModulePath'", '$e = @{}')
    foreach ($name in $endpoint.Keys) { $lines += "`$e['$name'] = '$($endpoint[$name])'" }
    $lines += @"
foreach (`$more in @{}, @{ UseDeviceCode = `$true }) {
    try { Connect-TeamsChatAccess @e -ClientId '$((Get-Ready).clientId)' @more; 'signed in' } catch { "`$(`$_.FullyQualifiedErrorId): `$_" }
}
Connect-TeamsChatAccess @e -AccessToken (ConvertTo-SecureString '$((Get-Ready).accessToken)' -AsPlainText -Force)
(Get-TeamsChatAccessContext).Account
`$Error.Clear()
`$kept = @()
try { Remove-TeamsChatAccessForUser -TenantId '$((Get-Chat)[0].TenantId)' -UserId '$((Get-Chat)[0].UserId)' -ThreadId '$((Get-Chat)[0].ThreadId)' -ErrorVariable kept }
catch { "`$(`$_.FullyQualifiedErrorId): `$_" }
"`$(`$Error.Count) `$(`$kept.Count)"
"@
    # In Turkish, I is not the capital of i.
    $lines = @('[Threading.Thread]::CurrentThread.CurrentCulture = [Globalization.CultureInfo]::new(''tr-TR'')') + $lines
    $child = Start-Child ($lines -join "`n") @('-NonInteractive')
    $said = $child.Output.Trim() -split '\r?\n'
    equal $said.Count 5 "lines of: $($child.Output) $($child.Errors)"
    matches $said[0] '^SignInRequired.*-AccessToken'
    matches $said[1] '^SignInRequired.*-AccessToken'
    equal $said[2] admin@contoso.com
    matches $said[3] '^ConfirmationRequired.*-Confirm:\$false'
    equal $said[4] '1 1' 'errors in $Error and in -ErrorVariable'
}

check 'in a runbook a sign-in is an error that says what to pass' {
    $endpoint = Get-Endpoint
    $env:AZUREPS_HOST_ENVIRONMENT = 'AzureAutomation/PowerShell'
    try { $said = run { Connect-TeamsChatAccess @endpoint -ClientId (Get-Ready).clientId } }
    finally { Remove-Item Env:AZUREPS_HOST_ENVIRONMENT }
    matches "$(onlyError $said SignInRequired AuthenticationError $true)" '-AccessToken'
}

Disconnect-TeamsChatAccess
finish
