#Requires -Version 7.0
# The whole job, as an administrator does it: an export of the portal, what is found in it, a look, the removal.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox
# The tenant that left the export.
$tenant = [IO.File]::ReadAllText([IO.Path]::Combine($env:TCA_TEST_ROOT, 'examples', 'walkthrough', 'tenant.json'))
$null = Invoke-Sandbox scenario (ConvertFrom-Json $tenant)
$export = $env:TCA_TEST_EXPORT
$sender = 'itsupport-desk.onmicrosoft.com'

function Find-Sender { Find-TeamsExternalChat -Path $export -SenderDomain $sender @args }
# Who sees which chat, outsiders too, as the sandbox knows it.
function Get-View {
    foreach ($user in 'adele', 'alex', 'megan', 'admin' | ForEach-Object { "$_@contoso.com" }) {
        Invoke-Sandbox "chats?user=$user" | ForEach-Object { $_ } | ForEach-Object { "$user $_" }
    }
    Invoke-Sandbox "chats?user=helpdesk@$sender" | ForEach-Object { $_ } | ForEach-Object { "helpdesk $_" }
}
function Get-Line([object[]] $Findings) {
    @($Findings | ForEach-Object { "$($_.Class) $($_.Reason) $($_.OpenedBy) $($_.UserPrincipalName) $($_.Initiator)" } | Sort-Object) -join "`n"
}

check 'the export is in the portal''s form, with thousands of records of all workloads' {
    $rows = @(Import-Csv -LiteralPath $export)
    expect ($rows.Count -gt 5000) "$($rows.Count) rows"
    equal $rows[0].PSObject.Properties.Name 'RecordId|CreationDate|RecordType|Operation|UserId|AuditData|AssociatedAdminUnits|AssociatedAdminUnitsNames'
    equal @($rows.Operation | Sort-Object -Unique) 'ChatCreated|ChatRetrieved|FileAccessed|MailItemsAccessed|MemberAdded|MessageSent|UserLoggedIn'
}

check 'the export''s findings say who opened which chat, how sure that is and why' {
    $said = run { Find-TeamsExternalChat -Path $export -TrustedDomain fabrikam.com -All }
    equal ($said.Errors -join '; ') ''
    equal (Get-Line $said.Output) @"
Certain Accepted Outsider adele@contoso.com helpdesk@$sender
Certain Accepted Outsider adele@contoso.com helpdesk@$sender
Certain Accepted Outsider megan@contoso.com helpdesk@$sender
Derived OtherHalf Outsider alex@contoso.com helpdesk@$sender
Lookup MemberWithoutId Outsider admin@contoso.com helpdesk@$sender
Review OpenedByUs Us megan@contoso.com megan@contoso.com
Skip Trusted Outsider megan@contoso.com sam@fabrikam.com
"@.Replace("`r", '')
}

check 'a sender''s domain leaves that sender''s chats' {
    $findings = @(Find-Sender)
    equal $findings.Count 5
    equal @($findings.Initiator | Sort-Object -Unique) "helpdesk@$sender"
}

check 'with a directory of the users, what was derived or to be looked up is certain' {
    $directory = [IO.Path]::Combine($script:Work, 'users.csv')
    [IO.File]::WriteAllText($directory, @'
"UserPrincipalName","Id"
"alex@contoso.com","6c2f9b40-d1e7-4358-9a06-f3b8e5170d9c"
"admin@contoso.com","1f6b0c94-8e2d-4a57-b3c9-64d0e7a5f218"
'@)
    $findings = @(Find-Sender -Directory $directory)
    equal @($findings.Class | Sort-Object -Unique) Certain
    equal @($findings | Where-Object Reason -eq Directory | ForEach-Object { "$($_.UserPrincipalName) $($_.UserId)" } | Sort-Object) `
        'admin@contoso.com 1f6b0c94-8e2d-4a57-b3c9-64d0e7a5f218|alex@contoso.com 6c2f9b40-d1e7-4358-9a06-f3b8e5170d9c'
}

Connect-Sandbox

check '-WhatIf shows the removals and sends nothing' {
    $before = Get-RequestCount
    $said = run { Find-Sender | Where-Object Class -eq Certain | Remove-TeamsChatAccessForUser -WhatIf }
    equal "$($said.Output.Count) $($said.Errors.Count) $((Get-RequestCount) - $before)" '0 0 0'
}

check 'from the export to the removal in one line: the certain chats of the sender go, and nothing else' {
    $before = @(Get-View)
    $certain = @(Find-Sender | Where-Object Class -eq Certain | ForEach-Object { "$($_.UserPrincipalName) $($_.ThreadId)" })
    $said = run {
        Find-TeamsExternalChat -Path $export -SenderDomain $sender | Where-Object Class -eq Certain |
            Remove-TeamsChatAccessForUser -Confirm:$false
    }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Outcome 'Removed|Removed|Removed'
    equal $said.Output.HttpStatus '204|204|204'
    equal (@(Get-View) -join "`n") (@($before | Where-Object { $_ -notin $certain }) -join "`n") 'what everybody sees'
    equal ($before.Count - @(Get-View).Count) 3
}

check 'what is not certain does not go through by itself' {
    $before = @(Get-View)
    $said = run { Find-Sender | Where-Object Class -ne Certain | Remove-TeamsChatAccessForUser -Confirm:$false }
    equal $said.Output.Count 0
    equal @($said.Errors | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }) 'NotCertain|NotCertain'
    equal (@(Get-View) -join "`n") ($before -join "`n") 'what everybody sees'
}

check 'a derived one goes when its class is accepted by name, after a look at the directory' {
    $said = run { Find-Sender | Where-Object Class -eq Derived | Remove-TeamsChatAccessForUser -AcceptClass Derived -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    equal $said.Output.Outcome Removed
    expect (-not @(Get-View | Where-Object { $_ -like "alex@*_d27a51f8*" })) 'alex still sees the chat'
}

Reset-Sandbox
finish
