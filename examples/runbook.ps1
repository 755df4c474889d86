<#
.SYNOPSIS
Removes chats unattended, with an access token that the caller hands in.

.DESCRIPTION
For Azure Automation, a scheduled task or a pipeline. The service takes tokens of a signed-in person only, not those of an
application or a managed identity: whoever starts this gets one (with Chat.ReadWrite.All) and hands it over as a
SecureString, in Azure Automation from an encrypted variable. Nothing prompts and no browser opens.

Gives one object with counts and the result of every removal, and ends with exit code 0 when every chat is out of view
(removed now or not there any more; also when there is nothing to do), 1 when some are not, 2 when nothing could be done.

With -WhatIf, or where $WhatIfPreference is set, nothing is removed. The object says so in WhatIf, and the exit code is that
of the ids and the token: 0 when every removal would be tried.

.PARAMETER TenantId
The users' tenant, by id.

.PARAMETER AccessToken
The delegated access token.

.PARAMETER Removal
What to remove: objects with UserId and ThreadId, or the path of a CSV file with these columns.

.PARAMETER MaxRemovals
Stops after this many.

.PARAMETER WhatIf
Removes nothing, and says what would be removed.

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
    [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [object[]] $Removal,
    [ValidateRange(1, 10000)] [int] $MaxRemovals = 100,
    [switch] $WhatIf = $WhatIfPreference,
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
    $items = @(foreach ($item in $Removal) {
            if ($item -is [string]) { Import-Csv -LiteralPath $item } else { $item }
        })
    if ($items.Count -gt 0) {
        # One bad item does not stop the rest: its error is kept and counted. Results are kept one by one, so that none is lost
        # when an error ends the call.
        $items | Remove-TeamsChatAccessForUser -TenantId $TenantId -MaxRemovals $MaxRemovals -Confirm:$false `
            -WhatIf:$WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems | ForEach-Object -Process { $results += $_ }
    }
    # An item whose members cannot be bound ends in neither a result nor an error of the command's. An error that ends the
    # call has the number of items that are left as its target. With -WhatIf there are no results to miss.
    $lost = $(if ($WhatIf) { 0 } else { $items.Count - $results.Count })
    foreach ($problem in $problems) {
        $lost -= $(if ($problem.TargetObject -is [int]) { $problem.TargetObject } else { 1 })
    }
    if ($lost -gt 0) {
        $problems = @($problems) + ('{0} of the {1} items came to nothing: check that each has one UserId and one ThreadId.' -f
            $lost, $items.Count)
    }
    # A proxy's 404, which has no code of Graph's, says nothing about a chat.
    $left = @($results | Where-Object -FilterScript { $_.Outcome -ne 'Removed' -and ($_.Outcome -ne 'NotFound' -or -not $_.Code) })
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
    WhatIf   = [bool]$WhatIf
    Removed  = @($results | Where-Object -Property Outcome -EQ -Value 'Removed').Count
    NotFound = @($results | Where-Object -Property Outcome -EQ -Value 'NotFound').Count
    Others   = @($results | Where-Object -FilterScript { $_.Outcome -notin 'Removed', 'NotFound' }).Count
    Errors   = [string[]]@($problems | ForEach-Object -Process { $_.ToString() })
    Results  = $results
    ExitCode = $exitCode
}
exit $exitCode
