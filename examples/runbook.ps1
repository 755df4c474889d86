<#
.SYNOPSIS
Removes chats unattended, with an access token that the caller hands in.

.DESCRIPTION
For Azure Automation, a scheduled task or a pipeline. The service takes tokens of a signed-in person only, not those of an
application or a managed identity: whoever starts this gets one (with Chat.ReadWrite.All) and hands it over as a
SecureString, in Azure Automation from an encrypted variable. Nothing prompts and no browser opens.

Gives one object with counts and the result of every removal, and ends with exit code 0 when every chat is out of view
(removed now or not there any more), 1 when some are not, 2 when nothing could be done.

.PARAMETER TenantId
The users' tenant, by id.

.PARAMETER AccessToken
The delegated access token.

.PARAMETER Removal
What to remove: objects with UserId and ThreadId, or the path of a CSV file with these columns.

.PARAMETER MaxRemovals
Stops after this many.

.PARAMETER Connection
Further parameters of Connect-TeamsChatAccess, such as @{ Environment = 'USGov' }.

.EXAMPLE
./runbook.ps1 -TenantId $tenant -AccessToken $token -Removal removals.csv

Removes what the file lists.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $TenantId,
    [Parameter(Mandatory = $true)] [securestring] $AccessToken,
    [Parameter(Mandatory = $true)] [object[]] $Removal,
    [ValidateRange(1, 10000)] [int] $MaxRemovals = 100,
    [hashtable] $Connection = @{}
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$problems = @()
$results = @()
$exitCode = 2
try {
    if (-not (Get-Module -Name TeamsChatAccess)) {
        Import-Module -Name TeamsChatAccess
    }
    Connect-TeamsChatAccess -TenantId $TenantId -AccessToken $AccessToken @Connection
    $items = foreach ($item in $Removal) {
        if ($item -is [string]) { Import-Csv -LiteralPath $item } else { $item }
    }
    # One bad item does not stop the rest: its error is kept and counted.
    $results = @($items | Remove-TeamsChatAccessForUser -TenantId $TenantId -MaxRemovals $MaxRemovals -Confirm:$false `
            -ErrorAction SilentlyContinue -ErrorVariable problems)
    $left = @($results | Where-Object -FilterScript { $_.Outcome -notin 'Removed', 'NotFound' })
    $exitCode = [int]($problems.Count -gt 0 -or $left.Count -gt 0)
}
catch {
    $problems = @($problems) + $_
}
finally {
    if (Get-Module -Name TeamsChatAccess) {
        Disconnect-TeamsChatAccess
    }
}

[pscustomobject]@{
    Time     = [datetime]::UtcNow
    Removed  = @($results | Where-Object -Property Outcome -EQ -Value 'Removed').Count
    NotFound = @($results | Where-Object -Property Outcome -EQ -Value 'NotFound').Count
    Others   = @($results | Where-Object -FilterScript { $_.Outcome -notin 'Removed', 'NotFound' }).Count
    Errors   = [string[]]@($problems | ForEach-Object -Process { $_.ToString() })
    Results  = $results
    ExitCode = $exitCode
}
exit $exitCode
