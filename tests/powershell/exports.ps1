#Requires -Version 7.0
# Whole exports: files, folders, packed ones, other encodings, filters over them, progress, and the end by Ctrl+C.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox

$answer = Invoke-WebRequest ((Get-Ready).authorityHost + '/sandbox/auditRecords') -SkipCertificateCheck -UseBasicParsing
$texts = @([Text.Json.JsonDocument]::Parse($answer.Content).RootElement.EnumerateArray() | ForEach-Object { $_.GetRawText() })
# As the file system names it, with its drive.
$folder = [IO.Path]::GetFullPath([IO.Path]::Combine($script:Work, 'Exporte für Zoë 案'))
if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
$null = [IO.Directory]::CreateDirectory([IO.Path]::Combine($folder, 'below'))
function Get-Place([string] $Name) { [IO.Path]::Combine($folder, $Name) }
function Get-Row([string[]] $Text) {
    foreach ($one in $Text) {
        $data = ConvertFrom-Json $one
        [pscustomobject]@{ RecordId = $data.Id; CreationDate = $data.CreationTime; RecordType = 25; Operation = $data.Operation; UserId = $data.UserId; AuditData = $one; AssociatedAdminUnits = ''; AssociatedAdminUnitsNames = '' }
    }
}
function Get-Verdict([object[]] $Findings) { @($Findings | ForEach-Object { "$($_.Class) $($_.Reason) $($_.ThreadId) $($_.UserId)$($_.CandidateUserId) $($_.Initiator)" }) -join "`n" }

# As the portal exports them: one file with all, and the same in two parts.
$whole = Get-Place 'Audit Log.csv'
Get-Row $texts | Export-Csv -LiteralPath $whole -NoTypeInformation -Encoding utf8BOM
$half = [int]($texts.Count / 2)
Get-Row $texts[0..($half - 1)] | Export-Csv -LiteralPath (Get-Place 'part1.csv') -NoTypeInformation
Get-Row $texts[$half..($texts.Count - 1)] | Export-Csv -LiteralPath (Get-Place 'part2.csv') -NoTypeInformation
$expected = Get-Verdict @($texts -join "`n" | Find-TeamsExternalChat)

check 'the same verdicts from -Path, from the rows of Import-Csv, from lines of the CSV and from JSON text' {
    expect ($expected.Length -gt 100) 'no verdicts'
    equal (Get-Verdict @(Find-TeamsExternalChat -Path $whole)) $expected '-Path'
    equal (Get-Verdict @(Import-Csv $whole | Find-TeamsExternalChat)) $expected 'Import-Csv'
    equal (Get-Verdict @(Get-Content $whole | Find-TeamsExternalChat)) $expected 'Get-Content'
    equal (Get-Verdict @(Get-Content $whole -Raw | Find-TeamsExternalChat)) $expected 'Get-Content -Raw'
    equal (Get-Verdict @(Get-Item $whole | Find-TeamsExternalChat)) $expected 'Get-Item'
}

check 'a finding names the file and the row of the record that decided' {
    $finding = @(Find-TeamsExternalChat $whole)[0]
    equal $finding.SourceFile $whole
    equal @(Import-Csv $whole)[$finding.SourceRow - 1].RecordId $finding.RecordId
}

check 'wildcards and several paths are one log' {
    equal (Get-Verdict @(Find-TeamsExternalChat -Path (Get-Place 'part*.csv'))) $expected 'a wildcard'
    equal (Get-Verdict @(Find-TeamsExternalChat -Path (Get-Place 'part1.csv'), (Get-Place 'part2.csv'))) $expected 'two paths'
    equal (Get-Verdict @(Get-ChildItem (Get-Place 'part*.csv') | Find-TeamsExternalChat)) $expected 'files from the pipeline'
}

check 'relative paths are taken from the session''s location' {
    Push-Location -LiteralPath $folder
    try {
        expect ([Environment]::CurrentDirectory -ne $folder) 'the process is there, too'
        equal (Get-Verdict @(Find-TeamsExternalChat part?.csv)) $expected 'a wildcard'
        equal (Get-Verdict @(Find-TeamsExternalChat -LiteralPath 'Audit Log.csv')) $expected 'a literal one'
    }
    finally { Pop-Location }
}

check 'a folder is read with what is below it' {
    Copy-Item (Get-Place 'part1.csv') (Get-Place 'below/a.csv')
    Copy-Item (Get-Place 'part2.csv') (Get-Place 'below/b')
    equal (Get-Verdict @(Find-TeamsExternalChat -Path (Get-Place 'below'))) $expected
}

check 'UTF-16 with a byte order mark, and gzip' {
    Get-Row $texts | Export-Csv -LiteralPath (Get-Place 'wide.csv') -NoTypeInformation -Encoding unicode
    equal (Get-Verdict @(Find-TeamsExternalChat -Path (Get-Place 'wide.csv'))) $expected 'UTF-16'
    $packed = [IO.Compression.GZipStream]::new([IO.File]::Create((Get-Place 'packed.bin')), [IO.Compression.CompressionMode]::Compress)
    $bytes = [IO.File]::ReadAllBytes($whole)
    $packed.Write($bytes, 0, $bytes.Length)
    $packed.Dispose()
    equal (Get-Verdict @(Find-TeamsExternalChat -Path (Get-Place 'packed.bin'))) $expected 'gzip'
}

check 'brackets in a name are a wildcard of -Path and none of -LiteralPath' {
    [IO.File]::Copy($whole, (Get-Place 'Log[1].csv'))
    equal (Get-Verdict @(Find-TeamsExternalChat -LiteralPath (Get-Place 'Log[1].csv'))) $expected
    $record = onlyError (run { Find-TeamsExternalChat -Path (Get-Place 'Log[1].csv') }) PathNotFound ObjectNotFound $false
    matches $record '-LiteralPath'
}

check 'what matches nothing is an error of its own, and nothing is found' {
    foreach ($path in 'none*.csv', 'none.csv') {
        $said = run { Find-TeamsExternalChat -Path (Get-Place $path) }
        $record = onlyError $said PathNotFound ObjectNotFound $false
        equal $record.TargetObject (Get-Place $path)
        equal $said.Output.Count 0
    }
    $said = run { Find-TeamsExternalChat -Path (Get-Place 'none.csv'), $whole }
    $null = onlyError $said PathNotFound ObjectNotFound $false
    equal (Get-Verdict $said.Output) $expected 'the others'
    $null = onlyError (run { Find-TeamsExternalChat -Path Env:PATH }) NotAFile InvalidArgument $false
    $record = onlyError (run { Find-TeamsExternalChat -Path nodrive:/log.csv }) PathNotFound ObjectNotFound $false
    matches $record '-Scope Global'
}

check 'a file that is no export is one error with the file as its target, and the others are read' {
    $bad = Get-Place 'holiday.jpg'
    [IO.File]::WriteAllBytes($bad, [byte[]](0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10))
    $said = run { Find-TeamsExternalChat -Path $bad, $whole }
    $record = onlyError $said UnreadInput InvalidData $false
    equal $record.TargetObject $bad
    matches $record 'could not be read: expected an export of the audit log.*Export it again'
    equal (Get-Verdict $said.Output) $expected
    expect (@($said.Warnings -match '1 of the inputs could not be read').Count -eq 1) "what it means: $($said.Warnings -join ' // ')"
    $record = onlyError (run { Find-TeamsExternalChat -Path $bad, $whole -Strict }) InvalidRecords InvalidData $true
    matches $record 'holiday\.jpg'
}

check 'an unreadable record is a warning with file and row' {
    $rows = @(Get-Row $texts)
    $rows[1].AuditData = '{"Operation":"ChatCreated","Id":"cut'
    $rows | Export-Csv -LiteralPath (Get-Place 'cut.csv') -NoTypeInformation
    $said = run { Find-TeamsExternalChat (Get-Place 'cut.csv') }
    equal ($said.Errors -join '; ') ''
    equal @($said.Warnings -match '^Unreadable: .*cut\.csv, record 2').Count 1 "of: $($said.Warnings -join ' // ')"
}

check 'each filter shows what it asks for, and the rest is counted' {
    $findings = @(Find-TeamsExternalChat $whole)
    $one = $findings[0]
    $time = $one.CreationTime
    $cases = @(
        , @(@{ Sender = $one.Initiator.ToUpper() }, { $_.Initiator -eq $one.Initiator })
        , @(@{ SenderDomain = '@ITSUPPORT-desk.onmicrosoft.com' }, { $_.Initiator -like '*@itsupport-desk.onmicrosoft.com' })
        , @(@{ SenderDomain = 'nobody.example', '*.onmicrosoft.com' }, { $_.Initiator -like '*@*.onmicrosoft.com' })
        , @(@{ UserPrincipalName = 'adele@*' }, { $_.UserPrincipalName -like 'adele@*' })
        , @(@{ ThreadId = $one.ThreadId, '19:x' }, { $_.ThreadId -eq $one.ThreadId })
        , @(@{ Since = $time }, { $_.CreationTime -ge $time })
        , @(@{ Until = $time.ToLocalTime() }, { $_.CreationTime -lt $time })
        , @(@{ Since = $time; Until = $time.AddSeconds(1); UserPrincipalName = $one.UserPrincipalName }, { $_.CreationTime -eq $time -and $_.UserPrincipalName -eq $one.UserPrincipalName })
        , @(@{ Sender = 'nobody@nowhere.example' }, { $false })
    )
    foreach ($case in $cases) {
        $filter = $case[0]
        $said = run { Find-TeamsExternalChat $whole @filter -Verbose }
        $wanted = @($findings | Where-Object $case[1])
        equal ($said.Errors -join '; ') ''
        equal (Get-Verdict $said.Output) (Get-Verdict $wanted) ($filter.Keys -join ', ')
        expect (@($said.Verbose -match "$($findings.Count - $wanted.Count) findings were left out by filters").Count -eq 1) "verbose: $($said.Verbose -join ' // ')"
    }
    $record = onlyError (run { Find-TeamsExternalChat $whole -SenderDomain a@b.example }) InvalidArgument InvalidArgument $true
    matches $record 'in -SenderDomain'
}

check 'that nothing was in the input, or nothing is left of it, is a warning' {
    $empty = [IO.Path]::Combine($script:Work, 'header.csv')
    Set-Content -LiteralPath $empty -Encoding UTF8 -Value 'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames'
    matches "$((run { Find-TeamsExternalChat $empty }).Warnings)" 'No audit record'
    matches "$((run { Find-TeamsExternalChat $whole -Sender nobody@nowhere.example }).Warnings)" 'left all \d+ findings out'
}

check 'a filter that holds nothing is refused, and does not ask for everything' {
    foreach ($name in 'Sender', 'SenderDomain', 'UserPrincipalName', 'ThreadId') {
        foreach ($nothing in $null, '', @()) {
            $filter = @{ $name = $nothing }
            $said = run { Find-TeamsExternalChat $whole @filter }
            equal @($said.Output).Count 0 $name
        }
        $filter = @{ $name = $null }
        matches (onlyError (run { Find-TeamsExternalChat $whole @filter }) InvalidArgument InvalidArgument $true) 'empty text'
    }
}

check 'a directory by the path of a CSV, relative to the session''s location' {
    $lookup = @(Find-TeamsExternalChat $whole | Where-Object { -not $_.UserId -and $_.UserPrincipalName })[0]
    expect $lookup 'no finding without an id'
    $user = [pscustomobject]@{ Id = 'a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5'; UserPrincipalName = $lookup.UserPrincipalName; Other = 'x' }
    $user | Export-Csv -LiteralPath (Get-Place 'users.csv') -NoTypeInformation -Encoding unicode
    $with = Get-Verdict @(Find-TeamsExternalChat $whole -Directory $user)
    expect ($with -ne $expected) 'the directory changes nothing'
    Push-Location -LiteralPath $folder
    try { equal (Get-Verdict @(Find-TeamsExternalChat $whole -Directory users.csv)) $with 'the CSV' }
    finally { Pop-Location }
    equal (Get-Verdict @(Find-TeamsExternalChat $whole -Directory (Get-Item (Get-Place 'users.csv')))) $with 'the file'
    $record = onlyError (run { Find-TeamsExternalChat $whole -Directory (Get-Place 'no users.csv') }) InvalidDirectory InvalidArgument $true
    matches $record 'no users\.csv'
    equal (Get-Verdict @(Find-TeamsExternalChat $whole -Directory (Resolve-Path -LiteralPath (Get-Place 'users.csv')))) $with 'the path'
    $null = onlyError (run { Find-TeamsExternalChat $whole -Directory nodrive:/users.csv }) NotAFile InvalidArgument $true
    $null = onlyError (run { Find-TeamsExternalChat $whole -Directory (Get-Place 'users.csv'), (Get-Place 'users.csv') }) InvalidDirectory InvalidArgument $true
    $record = onlyError (run { Find-TeamsExternalChat $whole -Directory $whole }) InvalidArgument InvalidArgument $true
    matches $record 'UserPrincipalName'
}

check 'message events, learned ids and what is skipped are there when they are asked for' {
    $outside = '66666666-6666-4666-8666-666666666666'
    $tenant = (Get-Ready).tenantId
    $id = 'a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5'
    $created = @{ Operation = 'ChatCreated'; RecordType = 25; Workload = 'MicrosoftTeams'; Id = [guid]::NewGuid(); CreationTime = '2026-01-24T06:54:24'; OrganizationId = $tenant; ResourceTenantId = $outside
        UserId = 'help@partner.example'; CommunicationType = 'GroupChat'; ChatThreadId = '19:0123456789abcdef0123456789abcdef@thread.v2'
        Members = @(@{ UPN = 'help@partner.example'; OrganizationId = $outside }, @{ UPN = 'uma@contoso.com'; OrganizationId = $tenant }) }
    $mail = @{ Operation = 'MailItemsAccessed'; RecordType = 50; Workload = 'Exchange'; Id = [guid]::NewGuid(); CreationTime = '2026-01-24T07:54:24'; OrganizationId = $tenant; UserId = 'uma@contoso.com'; UserKey = $id; UserType = 0 }
    $message = @{ Operation = 'MessageSent'; RecordType = 25; Workload = 'MicrosoftTeams'; Id = [guid]::NewGuid(); CreationTime = '2026-01-24T08:54:24'; OrganizationId = $tenant; UserId = 'help@partner.example'; UserKey = $outside
        ChatThreadId = '19:1123456789abcdef0123456789abcdef@thread.v2'; CommunicationType = 'GroupChat'; ParticipantInfo = @{ HasForeignTenantUsers = $true; ParticipatingTenantIds = @($tenant, $outside) } }
    [IO.File]::WriteAllText((Get-Place 'more.jsonl'), (@($created, $mail, $message | ForEach-Object { ConvertTo-Json $_ -Depth 5 -Compress }) -join "`n"))
    $path = Get-Place 'more.jsonl'
    $plain = @(Find-TeamsExternalChat $path)
    equal "$($plain.Class) $($plain.Reason)" 'Lookup MemberWithoutId'
    $learned = @(Find-TeamsExternalChat $path -LearnIds)
    equal "$($learned.Class) $($learned.Reason) $($learned.CandidateUserId)" "Derived Learned $id"
    equal @(Find-TeamsExternalChat $path -Messages).Count 2 'with messages'
    equal @(Find-TeamsExternalChat $path -TrustedDomain partner.example).Count 0 'a partner''s chat'
    equal @(Find-TeamsExternalChat $path -TrustedDomain partner.example -All).Class Skip
}

check 'findings bind to a removal' {
    Connect-Sandbox
    $said = run { Find-TeamsExternalChat $whole | Where-Object Class -eq Certain | Remove-TeamsChatAccessForUser -Confirm:$false }
    equal ($said.Errors -join '; ') ''
    expect ($said.Output.Count -ge 4 -and @($said.Output | Where-Object Outcome -ne Removed).Count -eq 0) 'removals'
    Reset-Sandbox
}

check 'the default view says class, reason, opener, user, sender and time' {
    $shown = Find-TeamsExternalChat $whole | Out-String -Width 120
    foreach ($word in 'Class', 'Reason', 'OpenedBy', 'User', 'Initiator', 'Time \(UTC\)', 'Certain +Accepted') { matches $shown $word }
    $finding = @(Find-TeamsExternalChat $whole)[0]
    matches $shown ([regex]::Escape($finding.CreationTime.ToString('yyyy-MM-dd HH:mm', [Globalization.CultureInfo]::InvariantCulture)))
}

check 'no view takes a time in the calendar of the culture' {
    $view = [IO.File]::ReadAllText([IO.Path]::Combine($env:TCA_TEST_MODULE, 'TeamsChatAccess.View.ps1xml'))
    expect (-not $view.Contains('<FormatString>')) 'a format string is of the culture'
}

# Packed members one after the other are one stream: gigabytes of it in a small file.
$large = Get-Place 'large.gz'
$block = [Text.Encoding]::UTF8.GetBytes(($texts -join "`n") + "`n")
$member = [IO.MemoryStream]::new()
$packed = [IO.Compression.GZipStream]::new($member, [IO.Compression.CompressionLevel]::Optimal)
for ($size = 0; $size -lt 8MB; $size += $block.Length) { $packed.Write($block, 0, $block.Length) }
$packed.Dispose()
$file = [IO.File]::Create($large)
$bytes = $member.ToArray()
foreach ($number in 1..300) { $file.Write($bytes, 0, $bytes.Length) }
$file.Dispose()

check 'progress is shown while a large file is read, and stopping ends it within half a second' {
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($Module, $Path) Import-Module $Module; Find-TeamsExternalChat -Path $Path').AddArgument($script:ModulePath).AddArgument($large)
    $running = $shell.BeginInvoke()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    # To enumerate the stream would wait for its end.
    $progress = @()
    while ($progress.Count -lt 3 -and -not $running.IsCompleted -and $clock.Elapsed.TotalSeconds -lt 60) {
        Start-Sleep -Milliseconds 50
        $progress += @($shell.Streams.Progress.ReadAll() | Where-Object { $_.Activity -eq 'Reading audit records' -and $_.PercentComplete -ge 0 })
    }
    expect ($progress.Count -ge 3) "progress: $($progress.Count)"
    matches $progress[-1].StatusDescription '^\d+ records in \d+ of \d+ MB read\.$'
    expect ($progress[-1].PercentComplete -le 100 -and $progress[-1].PercentComplete -ge $progress[0].PercentComplete) 'the percentage'
    expect (-not $running.IsCompleted) 'it was read before it could be stopped'
    $clock.Restart()
    $shell.Stop()
    expect ($clock.ElapsedMilliseconds -lt 500) "it took $($clock.ElapsedMilliseconds) ms"
    $shell.Dispose()
}

finish
