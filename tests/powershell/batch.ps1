#Requires -Version 7.0
# Many items in one removal: whom ids on the command line mean beside them, and what ends the call.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Connect-Sandbox

check 'a named user serves findings on one user alone: on several, none is removed' {
    Reset-Sandbox
    $findings = @(New-Finding 0 Lookup $null; New-Finding 1 Lookup $null; New-Finding 2 Lookup $null)
    $findings[1].UserPrincipalName = 'megan@contoso.com'
    $said = run { $findings | Remove-TeamsChatAccessForUser -UserId @(Get-Chat)[0].UserId -AcceptClass Lookup -Confirm:$false }
    matches (onlyError $said ContradictsFinding InvalidArgument $false) 'findings are on 2'
    equal (Get-RequestCount) 0
    $said = run { $findings[0], $findings[2] | Remove-TeamsChatAccessForUser -UserId @(Get-Chat)[0].UserId -AcceptClass Lookup -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Count 2
}

check 'a finding without its class is none that a named user lets through' {
    Reset-Sandbox
    $user = @(Get-Chat)[0].UserId
    $review = New-Finding 0 Review $user
    $cut = $review | Select-Object TenantId, ThreadId, CandidateUserId, UserPrincipalName
    $said = run { $cut | Remove-TeamsChatAccessForUser -UserId $user -Confirm:$false }
    matches (onlyError $said UserIdMissing InvalidArgument $false) 'with their Class'
    $findings = @(New-Finding 0 Lookup $null; New-Finding 1 Lookup $null)
    $findings[1].UserPrincipalName = 'megan@contoso.com'
    foreach ($columns in @('TenantId', 'ThreadId', 'UserPrincipalName'), @('Class', 'TenantId', 'ThreadId')) {
        $cut = $findings | Select-Object $columns
        $said = run { $cut | Remove-TeamsChatAccessForUser -UserId $user -AcceptClass Lookup -Confirm:$false }
        matches (onlyError $said ContradictsFinding InvalidArgument $false) 'none of the 2 was removed'
    }
    equal (Get-RequestCount) 0
}

check 'an item without an id never gets that of the item before it' {
    Reset-Sandbox
    $chats = @(Get-Chat)
    $items = @(
        [pscustomobject]@{ TenantId = $chats[0].TenantId; UserId = $chats[0].UserId; ThreadId = $chats[0].ThreadId }
        [pscustomobject]@{ TenantId = $chats[1].TenantId; ThreadId = $chats[1].ThreadId }
        [pscustomobject]@{ TenantId = $chats[2].TenantId; UserId = $chats[2].UserId; Thread = $chats[2].ThreadId }
        [pscustomobject]@{ UserId = $chats[2].UserId; ThreadId = $chats[2].ThreadId }
        [pscustomobject]@{ Class = 'Lookup'; TenantId = $chats[3].TenantId; ThreadId = $chats[3].ThreadId; UserPrincipalName = 'x@contoso.com' }
        @{ TenantId = $chats[3].TenantId; UserId = $chats[3].UserId; ThreadId = $chats[3].ThreadId }
    )
    $said = run { $items | Remove-TeamsChatAccessForUser -AcceptClass Lookup -Confirm:$false }
    equal ($said.Output.ThreadId -join '|') ($chats[0].ThreadId, $chats[3].ThreadId -join '|')
    equal ($said.Output.UserId -join '|') ($chats[0].UserId, $chats[3].UserId -join '|')
    equal (($said.Errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join '|') 'UserIdMissing|InvalidId|InvalidId|NotCertain'
    equal (Get-RequestCount) 2
}

check 'beyond -MaxRemovals only what could be removed is left' {
    Reset-Sandbox
    $items = @(Get-Chat | Select-Object -First 2) + @(New-Finding 2 Review $null; New-Finding 3 Lookup $null) + @(Get-Chat)[3]
    $said = run { $items | Remove-TeamsChatAccessForUser -Confirm:$false -MaxRemovals 2 }
    equal $said.Output.Count 2
    equal (($said.Errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join '|') 'NotCertain|NotCertain|MaxRemovalsReached'
    equal $said.Errors[2].TargetObject 1
}

check 'a list that a CSV has as the name of its type contradicts nothing' {
    Reset-Sandbox
    $finding = New-Finding 0 Derived @((Get-Chat)[0].UserId, (Get-Chat)[1].UserId)
    $row = $finding | ConvertTo-Csv | ConvertFrom-Csv
    equal $row.CandidateUserId 'System.Object[]'
    $said = run { $row | Remove-TeamsChatAccessForUser -UserId (Get-Chat)[0].UserId -AcceptClass Derived -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Outcome Removed
}

check 'ids in braces and empty cells contradict nothing' {
    Reset-Sandbox
    $chats = @(Get-Chat)
    $rows = @(
        [pscustomobject]@{ TenantId = "{$($chats[0].TenantId)}"; UserId = $chats[0].UserId; ThreadId = $chats[0].ThreadId }
        [pscustomobject]@{ TenantId = ''; UserId = $chats[1].UserId; ThreadId = ''; ChatId = $chats[1].ThreadId }
    )
    $said = run { $rows | Remove-TeamsChatAccessForUser -TenantId $chats[0].TenantId -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Outcome 'Removed|Removed'
}

check 'a connection that ends or expires meanwhile ends the call, and loses no result' {
    Reset-Sandbox
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false | ForEach-Object { Disconnect-TeamsChatAccess; $_ } }
    equal $said.Output.Outcome Removed
    $record = onlyError $said NotConnected ConnectionError $false
    equal $record.TargetObject 3
    Reset-Sandbox
    $endpoint = Get-Endpoint
    Connect-TeamsChatAccess @endpoint -AccessToken (New-Token @{ user = 'admin@contoso.com'; scopes = @('Chat.ReadWrite.All'); expiresIn = 6 })
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false | ForEach-Object { Start-Sleep -Seconds 7; $_ } }
    equal $said.Output.Outcome Removed
    $record = onlyError $said TokenExpired AuthenticationError $false
    equal $record.TargetObject 3
    matches $record '3 items were not tried'
    Connect-Sandbox
}

check 'a sign-in host that fails meanwhile ends the call, and loses no result' {
    Reset-Sandbox
    $null = Invoke-Sandbox scenario @{ lifetimes = @{ interval = 1; accessToken = 8 }; signIn = @{ deviceCode = 'approve' } }
    $endpoint = Get-Endpoint
    Connect-TeamsChatAccess @endpoint -ClientId (Get-Ready).clientId -UseDeviceCode 6>$null
    $said = run {
        Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false | ForEach-Object {
            $null = Invoke-Sandbox faults @{ path = '/*/oauth2/v2.0/token'; status = 500; times = 'always' }
            Start-Sleep -Seconds 9
            $_
        }
    }
    equal $said.Output.Outcome Removed
    $record = $said.Errors[$said.Errors.Count - 1]
    expect (-not $said.Terminated) "no error ends the pipeline, found '$record'"
    equal $record.TargetObject 3
    matches $record 'answered 500.*3 items were not tried'
    Reset-Sandbox
    Connect-Sandbox
}

check 'a finding as the library writes it is held to the same as one of the module' {
    Reset-Sandbox
    $chats = @(Get-Chat)
    $text = ConvertTo-Json @{
        class = 'derived'; reason = 'other_half'; openedBy = 'outsider'; tenantId = $chats[0].TenantId; userId = $null
        candidateUserIds = @($chats[0].UserId); threadId = $chats[0].ThreadId; userPrincipalName = 'adele@contoso.com'
        initiator = @{ userPrincipalName = 'helpdesk@itsupport-desk.onmicrosoft.com'; tenantId = $chats[0].ThreadId }
    }
    $finding = $text | ConvertFrom-Json
    $other = '11111111-2222-3333-4444-555555555555'
    $said = run { $finding | Remove-TeamsChatAccessForUser -UserId $other -AcceptClass Derived -Confirm:$false }
    $null = onlyError $said ContradictsFinding InvalidArgument $false
    $said = run { $finding | Remove-TeamsChatAccessForUser -Confirm:$false }
    $null = onlyError $said NotCertain InvalidData $false
    equal (Get-RequestCount) 0
    $text = & (Get-Module TeamsChatAccess) { param($f) Get-TcaRemovalText -Ids @{ threadId = 'x' } -InputObject $f } $finding
    matches $text 'opened by helpdesk@itsupport-desk.onmicrosoft.com,'
    $said = run { $finding | Remove-TeamsChatAccessForUser -AcceptClass Derived -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.UserId $chats[0].UserId
}

check 'ids that are named do not override those of a row' {
    Reset-Sandbox
    $chats = @(Get-Chat)
    $said = run { $chats[0] | Remove-TeamsChatAccessForUser -UserId $chats[1].UserId -Confirm:$false }
    $null = onlyError $said ContradictsFinding InvalidArgument $false
    $said = run { $chats[0] | Remove-TeamsChatAccessForUser -ThreadId $chats[1].ThreadId -Confirm:$false }
    $null = onlyError $said ContradictsFinding InvalidArgument $false
    equal (Get-RequestCount) 0
}

check 'what is piped beside three ids must mean something' {
    Reset-Sandbox
    $chat = @(Get-Chat)[0]
    foreach ($nothing in $null, (Get-Item $env:TCA_TEST_READY), 7) {
        $said = run { , $nothing | Remove-TeamsChatAccessForUser -TenantId $chat.TenantId -UserId $chat.UserId -ThreadId $chat.ThreadId -Confirm:$false }
        $null = onlyError $said UserIdMissing InvalidArgument $false
    }
    equal (Get-RequestCount) 0
}

check '-WhatIf knows the tenant of the connection' {
    $chat = @(Get-Chat)[0]
    $said = run { Remove-TeamsChatAccessForUser -TenantId $chat.UserId -UserId $chat.TenantId -ThreadId $chat.ThreadId -WhatIf }
    $null = onlyError $said TokenOtherTenant InvalidArgument $false
}

check 'a token that the service does not take any more ends the call, with how many were not tried' {
    Reset-Sandbox
    $null = Invoke-Sandbox faults @{ path = '/*/chats/*/removeAllAccessForUser'; status = 401; times = 'always' }
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false }
    equal $said.Output.Outcome Refused
    $record = onlyError $said TokenRefused AuthenticationError $false
    equal $record.TargetObject 3
    matches $record '3 items were not tried. Call Connect-TeamsChatAccess again'
    Reset-Sandbox
}

check 'a service that is not reached twice in a row ends the call' {
    if (-not $env:TCA_TEST_PWSH) { skip 'it takes half a minute, and no part of it is of the system' }
    Reset-Sandbox
    $endpoint = Get-Endpoint
    $endpoint.GraphEndpoint = 'https://localhost:9'
    Connect-TeamsChatAccess @endpoint -AccessToken (New-Token @{ user = 'admin@contoso.com'; audience = 'https://localhost:9'; scopes = @('Chat.ReadWrite.All') })
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false }
    equal $said.Output.Outcome 'Failed|Failed'
    $record = onlyError $said ServiceUnreachable ConnectionError $false
    equal $record.TargetObject 2
    Connect-Sandbox
}

Disconnect-TeamsChatAccess
finish
