# import_csv.ps1 all|column FILE: the ids of the rows, as an administrator's script finds them.
param([string]$Way, [string]$Path)
filter Select-Row {
    if ($_.Operation -eq 'MemberAdded' -and $_.Workload -eq 'MicrosoftTeams' -and $_.ChatThreadId -and
        $_.ParticipantInfo.HasForeignTenantUsers) { $_.Id }
}
if ($Way -eq 'column') {
    Import-Csv -Path $Path | Where-Object Operation -eq 'MemberAdded' | ForEach-Object { $_.AuditData | ConvertFrom-Json } | Select-Row
} else {
    Import-Csv -Path $Path | ForEach-Object { $_.AuditData | ConvertFrom-Json } | Select-Row
}
