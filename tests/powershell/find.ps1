#Requires -Version 7.0
# Audit records in, findings out: every shape that records come in, filters, and what cannot be read.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox

# The sandbox's records as texts, one each.
$answer = Invoke-WebRequest ((Get-Ready).authorityHost + '/sandbox/auditRecords') -SkipCertificateCheck -UseBasicParsing
$all = $answer.Content
$texts = @([Text.Json.JsonDocument]::Parse($all).RootElement.EnumerateArray() | ForEach-Object { $_.GetRawText() })
function Get-Row {
    foreach ($text in $texts) {
        [pscustomobject]@{ RecordId = [guid]::NewGuid(); CreationDate = '2026-01-24T06:54:24Z'; RecordType = 25; Operation = 'x'; UserId = 'y'; AuditData = $text }
    }
}
function Get-Verdict([object[]] $Findings) { @($Findings | ForEach-Object { "$($_.Class) $($_.ThreadId) $($_.UserId)$($_.CandidateUserId)" }) -join "`n" }
$expected = Get-Verdict @($all | Find-TeamsExternalChat)

check 'the records give findings, certain ones with ids and a review without' {
    $findings = @($all | Find-TeamsExternalChat)
    expect (@($findings | Where-Object Class -eq Certain).Count -ge 4) 'the certain ones'
    foreach ($finding in $findings) {
        equal ([bool]$finding.UserId) ($finding.Class -eq 'Certain') "UserId of $($finding.Class)"
        expect ($finding.Class -cmatch '^[A-Z][a-z]+$' -and $finding.Reason -cmatch '^([A-Z][a-z]+)+$' -and $finding.OpenedBy -cmatch '^[A-Z][a-z]+$') 'PascalCase'
        equal $finding.TenantId (Get-Ready).tenantId
        expect ($finding.CreationTime -is [datetime]) 'the time'
    }
    expect (@($findings | Where-Object { $_.Class -eq 'Review' -and $_.CandidateUserId }).Count -ge 1) 'the review has a candidate'
}

foreach ($case in @(
        , @('one JSON text each', { $texts | Find-TeamsExternalChat })
        , @('lines of a file', { $all -split "(?<=[,}\]])" | Find-TeamsExternalChat })
        , @('rows with AuditData as text', { Get-Row | Find-TeamsExternalChat })
        , @('rows of a CSV', { Get-Row | ConvertTo-Csv | ConvertFrom-Csv | Find-TeamsExternalChat })
        , @('rows with AuditData as object', { Get-Row | ForEach-Object { [pscustomobject]@{ AuditData = ConvertFrom-Json $_.AuditData } } | Find-TeamsExternalChat })
        , @('AuditData objects', { $texts | ForEach-Object { ConvertFrom-Json $_ } | Find-TeamsExternalChat })
        , @('hashtables', { Get-Row | ForEach-Object { @{ AuditData = $_.AuditData } } | Find-TeamsExternalChat })
        , @('an array as a parameter', { Find-TeamsExternalChat -InputObject @(Get-Row) })
        , @('texts with properties on them', { $texts | ForEach-Object { Add-Member -InputObject $_ -NotePropertyName PSPath -NotePropertyValue x -PassThru } | Find-TeamsExternalChat })
    )) {
    check "the same verdicts from $($case[0])" {
        $said = run $case[1]
        equal ($said.Errors -join '; ') ''
        equal (Get-Verdict $said.Output) $expected
    }
}

check 'lines of a file by Get-Content' {
    $file = [IO.Path]::Combine($script:Work, 'records.json')
    [IO.File]::WriteAllText($file, (ConvertTo-Json (ConvertFrom-Json $all) -Depth 30))
    equal (Get-Verdict @(Get-Content $file | Find-TeamsExternalChat)) $expected
}

check 'findings survive a CSV and bind to a removal' {
    Connect-Sandbox
    $rows = @($all | Find-TeamsExternalChat | ConvertTo-Csv | ConvertFrom-Csv)
    equal @($rows | Where-Object Class -eq Review)[0].CandidateUserId @($all | Find-TeamsExternalChat | Where-Object Class -eq Review)[0].CandidateUserId
    $finding = @($all | Find-TeamsExternalChat)[0]
    equal ($rows | Where-Object { $_.RecordId -eq $finding.RecordId -and $_.ThreadId -eq $finding.ThreadId } | Select-Object -First 1).Evidence ($finding.Evidence -join ' ')
    expect ($finding.Evidence.Count -ge 1 -and $finding.Evidence[0] -is [string]) 'a list'
    $said = run { $rows | Remove-TeamsChatAccessForUser -Confirm:$false }
    equal @($said.Output | Where-Object Outcome -ne Removed).Count 0
    expect ($said.Output.Count -ge 4) 'removals'
    foreach ($record in $said.Errors) { equal ($record.FullyQualifiedErrorId -split ',')[0] NotCertain }
    Reset-Sandbox
}

check 'rows that lost their AuditData are errors, and no search without external chats' {
    $rows = @(Get-Row | Select-Object CreationDate, Operation, UserId)
    $said = run { $rows | Find-TeamsExternalChat }
    equal $said.Errors.Count $rows.Count
    foreach ($record in $said.Errors) { equal ($record.FullyQualifiedErrorId -split ',')[0] NotAnAuditRecord }
}

check 'a file''s name that is piped says how files are named' {
    $file = [IO.Path]::Combine($script:Work, 'named.json')
    [IO.File]::WriteAllText($file, $all)
    $record = onlyError (run { $file | Find-TeamsExternalChat }) FileNamePiped InvalidArgument $false
    matches $record '-Path'
    equal (Get-Verdict @(Get-Item $file | Find-TeamsExternalChat)) $expected
}

check 'several names that are piped are told each, and what Resolve-Path gives is a file' {
    $files = foreach ($name in 'one.json', 'two.json') {
        $file = [IO.Path]::Combine($script:Work, $name)
        [IO.File]::WriteAllText($file, $all)
        $file
    }
    $said = run { $files | Find-TeamsExternalChat }
    equal (($said.Errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join '|') 'FileNamePiped|FileNamePiped'
    equal (Get-Verdict @(Resolve-Path $files | Find-TeamsExternalChat)) $expected
}

check 'lines of a CSV and objects in one pipeline end in an error before any finding' {
    $lines = @(Get-Row | ConvertTo-Csv)
    $null = onlyError (run { @($lines) + @(Get-Row) | Find-TeamsExternalChat }) MixedRecords InvalidData $true
    $null = onlyError (run { @(Get-Row) + @($lines) | Find-TeamsExternalChat }) MixedRecords InvalidData $true
    $file = [IO.Path]::Combine($script:Work, 'mixed.csv')
    [IO.File]::WriteAllLines($file, [string[]]$lines)
    equal (Get-Verdict @(@(Get-Item $file) + @(Get-Row) + $texts | Find-TeamsExternalChat)) $expected
}

check 'keys of a dictionary are found without case, as properties are' {
    $rows = @(Get-Row | ForEach-Object { "{""auditData"":$($_.AuditData)}" | ConvertFrom-Json -AsHashtable })
    equal (Get-Verdict @($rows | Find-TeamsExternalChat)) $expected
}

check 'a search keeps to what its caller prefers' {
    function Search-Quietly { $WarningPreference = 'SilentlyContinue'; $texts[0] | Find-TeamsExternalChat -SenderDomain none.example }
    function Search-Strictly { $WarningPreference = 'Stop'; $texts[0] | Find-TeamsExternalChat -SenderDomain none.example }
    function Search-Loudly { [CmdletBinding()] param() $texts[0] | Find-TeamsExternalChat }
    equal @(Search-Quietly 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Count 0
    $stopped = try { $null = Search-Strictly 3>$null; $false } catch { $true }
    expect $stopped 'the warning stops'
    expect (@(Search-Loudly -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Count -gt 0) 'the verbose text'
    equal @(Search-Loudly 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Count 0
}

foreach ($case in @(
        , @('a home tenant', { $all | Find-TeamsExternalChat -HomeTenantId nobody }, '^-HomeTenantId: .*GUID')
        , @('a domain', { $all | Find-TeamsExternalChat -AcceptedDomain 'a b' }, 'in -AcceptedDomain')
        , @('a partner', { $all | Find-TeamsExternalChat -TrustedTenantId nobody }, '^-TrustedTenantId: ')
        , @('a filter', { $all | Find-TeamsExternalChat -SenderDomain 'a@b@c' }, 'in -SenderDomain')
        , @('a span of time', { $all | Find-TeamsExternalChat -Since 2026-01-02 -Until 2026-01-01 }, '-Until that is not after -Since')
        , @('a directory', { $all | Find-TeamsExternalChat -Directory ([pscustomobject]@{ UserPrincipalName = 'a@b.example'; Id = 'x' }) }, '^-Directory: ')
        , @('two tenants', { $all, ($all -replace (Get-Ready).tenantId, '11111111-1111-4111-8111-111111111111') | Find-TeamsExternalChat }, 'Say which with -HomeTenantId')
    )) {
    check "an error about $($case[0]) names the parameter" {
        $said = run $case[1]
        equal $said.Terminated $true
        matches ([string]$said.Errors[0]) $case[2]
        # What a script catches says it in the same words.
        $caught = $said.Errors[0].Exception
        matches ('{0} {1}' -f $caught.Message, $caught.NextStep) $case[2]
    }
}

check 'filters choose among the findings' {
    $findings = @($all | Find-TeamsExternalChat)
    $one = $findings[0]
    equal @($all | Find-TeamsExternalChat -ThreadId $one.ThreadId).ThreadId (@($findings | Where-Object ThreadId -eq $one.ThreadId).ThreadId -join '|')
    equal @($all | Find-TeamsExternalChat -Sender $one.Initiator.ToUpper()).Count @($findings | Where-Object Initiator -eq $one.Initiator).Count
    equal @($all | Find-TeamsExternalChat -SenderDomain '@itsupport-desk.onmicrosoft.com').Count @($findings | Where-Object Initiator -like '*@itsupport-desk.onmicrosoft.com').Count
    equal @($all | Find-TeamsExternalChat -SenderDomain nobody.example).Count 0
    equal @($all | Find-TeamsExternalChat -UserPrincipalName adele@*).Count @($findings | Where-Object UserPrincipalName -like 'adele@*').Count
    $time = $one.CreationTime
    equal @($all | Find-TeamsExternalChat -Since $time).Count @($findings | Where-Object CreationTime -ge $time).Count
    equal @($all | Find-TeamsExternalChat -Until $time.ToLocalTime()).Count @($findings | Where-Object CreationTime -lt $time).Count
}

check 'a trusted domain and tenant, an own domain, a home tenant and a directory reach the library' {
    $before = @($all | Find-TeamsExternalChat)
    $after = @($all | Find-TeamsExternalChat -TrustedDomain itsupport-desk.onmicrosoft.com)
    expect (@($after | Where-Object Class -eq Certain).Count -lt @($before | Where-Object Class -eq Certain).Count) 'the trusted domain'
    $after = @($all | Find-TeamsExternalChat -TrustedTenantId c4d90e3b-71a8-4f26-b5d3-90a7e81f2c64)
    expect (@($after | Where-Object Class -eq Certain).Count -lt @($before | Where-Object Class -eq Certain).Count) 'the trusted tenant'
    equal (Get-Verdict @($all | Find-TeamsExternalChat -HomeTenantId (Get-Ready).tenantId -AcceptedDomain contoso.com)) $expected
    $users = @([pscustomobject]@{ UserPrincipalName = 'adele@contoso.com'; Id = 'a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5' }, @{ UserPrincipalName = 'alex@contoso.com'; ObjectId = '6c2f9b40-d1e7-4358-9a06-f3b8e5170d9c' })
    $null = @($all | Find-TeamsExternalChat -Directory $users)
    $null = onlyError (run { $all | Find-TeamsExternalChat -Directory @{ Name = 'x' } }) InvalidDirectory InvalidArgument $true
    $said = run { $all | Find-TeamsExternalChat -HomeTenantId nowhere }
    $null = onlyError $said InvalidId InvalidArgument $true
}

check 'what cannot be read is one warning with its place, and the rest is read' {
    $said = run { $texts[0], '{"Operation":"MemberAdded","Workload":"MicrosoftTeams","Members":3}', $texts[1] | Find-TeamsExternalChat }
    equal ($said.Errors -join '; ') ''
    $told = @($said.Warnings | Where-Object { $_ -like 'Unreadable: *' })
    equal $told.Count 1 'warnings with a place'
    matches $told[0] '^Unreadable: record 2.*, field \S+ \(at byte \d+\): expected .+, found .+\.$'
    expect ($said.Output.Count -gt 0) 'the rest'
    expect (@($said.Warnings -match '1 of 3 records could not be read').Count -eq 1) 'what it means'
}

check 'of many unreadable records the first are named and all counted' {
    $said = run { @($texts[0]) + @(1..7 | ForEach-Object { '{"Operation":"MemberAdded","Workload":"MicrosoftTeams","Members":3}' }) | Find-TeamsExternalChat }
    $told = @($said.Warnings | Where-Object { $_ -like 'Unreadable: *' })
    equal $told.Count 1
    matches $told[0] 'record 2,.*record 3,.*record 4,.*; and 4 more\.$'
}

check '-Strict makes the first of them an error' {
    $record = onlyError (run { $texts[0], '{"Operation":"MemberAdded","Workload":"MicrosoftTeams","Members":3}' | Find-TeamsExternalChat -Strict }) InvalidRecords InvalidData $true
    matches $record 'record 2'
}

check 'one broken AuditData text does not take the others with it' {
    $rows = @(Get-Row)
    $rows[2].AuditData = '{"Operation":"ChatCrea'
    $said = run { $rows | Find-TeamsExternalChat }
    expect (@($said.Warnings -match '^Unreadable: record 3').Count -eq 1) "the warning: $($said.Warnings -join ' // ')"
    expect ($said.Output.Count -gt 2) 'the rest'
}

check 'what is no record at all is an error with what was expected' {
    $record = onlyError (run { 'hello' | Find-TeamsExternalChat }) UnreadInput InvalidData $false
    matches $record 'expected an export of the audit log.*found other text'
}

check 'null and numbers are an error each, and the rest is read' {
    $said = run { $null, 7, $all | Find-TeamsExternalChat }
    equal (@($said.Errors | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] })) 'NotAnAuditRecord|NotAnAuditRecord'
    equal (Get-Verdict $said.Output) $expected
}

check 'an error shows its next step once' {
    $shown = run { @() | Find-TeamsExternalChat } | ForEach-Object { $_.Errors[0] | Out-String -Width 400 }
    equal ([regex]::Matches($shown, 'Check the search').Count) 1 "of: $shown"
}

check 'null alone is one error' {
    $null = onlyError (run { $null | Find-TeamsExternalChat }) NotAnAuditRecord InvalidData $false
}

check 'an empty pipeline is an error and not an empty result' {
    $null = onlyError (run { @() | Find-TeamsExternalChat }) NoRecords ObjectNotFound $false
}

check '10,000 records are read' {
    $many = [Collections.Generic.List[object]]::new()
    foreach ($number in 1..2500) { foreach ($row in Get-Row) { $many.Add($row) } ; if ($many.Count -ge 10000) { break } }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $said = run { $many | Find-TeamsExternalChat }
    equal ($said.Errors -join '; ') ''
    equal (Get-Verdict $said.Output) $expected
    expect ($clock.Elapsed.TotalSeconds -lt 30) "it took $($clock.Elapsed.TotalSeconds) s"
}

finish
