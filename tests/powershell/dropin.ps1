#Requires -Version 7.0
# The drop-in script: parameters, lines and exit codes as the original's, in new processes and in this one.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
$script:Script = [IO.Path]::Combine([IO.Path]::GetDirectoryName($env:TCA_TEST_MODULE), 'RemoveAllAccessForUser.ps1')
Reset-Sandbox

# What a call wrote on the host, and what else.
function Invoke-Script([hashtable] $More, [int] $Chat = 0) {
    $endpoint = Get-Endpoint
    $item = @(Get-Chat)[$Chat]
    $all = $endpoint + @{ UserId = $item.UserId; ThreadId = $item.ThreadId }
    foreach ($name in $More.Keys) { $all[$name] = $More[$name] }
    $path = $script:Script
    run { & $path @all }
}

check 'it has exactly the three mandatory parameters, in their order, and optional ones' {
    $command = Get-Command $script:Script
    $own = @($command.ScriptBlock.Ast.ParamBlock.Parameters)
    equal @($own | Select-Object -First 3 | ForEach-Object { $_.Name.VariablePath.UserPath }) 'TenantId|UserId|ThreadId'
    foreach ($name in $command.Parameters.Keys) {
        $mandatory = @($command.Parameters[$name].Attributes | Where-Object { $_ -is [Parameter] -and $_.Mandatory }).Count -gt 0
        equal $mandatory ($name -in 'TenantId', 'UserId', 'ThreadId') "mandatory $name"
        if ($name -in 'TenantId', 'UserId', 'ThreadId') { equal $command.Parameters[$name].ParameterType ([string]) }
    }
}

check 'a success writes the original''s lines and nothing else' {
    $said = Invoke-Script @{ AccessToken = (New-Token) }
    equal ($said.Errors -join '; ') ''
    equal $said.Information 'Executing RemoveAllAccessForUser request.|Rquest to RemoveAllAccessForUser api succeeded.'
    equal $said.Output.Count 0
    equal $said.Warnings.Count 0
    equal $LASTEXITCODE 0
}

check 'ids in braces are those of the connection, and an expired token of an earlier call is none' {
    Reset-Sandbox
    Connect-Sandbox
    $said = Invoke-Script @{ TenantId = "{$((Get-Ready).tenantId)}" }
    equal $said.Information 'Executing RemoveAllAccessForUser request.|Rquest to RemoveAllAccessForUser api succeeded.'
    $endpoint = Get-Endpoint
    Connect-TeamsChatAccess @endpoint -AccessToken (New-Token @{ user = 'admin@contoso.com'; scopes = @('Chat.ReadWrite.All'); expiresIn = 2 })
    Start-Sleep -Seconds 3
    # It goes on to look for the app, and is told here that this id is none.
    $said = Invoke-Script @{ ClientId = 'no id' } 1
    equal $said.Information.Count 0 'lines about a request'
    matches "$($said.Errors)" 'is not a GUID'
    Disconnect-TeamsChatAccess
}

check 'a failure writes status code, description and Graph''s body, exit code 1' {
    $said = Invoke-Script @{ AccessToken = (New-Token) }
    equal $said.Information[0] 'Executing RemoveAllAccessForUser request.'
    equal $said.Information[1] 'Request to RemoveAllAccessForUser api failed.'
    equal $said.Information[2] 'StatusCode: 404'
    equal $said.Information[3] 'StatusDescription: NotFound'
    $body = $said.Information[4] | ConvertFrom-Json
    equal $body.error.code NotFound
    expect $body.error.message 'the message'
    expect $body.error.innerError.'request-id' 'the request id'
    equal $said.Information[5] 'The chat is not known, the user is not in it, or it was removed before: compare the ids with the audit record.'
    equal $said.Information.Count 6
    equal $LASTEXITCODE 1
}

check 'a body that is not Graph''s is shown as it came, and what it does not say beside it' {
    Reset-Sandbox
    $html = "<html>`n  <b>blocked</b> by the gateway</html>"
    $null = Invoke-Sandbox faults @{ path = '/*/chats/*/removeAllAccessForUser'; status = 403; body = $html }
    $said = Invoke-Script @{ AccessToken = (New-Token) }
    equal $said.Information[2] 'StatusCode: 403'
    equal $said.Information[3] 'StatusDescription: Forbidden'
    equal $said.Information[4] $html
    $rest = @($said.Information | Select-Object -Skip 5) -join "`n"
    matches $rest 'admin@contoso\.com'
    matches $rest 'request-id: [0-9a-f-]{36}'
    matches $rest 'Sign in as an administrator'
}

# That nothing was sent, is said as one error, and no line claims a request.
function notSent([object] $Said, [string] $Id, [string] $Category, [string] $Why) {
    $record = onlyError $Said $Id $Category $false
    matches "$record" $Why
    matches "$record" ([regex]::Escape(@(Get-Chat)[0].ThreadId)) 'which row it was'
    equal @($Said.Information | Where-Object { $_ -match 'request|StatusCode|api' }) '' 'lines about a request'
    equal $LASTEXITCODE 1
}

check 'wrong ids are told before anybody signs in' {
    Disconnect-TeamsChatAccess
    Reset-Sandbox
    notSent (Invoke-Script @{ UserId = 'adele@contoso.com' }) InvalidId InvalidArgument 'user principal name'
    notSent (Invoke-Script @{ TenantId = 'contoso.com' }) InvalidId InvalidArgument '-TenantId'
    notSent (Invoke-Script @{ UserId = 'adele@contoso.com'; AccessToken = (New-Token) }) InvalidId InvalidArgument 'user principal name'
    equal @(Invoke-Sandbox requests | ForEach-Object { $_ } | Where-Object path -NotLike '/sandbox/*').Count 0 'requests'
}

check 'a token that cannot be used is told as what it is' {
    $appOnly = ConvertTo-SecureString (Get-Ready).appAccessToken -AsPlainText -Force
    notSent (Invoke-Script @{ AccessToken = $appOnly }) TokenAppOnly PermissionDenied 'application'
    $other = New-Token @{ user = 'admin@contoso.com'; scopes = @('Chat.ReadWrite.All'); expiresIn = 1 }
    Start-Sleep -Seconds 2
    notSent (Invoke-Script @{ AccessToken = $other }) TokenExpired AuthenticationError 'expired'
    equal (Get-RequestCount) 0
}

check 'a sign-in that is declined sends nothing and claims nothing' {
    if (-not $env:TCA_TEST_BROWSER) { skip 'no browser is played here' }
    $null = Invoke-Sandbox faults @{ path = '/*/oauth2/v2.0/token'; status = 400; body = '{"error":"access_denied","error_description":"AADSTS65004: User declined to consent to access the app."}' }
    notSent (Invoke-Script @{ ClientId = (Get-Ready).clientId }) SignInDeclined AuthenticationError 'declined'
    equal (Get-RequestCount) 0
    Reset-Sandbox
}

check 'a row that cannot be sent does not end the loop of a caller that stops at errors, unless it is asked to' {
    Reset-Sandbox
    $endpoint = Get-Endpoint
    $chats = @(Get-Chat)
    $rows = @([pscustomobject]@{ UserId = 'adele@contoso.com'; ThreadId = $chats[0].ThreadId }, $chats[1])
    $codes = & {
        $ErrorActionPreference = 'Stop'
        foreach ($row in $rows) {
            $null = & $script:Script @endpoint -AccessToken (New-Token) -UserId $row.UserId -ThreadId $row.ThreadId *>&1
            $LASTEXITCODE
        }
    }
    equal $codes '1|0'
    expect (Invoke-Script @{ UserId = 'adele@contoso.com'; ErrorAction = 'Stop' }).Terminated 'it went on'
}

check 'a confirmation that nobody gives comes before the line about a request' {
    $endpoint = Get-Endpoint
    $chat = @(Get-Chat)[2]
    $lines = @("Import-Module '$script:ModulePath'", '$e = @{}')
    foreach ($name in $endpoint.Keys) { $lines += "`$e['$name'] = '$($endpoint[$name])'" }
    $lines += "& '$script:Script' @e -UserId $($chat.UserId) -ThreadId $($chat.ThreadId) -Confirm -AccessToken (ConvertTo-SecureString '$((Get-Ready).accessToken)' -AsPlainText -Force)"
    $child = Start-Child (($lines + 'exit $LASTEXITCODE') -join "`n") @('-NonInteractive')
    equal $child.ExitCode 1
    matches $child.Errors 'must be confirmed'
    expect (-not ($child.Output -match 'Executing')) $child.Output
}

check '-WhatIf says what would be done, sends nothing and is no failure' {
    Reset-Sandbox
    $said = Invoke-Script @{ AccessToken = (New-Token); WhatIf = $true }
    equal ($said.Errors -join '; ') ''
    equal $said.Information.Count 0 'lines about what was not done'
    equal $LASTEXITCODE 0
    equal (Get-RequestCount) 0
}

check 'in a loop it signs in once' {
    if (-not $env:TCA_TEST_BROWSER) { skip 'no browser is played here' }
    Disconnect-TeamsChatAccess
    Reset-Sandbox
    foreach ($number in 0..3) {
        $said = Invoke-Script @{ ClientId = (Get-Ready).clientId } $number
        matches ($said.Information -join "`n") 'Rquest to RemoveAllAccessForUser api succeeded\.'
    }
    equal (Invoke-Sandbox counters).'grants.authorization_code' 1 'sign-ins'
}

check 'the client app is found or created, as the original did' {
    if (-not $env:TCA_TEST_BROWSER) { skip 'no browser is played here' }
    Disconnect-TeamsChatAccess
    Reset-Sandbox
    # The default tenant has one of that name that lacks things: with -Force it is completed beforehand.
    $endpoint = Get-Endpoint
    $app = Register-TeamsChatAccessApp @endpoint -Force
    $said = Invoke-Script @{}
    expect ($said.Information -ccontains "Client app with id '$($app.ClientId)' found'") "found: $($said.Information -join ' / ')"
    matches ($said.Information -join "`n") 'api succeeded'
    Disconnect-TeamsChatAccess
    $null = Unregister-TeamsChatAccessApp @endpoint -Confirm:$false
    $said = Invoke-Script @{} 1
    expect ($said.Information -ccontains 'Client app not found. Creating new one.') "created: $($said.Information -join ' / ')"
    matches ($said.Information -join "`n") 'api succeeded'
    expect (-not (($said.Information -join "`n") -match 'module found|Disconnecting|Waiting for 5 seconds')) 'a line that is not true'
}

check 'that a new app is made is said before it is' {
    if (-not $env:TCA_TEST_BROWSER) { skip 'no browser is played here' }
    Disconnect-TeamsChatAccess
    Reset-Sandbox
    $endpoint = Get-Endpoint
    $null = Register-TeamsChatAccessApp @endpoint -Force
    $null = Unregister-TeamsChatAccessApp @endpoint -Confirm:$false
    $null = Invoke-Sandbox faults @{ path = '/*/applications'; method = 'POST'; status = 403; times = 'always' }
    $said = Invoke-Script @{}
    equal $said.Information[-1] 'Client app not found. Creating new one.'
    $null = onlyError $said DirectoryForbidden PermissionDenied $false
    equal $LASTEXITCODE 1
    Reset-Sandbox
}

check 'dot-sourced it leaves the console open and no variables behind' {
    Reset-Sandbox
    $endpoint = Get-Endpoint
    $item = @(Get-Chat)[0]
    $text = @"
. '$($script:Script)' -TenantId x -UserId y -ThreadId z -AccessToken (ConvertTo-SecureString 'x y' -AsPlainText -Force)
'still here'
Get-Variable RemoveAllAccessForUser* | ForEach-Object Name
"@
    $child = Start-Child $text
    matches $child.Output 'still here'
    matches $child.Errors 'TenantId'
    expect (-not ($child.Output -match 'RemoveAllAccessForUserExitCode')) 'a variable stayed'
    equal $child.ExitCode 0
}

check 'as a script it ends with exit code 1 on failure' {
    if (-not $env:TCA_TEST_PWSH) { skip 'no new PowerShell can be started here' }
    $child = Start-Program $env:TCA_TEST_PWSH @('-NoProfile', '-NonInteractive', '-File', $script:Script, '-TenantId', (Get-Ready).tenantId, '-UserId', 'a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5', '-ThreadId', '19:x@thread.v2')
    equal $child.ExitCode 1
    equal $child.Output ''
    matches $child.Errors 'AccessToken'
}

check 'every line that the original writes and this one keeps is kept to the letter' {
    $text = [IO.File]::ReadAllText($script:Script)
    foreach ($line in @(
            'Write-Host "Client app not found. Creating new one." -ForegroundColor "Yellow"'
            'Write-Host "Executing RemoveAllAccessForUser request."'
            'Write-Host "Rquest to RemoveAllAccessForUser api succeeded." -ForegroundColor "Green"'
            'Write-Host "Request to RemoveAllAccessForUser api failed." -ForegroundColor "Red"'
            'Write-Host "StatusCode:" '
            'Write-Host "StatusDescription:" '
        )) {
        expect ($text.Contains($line)) "missing: $line"
    }
}

Disconnect-TeamsChatAccess
finish
