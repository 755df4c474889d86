# The built module on Windows: from import to removal, as an administrator would, with the paths of Windows.
param([string] $Module, [string] $Ready, [string] $Record)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false

$script:failed = 0
function Test-That([string] $Name, [scriptblock] $Check) {
    try { $said = & $Check } catch { $said = $_.Exception.Message }
    if ($said -is [bool] -and $said) { "ok the module on Windows: $Name" }
    else { $script:failed++; "not ok the module on Windows: ${Name}: " + ("$said" -replace '\s+', ' ') }
}
function Get-Failure([scriptblock] $Call) {
    try { $null = & $Call; 'no error' } catch { $_ }
}

$tenant = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($Ready))
$token = ConvertTo-SecureString -String $tenant.accessToken -AsPlainText -Force
$cloud = @{
    AzureADEndpoint = $tenant.authorityHost; GraphEndpoint = $tenant.graphEndpoint
    CertificateAuthorityPath = $tenant.caFile; ClientId = $tenant.clientId; TenantId = $tenant.tenantId
}

Test-That 'it is imported from a path with spaces and letters beyond ASCII' {
    Import-Module -Name $Module -ErrorAction Stop
    $null -ne (Get-Command -Name Remove-TeamsChatAccessForUser -Module TeamsChatAccess)
}
Test-That 'it exports nothing but its commands' {
    @(Get-Command -Module TeamsChatAccess | Where-Object { $_.Name -notmatch '^[A-Z]\w+-Teams\w+$' }).Count -eq 0
}
Test-That 'what needs a connection says so' {
    (Get-Failure { Remove-TeamsChatAccessForUser -TenantId a -UserId b -ThreadId c -Confirm:$false }) -match 'Connect-TeamsChatAccess'
}
Test-That 'a certificate file that is not there is named' {
    $wrong = $cloud.Clone(); $wrong.CertificateAuthorityPath = 'C:\no such folder\ca.pem'
    (Get-Failure { Connect-TeamsChatAccess @wrong -AccessToken $token }) -match 'no such folder'
}
Test-That 'a token connects, with the certificate file in such a folder' {
    Connect-TeamsChatAccess @cloud -AccessToken $token
    $context = Get-TeamsChatAccessContext
    $context.Account -eq 'admin@contoso.com' -and $context.TenantId -eq $tenant.tenantId
}
Test-That 'the library lies under its own system''s folder' {
    [TeamsChatAccess.Library]::Location -match '\\win-x64\\teams_chat_access\.dll$'
}
Test-That 'an app''s own token is refused' {
    $app = ConvertTo-SecureString -String $tenant.appAccessToken -AsPlainText -Force
    (Get-Failure { Connect-TeamsChatAccess @cloud -AccessToken $app }) -match 'app'
}
Disconnect-TeamsChatAccess
# A person types the code: whoever runs this script reads it from the next line.
Connect-TeamsChatAccess @cloud -UseDeviceCode 6>&1 | ForEach-Object { if ("$_" -cmatch '\b([A-Z0-9]{8,10})\b') { 'code: ' + $Matches[1] } }
Test-That 'a device code signs a person in' { (Get-TeamsChatAccessContext).Account -eq 'admin@contoso.com' }

$findings = @(Get-Content -LiteralPath $Record -Raw | Find-TeamsExternalChat -HomeTenantId $tenant.tenantId)
Test-That 'the record says who opened which chat' { $findings.Count -ge 1 -and $findings[0].ThreadId -eq $tenant.chats[0].threadId }
Test-That '-WhatIf removes nothing' {
    $null -eq (Remove-TeamsChatAccessForUser -TenantId $tenant.tenantId -UserId $tenant.chats[0].userId -ThreadId $tenant.chats[0].threadId -WhatIf)
}
$removal = Remove-TeamsChatAccessForUser -TenantId $tenant.tenantId -UserId $tenant.chats[0].userId -ThreadId $tenant.chats[0].threadId -Confirm:$false
Test-That 'a removal gives its outcome' { $removal.Outcome -eq 'Removed' -and $removal.HttpStatus -eq 204 }
Test-That 'the chat that is gone is not found again' {
    $again = $tenant.chats[0] | Select-Object -Property @{ Name = 'TenantId'; Expression = { $tenant.tenantId } }, userId, threadId |
        Remove-TeamsChatAccessForUser -Confirm:$false
    $again.Outcome -eq 'NotFound'
}
Test-That 'a wrong id is an error of that item' {
    $failure = $null
    Remove-TeamsChatAccessForUser -TenantId $tenant.tenantId -UserId 'a@b.example' -ThreadId $tenant.chats[0].threadId -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
    # What the command caught itself stands in the variable, too; what it says comes last.
    @($failure)[-1].CategoryInfo.Category -eq 'InvalidArgument'
}
Test-That 'nothing is connected after disconnecting' { Disconnect-TeamsChatAccess; $null -eq (Get-TeamsChatAccessContext) }
exit $script:failed
