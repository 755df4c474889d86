#Requires -Version 7.0
# The app registration: found, made, completed, refused, and taken away.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox

function Get-Directory {
    (Get-Endpoint) + @{ AccessToken = (New-Token @{ user = 'admin@contoso.com'; clientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e'; scopes = @('Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All') }) }
}

check '-WhatIf looks and changes nothing' {
    $directory = Get-Directory
    $said = run { Register-TeamsChatAccessApp @directory -DisplayName Fresh -WhatIf }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Count 0
    expect (-not (Invoke-Sandbox counters).PSObject.Properties["appsCreated"]) "an app was created"
}

check 'it creates once, finds again, and takes away exactly what it made' {
    $directory = Get-Directory
    $app = Register-TeamsChatAccessApp @directory -DisplayName Fresh
    equal $app.Outcome Created
    expect ($app.ClientId -and $app.ServicePrincipalId) 'ids'
    equal $app.TenantId (Get-Ready).tenantId
    $again = Register-TeamsChatAccessApp @directory -DisplayName Fresh
    equal $again.Outcome Found
    equal $again.ClientId $app.ClientId
    equal (Invoke-Sandbox counters).appsCreated 1
    $directory.Remove('TenantId')
    $gone = $app | Unregister-TeamsChatAccessApp @directory -Confirm:$false
    equal $gone.Outcome Removed
    equal (Invoke-Sandbox counters).appsDeleted 1
    equal ($app | Unregister-TeamsChatAccessApp @directory -Confirm:$false).Outcome NotFound
}

$script:Stored = [IO.Path]::Combine($script:Work, 'app.csv')
foreach ($trip in @(
        , @('CSV', { $input | Export-Csv $script:Stored -NoTypeInformation; Import-Csv $script:Stored })
        , @('JSON', { $input | ConvertTo-Json -Depth 5 | ConvertFrom-Json })
        , @('JSON as deep as it is made unasked', { $input | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json })
        , @('CLIXML', { $input | Export-Clixml $script:Stored; Import-Clixml $script:Stored })
    )) {
    check "what was created survives $($trip[0])" {
        Reset-Sandbox
        $directory = Get-Directory
        $app = Register-TeamsChatAccessApp @directory -DisplayName Stored -Consent Me
        equal @($app.Created.Grants).Count 1
        $directory.Remove('TenantId')
        $stored = $app | & $trip[1]
        equal $stored.Consent Me
        equal ($stored | Unregister-TeamsChatAccessApp @directory -Confirm:$false).Outcome Removed
        $counted = Invoke-Sandbox counters
        equal "$($counted.appsDeleted) $($counted.grantsDeleted)" '1 1'
    }
}

check 'a row with the two ids means that app, and one that says neither or something else is refused' {
    Reset-Sandbox
    $directory = Get-Directory
    $app = Register-TeamsChatAccessApp @directory -DisplayName Row
    $directory.Remove('TenantId')
    $cut = $app | Select-Object TenantId, ClientId, @{ n = 'Created'; e = { '@{ClientId=x; Grants=System.Object[]}' } }
    matches "$(onlyError (run { $cut | Unregister-TeamsChatAccessApp @directory -Confirm:$false }) InvalidCreated InvalidArgument $true)" '-ClientId alone'
    $other = (Get-Ready).clientId
    matches "$(onlyError (run { $app | Unregister-TeamsChatAccessApp @directory -ClientId $other -Confirm:$false }) InvalidCreated InvalidArgument $true)" $other
    expect (-not (Invoke-Sandbox counters).PSObject.Properties['appsDeleted']) 'an app was taken away'
    $gone = $app | Select-Object TenantId, ClientId | Unregister-TeamsChatAccessApp @directory -Confirm:$false
    equal "$($gone.Outcome) $($gone.ClientId)" "Removed $($app.ClientId)"
}

check 'stopped after the app was made, it names the app, with which the next call goes on' {
    Reset-Sandbox
    $null = Invoke-Sandbox scenario @{ replication = @{ requests = 8 } }
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($Module, $Directory) Import-Module $Module; Register-TeamsChatAccessApp @Directory -DisplayName Stopped').AddArgument($script:ModulePath).AddArgument((Get-Directory))
    $handle = $shell.BeginInvoke()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (@($shell.Streams.Progress | Where-Object StatusDescription -Match 'known everywhere').Count -eq 0) {
        if ($clock.ElapsedMilliseconds -gt 20000 -or $handle.IsCompleted) { throw "it never came to the wait: $($shell.Streams.Error)" }
        Start-Sleep -Milliseconds 20
    }
    $clock.Restart()
    $shell.Stop()
    expect ($clock.ElapsedMilliseconds -lt 550) "it took $($clock.ElapsedMilliseconds) ms"
    $warning = "$($shell.Streams.Warning)"
    matches $warning 'Stopped while the app Stopped was being registered\. Outcome: Unfinished\.'
    $id = [regex]::Match($warning, '-ClientId ([0-9a-f-]{36})').Groups[1].Value
    expect $id "no -ClientId in: $warning"
    $directory = Get-Directory
    $null = onlyError (run { Register-TeamsChatAccessApp @directory -ClientId $id }) AppNotFound ObjectNotFound $true
    foreach ($try in 1..20) {
        $said = run { Register-TeamsChatAccessApp @directory -ClientId $id }
        if ($said.Errors.Count -eq 0) { break }
    }
    equal "$($said.Output.Outcome) $($said.Output.ClientId)" "Completed $id"
    equal (Invoke-Sandbox counters).appsCreated 1
    Reset-Sandbox
}

check 'what fails after the app was made is an error that names the app, beside the result' {
    Reset-Sandbox
    $null = Invoke-Sandbox faults @{ path = '/v1.0/servicePrincipals'; method = 'POST'; status = 403 }
    $directory = Get-Directory
    $said = run { Register-TeamsChatAccessApp @directory -DisplayName Half }
    $record = onlyError $said AppUnfinished OperationStopped $false
    equal $said.Output.Outcome Unfinished
    matches "$record" $said.Output.ClientId
    Reset-Sandbox
}

check 'an app that it did not make is completed only with -Force where nobody can be asked' {
    $directory = Get-Directory
    $lines = @("Import-Module '$script:ModulePath'", '$e = @{}')
    foreach ($name in 'AzureADEndpoint', 'GraphEndpoint', 'CertificateAuthorityPath', 'TenantId') { $lines += "`$e['$name'] = '$($directory[$name])'" }
    $lines += "`$e.AccessToken = ConvertTo-SecureString '$([Net.NetworkCredential]::new('', $directory.AccessToken).Password)' -AsPlainText -Force"
    $lines += 'try { Register-TeamsChatAccessApp @e } catch { "$($_.FullyQualifiedErrorId): $_" }'
    $lines += '(Register-TeamsChatAccessApp @e -Force).Outcome'
    $child = Start-Child ($lines -join "`n") @('-NonInteractive')
    matches $child.Output 'ConfirmationRequired.*-Force'
    matches $child.Output '(?m)^Completed'
}

check 'an app as the original script makes it, with no audience said, is completed after asking' {
    $directory = Get-Directory
    $plain = [Net.NetworkCredential]::new('', $directory.AccessToken).Password
    $made = Invoke-RestMethod -SkipCertificateCheck -Method POST -Uri "$($directory.GraphEndpoint)/v1.0/applications" -ContentType application/json -Headers @{ Authorization = "Bearer $plain" } -Body (@{
            displayName = 'As made'; publicClient = @{ redirectUris = @('https://login.microsoftonline.com/common/oauth2/nativeclient') }
        } | ConvertTo-Json)
    equal $made.signInAudience AzureADandPersonalMicrosoftAccount
    $said = run { Register-TeamsChatAccessApp @directory -DisplayName 'As made' -WhatIf }
    equal ($said.Errors -join '; ') ''
    $app = Register-TeamsChatAccessApp @directory -DisplayName 'As made' -Force
    equal "$($app.Outcome) $($app.ClientId)" "Completed $($made.appId)"
    equal (Register-TeamsChatAccessApp @directory -DisplayName 'As made').Outcome Found
}

check 'an app of another audience is refused with the reason' {
    $directory = Get-Directory
    $said = run { Register-TeamsChatAccessApp @directory -ClientId (Get-Ready).clientId }
    $record = onlyError $said AppRefused SecurityError $true
    matches "$record" 'audience'
}

check 'an app that is not there is said by id' {
    $directory = Get-Directory
    $null = onlyError (run { Register-TeamsChatAccessApp @directory -ClientId 11111111-2222-3333-4444-555555555555 }) AppNotFound ObjectNotFound $true
}

check 'a token without the permission is refused with what is missing' {
    $endpoint = Get-Endpoint
    $said = run { Register-TeamsChatAccessApp @endpoint -AccessToken (New-Token) }
    matches "$(onlyError $said TokenScopeMissing PermissionDenied $true)" 'Application\.ReadWrite\.All'
}

check 'the connection of removals is left alone' {
    equal @(Get-TeamsChatAccessContext).Count 0
}

check 'with a browser it signs in as Microsoft Graph Command Line Tools, overridable' {
    if (-not $env:TCA_TEST_BROWSER) { skip 'no browser is played here' }
    $endpoint = Get-Endpoint
    $null = Register-TeamsChatAccessApp @endpoint -DisplayName Fresh -WhatIf
    $asked = @(Invoke-Sandbox requests | ForEach-Object { $_ } | Where-Object path -Like '*/authorize')[-1]
    matches ($asked | ConvertTo-Json -Depth 5) '14d82eec-204b-4c2f-b7e8-296a70dab67e'
    $null = Register-TeamsChatAccessApp @endpoint -DisplayName Fresh -SignInClientId (Get-Ready).clientId -WhatIf
    $asked = @(Invoke-Sandbox requests | ForEach-Object { $_ } | Where-Object path -Like '*/authorize')[-1]
    matches ($asked | ConvertTo-Json -Depth 5) ((Get-Ready).clientId)
}

finish
