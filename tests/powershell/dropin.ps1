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
    matches $said.Information 'is not a GUID'
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

check 'wrong ids fail before anything is sent, with what is wrong' {
    $before = Get-RequestCount
    $said = Invoke-Script @{ AccessToken = (New-Token); UserId = 'adele@contoso.com' }
    matches ($said.Information -join "`n") 'Request to RemoveAllAccessForUser api failed\.[\s\S]*user principal name'
    equal $LASTEXITCODE 1
    equal (Get-RequestCount) $before
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
    $lines = @($said.Information | Where-Object { $_ -match '^(Client app|Request to)' })
    equal $lines 'Client app not found. Creating new one.|Request to RemoveAllAccessForUser api failed.'
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
    expect (-not ($child.Output -match 'RemoveAllAccessForUserExitCode')) 'a variable stayed'
    equal $child.ExitCode 0
}

check 'as a script it ends with exit code 1 on failure' {
    if (-not $env:TCA_TEST_PWSH) { skip 'no new PowerShell can be started here' }
    $child = Start-Program $env:TCA_TEST_PWSH @('-NoProfile', '-NonInteractive', '-File', $script:Script, '-TenantId', (Get-Ready).tenantId, '-UserId', 'a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5', '-ThreadId', '19:x@thread.v2')
    equal $child.ExitCode 1
    matches $child.Output 'AccessToken'
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
