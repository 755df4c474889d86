#Requires -Version 7.0
# Removals: binding, confirmation, errors of items and of the call, the limit, and what findings may do.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Connect-Sandbox

check 'ids by name remove the chat, and the result has the fixed properties' {
    Reset-Sandbox
    $chat = @(Get-Chat)[0]
    $said = run { Remove-TeamsChatAccessForUser -TenantId $chat.TenantId -UserId $chat.UserId -ThreadId $chat.ThreadId -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Count 1
    equal ($said.Warnings.Count + $said.Information.Count) 0 'stray output'
    $removal = $said.Output[0]
    equal $removal.TenantId $chat.TenantId
    equal $removal.UserId $chat.UserId
    equal $removal.ThreadId $chat.ThreadId
    equal $removal.Outcome Removed
    equal $removal.HttpStatus 204
    expect $removal.RequestId 'the request id'
    expect $removal.ClientRequestId 'the client request id'
    expect ($removal.Time -is [datetime]) 'the time'
    equal "$($removal.Code)$($removal.Message)" ''
    expect (-not (@(Invoke-Sandbox "chats?user=$($chat.UserId)" | ForEach-Object { $_ }) -contains $chat.ThreadId)) 'the chat is still seen'
}

check 'removed again it is NotFound, with what Graph says' {
    $chat = @(Get-Chat)[0]
    $removal = Remove-TeamsChatAccessForUser -TenantId $chat.TenantId -UserId $chat.UserId -ChatId $chat.ThreadId -Confirm:$false
    equal $removal.Outcome NotFound
    equal $removal.HttpStatus 404
    expect $removal.Code 'the code'
    expect $removal.Message 'the message'
}

check 'ids by position, with spaces around them' {
    Reset-Sandbox
    $chat = @(Get-Chat)[1]
    equal (Remove-TeamsChatAccessForUser " $($chat.TenantId) " $chat.UserId.ToUpper() $chat.ThreadId -Confirm:$false).Outcome Removed
}

check 'a pipeline binds by property name, each item with its result' {
    Reset-Sandbox
    $results = @(Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false)
    equal $results.Outcome 'Removed|Removed|Removed|Removed'
    equal $results.ThreadId ((Get-Chat).ThreadId -join '|')
}

check 'rows of a CSV bind, ChatId as well' {
    Reset-Sandbox
    $rows = @(Get-Chat | Select-Object TenantId, UserId, @{ n = 'ChatId'; e = { $_.ThreadId } } | ConvertTo-Csv | ConvertFrom-Csv)
    equal @($rows | Remove-TeamsChatAccessForUser -Confirm:$false).Outcome 'Removed|Removed|Removed|Removed'
}

check 'an object that is named gives its ids as one that is piped, and ids beside it count' {
    Reset-Sandbox
    $chats = @(Get-Chat)
    equal (Remove-TeamsChatAccessForUser -InputObject $chats[0] -Confirm:$false).Outcome Removed
    $row = [pscustomobject]@{ TenantId = $chats[1].TenantId; ChatId = $chats[1].ThreadId }
    equal (Remove-TeamsChatAccessForUser -InputObject $row -UserId $chats[1].UserId -Confirm:$false).Outcome Removed
    $finding = New-Finding 2 Review $chats[2].UserId
    $null = onlyError (run { Remove-TeamsChatAccessForUser -InputObject $finding -Confirm:$false }) NotCertain InvalidData $false
}

check 'the result of a finding carries its user and its record along, into a CSV as well' {
    Reset-Sandbox
    $finding = New-Finding 0 Certain $null @(Get-Chat)[0].UserId
    $finding | Add-Member -NotePropertyName RecordId -NotePropertyValue '0f0f0f0f-0000-4000-8000-000000000001'
    $row = $finding | Remove-TeamsChatAccessForUser -Confirm:$false | ConvertTo-Csv | ConvertFrom-Csv
    equal @($row.UserPrincipalName, $row.RecordId) 'adele@contoso.com|0f0f0f0f-0000-4000-8000-000000000001'
}

check '-WhatIf sends nothing and gives no result' {
    Reset-Sandbox
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -WhatIf }
    equal $said.Output.Count 0
    equal $said.Errors.Count 0
    equal (Get-RequestCount) 0
}

check '-WhatIf walks the same path: wrong ids are errors, the limit counts' {
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -WhatIf -MaxRemovals 1 }
    $null = onlyError $said MaxRemovalsReached LimitsExceeded $false
    $chat = @(Get-Chat)[0]
    $said = run { Remove-TeamsChatAccessForUser -TenantId $chat.TenantId -UserId nobody -ThreadId $chat.ThreadId -WhatIf }
    $null = onlyError $said InvalidId InvalidArgument $false
}

check 'the confirmation says whom, which chat, who opened it and that there is no undo' {
    $finding = New-Finding 0 Certain $null @(Get-Chat)[0].UserId
    $text = & (Get-Module TeamsChatAccess) { param($f)
        Get-TcaRemovalText -Ids @{ tenantId = $f.TenantId; userId = $f.UserId; threadId = $f.ThreadId } -InputObject $f -Account admin@contoso.com } $finding
    foreach ($word in $finding.UserId, 'adele@contoso.com', $finding.ThreadId, $finding.Initiator, 'no undo', 'admin@contoso.com', $finding.TenantId) {
        expect ($text.Contains($word)) "'$word' is not in: $text"
    }
}

check 'it asks by default, and no is no' {
    Reset-Sandbox
    $chat = @(Get-Chat)[0]
    foreach ($answer in @(
            , @('n', 0)
            , @('y', 1)
        )) {
        if (-not $env:TCA_TEST_PWSH) { skip 'no new PowerShell can be started here' }
        $endpoint = Get-Endpoint
        $lines = @("Import-Module '$script:ModulePath'", '$e = @{}')
        foreach ($name in $endpoint.Keys) { $lines += "`$e['$name'] = '$($endpoint[$name])'" }
        $lines += "Connect-TeamsChatAccess @e -AccessToken (ConvertTo-SecureString '$((Get-Ready).accessToken)' -AsPlainText -Force)"
        $lines += "(Remove-TeamsChatAccessForUser -TenantId '$($chat.TenantId)' -UserId '$($chat.UserId)' -ThreadId '$($chat.ThreadId)').Outcome"
        $file = [IO.Path]::Combine($script:Work, 'asks.ps1')
        [IO.File]::WriteAllText($file, ($lines -join "`n"))
        $start = [Diagnostics.ProcessStartInfo]::new($env:TCA_TEST_PWSH, "-NoProfile -File `"$file`"")
        $start.RedirectStandardInput = $true
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.WriteLine($answer[0])
        $process.StandardInput.Close()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        matches $output 'no undo'
        equal (Get-RequestCount) $answer[1] "requests after '$($answer[0])'"
    }
}

foreach ($case in @(
        , @('a UPN as user', @{ UserId = 'adele@contoso.com' }, 'Get-MgUser')
        , @('a name as user', @{ UserId = 'adele' }, '.')
        , @('no user', @{ UserId = '' }, '.')
        , @('a domain as tenant', @{ TenantId = 'contoso.com' }, '.')
        , @('no tenant', @{ TenantId = '' }, '.')
        , @('a wrong chat', @{ ThreadId = 'not a chat' }, '.')
        , @('no chat', @{ ThreadId = '' }, '')
    )) {
    check "$($case[0]) is refused with where to find the id" {
        $chat = @(Get-Chat)[0]
        $ids = @{ TenantId = $chat.TenantId; UserId = $chat.UserId; ThreadId = $chat.ThreadId }
        foreach ($name in $case[1].Keys) { $ids[$name] = $case[1][$name] }
        $said = run { Remove-TeamsChatAccessForUser @ids -Confirm:$false }
        $record = onlyError $said InvalidId InvalidArgument $false
        matches $record.Exception.Data['NextStep'] $case[2]
        expect $record.TargetObject 'the target'
    }
}

check 'an id with a NUL character is refused' {
    $chat = @(Get-Chat)[0]
    $said = run { Remove-TeamsChatAccessForUser -TenantId $chat.TenantId -UserId "$($chat.UserId)`0x" -ThreadId $chat.ThreadId -Confirm:$false }
    equal $said.Errors.Count 1
    equal $said.Output.Count 0
}

check 'ids of another tenant are an error of that item' {
    Reset-Sandbox
    $other = [pscustomobject]@{ TenantId = 'c4d90e3b-71a8-4f26-b5d3-90a7e81f2c64'; UserId = @(Get-Chat)[0].UserId; ThreadId = @(Get-Chat)[0].ThreadId }
    $said = run { @($other) + @(Get-Chat)[1] | Remove-TeamsChatAccessForUser -Confirm:$false }
    $record = onlyError $said TokenOtherTenant InvalidArgument $false
    equal $record.TargetObject.TenantId $other.TenantId
    equal $said.Output.Outcome Removed
}

check 'one bad item does not stop the rest, and silence hides errors only' {
    Reset-Sandbox
    $items = @(Get-Chat | ForEach-Object { $_; [pscustomobject]@{ TenantId = 'x'; UserId = 'y'; ThreadId = 'z' } })
    $said = run { $items | Remove-TeamsChatAccessForUser -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable script:kept }
    equal $said.Output.Outcome 'Removed|Removed|Removed|Removed'
    equal $said.Errors.Count 0
    equal $script:kept.Count 4
}

check 'with Stop the first bad item ends the call' {
    $said = run { @([pscustomobject]@{ TenantId = 'x'; UserId = 'y'; ThreadId = 'z' }) + @(Get-Chat) | Remove-TeamsChatAccessForUser -Confirm:$false -ErrorAction Stop }
    $null = onlyError $said InvalidId InvalidArgument $true
    equal $said.Output.Count 0
}

check 'an item without ids, and null, are one error each' {
    $said = run { [pscustomobject]@{ Name = 'x' } | Remove-TeamsChatAccessForUser -Confirm:$false }
    $null = onlyError $said UserIdMissing InvalidArgument $false
    $said = run { $null | Remove-TeamsChatAccessForUser -Confirm:$false }
    $null = onlyError $said UserIdMissing InvalidArgument $false
    $chats = @(Get-Chat)
    $record = onlyError (run { Remove-TeamsChatAccessForUser -InputObject $chats -Confirm:$false }) UserIdMissing InvalidArgument $false
    matches $record "is a list of $($chats.Count) items.*Pipe the list"
}

check 'a tenant by name with the rest from the pipeline' {
    Reset-Sandbox
    $items = Get-Chat | Select-Object UserId, ThreadId
    equal @($items | Remove-TeamsChatAccessForUser -TenantId (Get-Ready).tenantId -Confirm:$false)[1].Outcome Removed
}

check 'a failure leaves one record in $Error' {
    $Error.Clear()
    $null = run { Remove-TeamsChatAccessForUser a b c -Confirm:$false }
    equal $Error.Count 1
}

check 'an empty pipeline is one error that says so' {
    $said = run { @() | Remove-TeamsChatAccessForUser -Confirm:$false }
    matches "$(onlyError $said NothingPiped ObjectNotFound $false)" 'pipeline'
}

check 'after -MaxRemovals the call stops and says how many are left' {
    Reset-Sandbox
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false -MaxRemovals 3 }
    equal $said.Output.Count 3
    $record = onlyError $said MaxRemovalsReached LimitsExceeded $false
    matches "$record" '\b1 items? (is|are) left'
    equal $record.TargetObject 1
    equal (Get-RequestCount) 3
}

check '10,000 items stop at a hundred by default, with one error' {
    Reset-Sandbox
    $chat = @(Get-Chat)[0]
    $items = [Linq.Enumerable]::Repeat([object]$chat, 10000)
    $said = run { $items | Remove-TeamsChatAccessForUser -WhatIf }
    matches "$(onlyError $said MaxRemovalsReached LimitsExceeded $false)" '9900 items are left'
    equal (Get-RequestCount) 0
}

check '10,000 wrong items are 10,000 errors, and nothing hangs' {
    $items = [Linq.Enumerable]::Repeat([object][pscustomobject]@{ TenantId = 'x'; UserId = 'y'; ThreadId = 'z' }, 10000)
    $said = run { $items | Remove-TeamsChatAccessForUser -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable script:many }
    equal $script:many.Count 10000
}

# Findings.

check 'a finding that is certain is removed' {
    Reset-Sandbox
    equal (New-Finding 0 Certain $null @(Get-Chat)[0].UserId | Remove-TeamsChatAccessForUser -Confirm:$false).Outcome Removed
}

foreach ($class in 'Derived', 'Lookup', 'Review', 'Reject') {
    check "a finding that is $class is an error, and removed when its class is accepted" {
        Reset-Sandbox
        $finding = New-Finding 0 $class @(Get-Chat)[0].UserId
        $said = run { $finding | Remove-TeamsChatAccessForUser -Confirm:$false }
        $record = onlyError $said NotCertain InvalidData $false
        matches $record.Exception.Data['NextStep'] "-AcceptClass $class"
        expect ([object]::ReferenceEquals($record.TargetObject, $finding)) 'the target is the finding'
        equal (Get-RequestCount) 0
        equal ($finding | Remove-TeamsChatAccessForUser -AcceptClass $class -Confirm:$false).Outcome Removed
    }
}

check 'another class that was accepted does not count' {
    $finding = New-Finding 0 Review @(Get-Chat)[0].UserId
    $null = onlyError (run { $finding | Remove-TeamsChatAccessForUser -AcceptClass Derived, Lookup -Confirm:$false }) NotCertain InvalidData $false
}

check 'an accepted finding with several candidates, or none, is an error' {
    Reset-Sandbox
    foreach ($candidates in @($null, '', @(@(Get-Chat)[0].UserId, @(Get-Chat)[1].UserId))) {
        $finding = New-Finding 0 Lookup $candidates
        $null = onlyError (run { $finding | Remove-TeamsChatAccessForUser -AcceptClass Lookup -Confirm:$false }) NotCertain InvalidData $false
    }
    equal (Get-RequestCount) 0
}

check 'a UserId that was written into a finding that is not certain does not make it so' {
    $finding = New-Finding 0 Review @(Get-Chat)[1].UserId @(Get-Chat)[0].UserId
    $null = onlyError (run { $finding | Remove-TeamsChatAccessForUser -Confirm:$false }) NotCertain InvalidData $false
    $null = onlyError (run { $finding | Remove-TeamsChatAccessForUser -AcceptClass Review -Confirm:$false }) NotCertain InvalidData $false
}

check 'ids that are named beside a finding neither override it nor accept its class' {
    Reset-Sandbox
    $one, $other = @(Get-Chat)[0..1]
    foreach ($named in @{ UserId = $other.UserId }, @{ ThreadId = $other.ThreadId }, @{ TenantId = $one.UserId }) {
        $record = onlyError (run { New-Finding 0 Certain $null $one.UserId | Remove-TeamsChatAccessForUser @named -Confirm:$false }) ContradictsFinding InvalidArgument $false
        matches $record 'without'
    }
    $null = onlyError (run { New-Finding 0 Derived $one.UserId | Remove-TeamsChatAccessForUser -UserId $other.UserId -AcceptClass Derived -Confirm:$false }) ContradictsFinding InvalidArgument $false
    foreach ($class in 'Review', 'Lookup', 'Reject') {
        $null = onlyError (run { New-Finding 0 $class $null | Remove-TeamsChatAccessForUser -UserId $one.UserId -Confirm:$false }) NotCertain InvalidData $false
    }
    equal (Get-RequestCount) 0
    equal (New-Finding 0 Lookup $null | Remove-TeamsChatAccessForUser -UserId $one.UserId -AcceptClass Lookup -Confirm:$false).Outcome Removed
}

check 'the preferences of a calling script count: -WhatIf removes nothing, Stop stops' {
    Reset-Sandbox
    $chat = @(Get-Chat)[0]
    $script = [IO.Path]::Combine($script:Work, 'caller.ps1')
    Set-Content -LiteralPath $script -Encoding UTF8 -Value @"
[CmdletBinding(SupportsShouldProcess = `$true)]
param([string] `$Stop)
if (`$Stop) { `$ErrorActionPreference = `$Stop }
function Invoke-It { Remove-TeamsChatAccessForUser -TenantId '$($chat.TenantId)' -UserId '$($chat.UserId)' -ThreadId '$($chat.ThreadId)' -Confirm:`$false }
Invoke-It
if (`$Stop) { 'not an id' | Remove-TeamsChatAccessForUser -Confirm:`$false; 'went on' }
"@
    $ErrorActionPreference = 'Continue'
    $null = & $script -WhatIf 6>$null
    equal (Get-RequestCount) 0 'with -WhatIf'
    $stopped = $false
    try { $said = @(& $script -Stop Stop 2>$null) } catch { $stopped = $true }
    equal $stopped $true 'with Stop'
    $said = @(& $script -Stop Continue 2>$null)
    equal $said[-1] 'went on' 'with Continue'
}

check 'no Select-Object makes a removal of a candidate' {
    $finding = New-Finding 0 Derived @(Get-Chat)[0].UserId | Select-Object TenantId, UserId, ThreadId
    $said = run { $finding | Remove-TeamsChatAccessForUser -Confirm:$false }
    equal $said.Output.Count 0
    equal $said.Errors.Count 1
}

check 'a class that does not exist cannot be accepted, nor Certain be left out' {
    $said = run { Remove-TeamsChatAccessForUser a b c -AcceptClass Skip -Confirm:$false }
    equal $said.Terminated $true
}

# Outcomes.

foreach ($case in @(
        , @('403', @{ status = 403 }, 'Refused', 403)
        , @('400', @{ status = 400 }, 'Refused', 400)
        , @('a lost answer', @{ drop = 'afterEffect'; times = 'always' }, 'Unconfirmed', $null)
    )) {
    check "after $($case[0]) the outcome is $($case[2]), an object and no error" {
        Reset-Sandbox
        $fault = @{ path = '/*/chats/*/removeAllAccessForUser' } + $case[1]
        $null = Invoke-Sandbox faults $fault
        $said = run { @(Get-Chat)[0] | Remove-TeamsChatAccessForUser -Confirm:$false }
        equal ($said.Errors -join '; ') ''
        equal $said.Output.Outcome $case[2]
        equal $said.Output.HttpStatus $case[3]
        expect $said.Output.NextStep 'the next step'
    }
}

check 'a token that expired meanwhile ends the call' {
    Reset-Sandbox
    $endpoint = Get-Endpoint
    Connect-TeamsChatAccess @endpoint -AccessToken (New-Token @{ user = 'admin@contoso.com'; scopes = @('Chat.ReadWrite.All'); expiresIn = 3 })
    Start-Sleep -Milliseconds 3500
    $said = run { Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false }
    $null = onlyError $said TokenExpired AuthenticationError $true
    Connect-Sandbox
}

Disconnect-TeamsChatAccess
finish
