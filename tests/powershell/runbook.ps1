#Requires -Version 7.0
# The runbook: a result object and an exit code, and nothing asked.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
$script:Runbook = [IO.Path]::Combine($env:TCA_TEST_ROOT, 'examples', 'runbook.ps1')

function Invoke-Runbook([securestring] $Token, [object[]] $Items, [hashtable] $More = @{}) {
    $endpoint = Get-Endpoint
    $tenant = $endpoint.TenantId
    $endpoint.Remove('TenantId')
    & $script:Runbook -TenantId $tenant -AccessToken $Token -Removal $Items -Connection $endpoint @More
}

check 'all removed: exit code 0' {
    Reset-Sandbox
    $result = @(Invoke-Runbook (New-Token) @(Get-Chat))
    equal $result.Count 1
    equal "$($result[0].Removed) $($result[0].Others) $($result[0].Errors.Count)" '4 0 0'
    equal $LASTEXITCODE 0
    equal (@(Invoke-Runbook (New-Token) @(Get-Chat))[0]).NotFound 4
    equal $LASTEXITCODE 0
}

check 'a CSV file, and a bad row that does not stop the rest: exit code 1' {
    Reset-Sandbox
    $file = [IO.Path]::Combine($script:Work, 'removals.csv')
    @(Get-Chat) + [pscustomobject]@{ TenantId = ''; UserId = 'adele'; ThreadId = 'x' } | Select-Object UserId, ThreadId | Export-Csv $file -NoTypeInformation
    $result = @(Invoke-Runbook (New-Token) $file)[0]
    equal "$($result.Removed) $($result.Errors.Count)" '4 1'
    equal $LASTEXITCODE 1
}

check 'a 404 that is none of Graph''s is no chat that is out of view' {
    Reset-Sandbox
    $null = Invoke-Sandbox faults @{ path = '/*/chats/*/removeAllAccessForUser'; status = 404; body = '<html>not here</html>'; times = 'always' }
    $result = @(Invoke-Runbook (New-Token) @(Get-Chat))[0]
    equal $result.NotFound 4
    equal $LASTEXITCODE 1
    Reset-Sandbox
}

check 'an item that cannot be bound is counted, and nothing to do is no failure' {
    Reset-Sandbox
    $items = @(Get-Chat)
    $items[1] = [pscustomobject]@{ UserId = @($items[1].UserId, $items[0].UserId); ThreadId = $items[1].ThreadId }
    $result = @(Invoke-Runbook (New-Token) $items)[0]
    equal "$($result.Removed) $($result.Errors.Count)" '3 1'
    matches $result.Errors[0] '1 of the 4 items came to nothing'
    equal $LASTEXITCODE 1
    $result = @(Invoke-Runbook (New-Token) @())[0]
    equal "$($result.Removed) $($result.Errors.Count)" '0 0'
    equal $LASTEXITCODE 0
}

check 'nothing, and nothing among others, end in a result' {
    Reset-Sandbox
    $result = @(Invoke-Runbook (New-Token) $null)
    equal "$($result.Count) $($result[0].Removed) $($result[0].Errors.Count) $LASTEXITCODE" '1 0 0 0'
    $result = @(Invoke-Runbook (New-Token) @((Get-Chat)[0], $null))
    equal "$($result.Count) $($result[0].Removed) $($result[0].Errors.Count) $LASTEXITCODE" '1 1 1 1'
}

check 'a rehearsal removes nothing, says so, and tells what is wrong beforehand' {
    Reset-Sandbox
    $asked = @(Invoke-Runbook (New-Token) @(Get-Chat) @{ WhatIf = $true })[0]
    $preferred = @(& { $WhatIfPreference = $true; Invoke-Runbook (New-Token) @(Get-Chat) })[0]
    foreach ($result in $asked, $preferred) {
        equal "$($result.WhatIf) $($result.Removed) $($result.Errors -join '; ')" 'True 0 '
        equal $result.ExitCode 0
    }
    $bad = [pscustomobject]@{ UserId = 'adele@contoso.com'; ThreadId = @(Get-Chat)[0].ThreadId }
    $result = @(Invoke-Runbook (New-Token) (@(Get-Chat) + $bad) @{ WhatIf = $true })[0]
    equal "$($result.WhatIf) $($result.Errors.Count) $($result.ExitCode)" 'True 1 1'
    equal (Get-RequestCount) 0
    $result = @(& { $WhatIfPreference = $true; Invoke-Runbook (New-Token) @(Get-Chat) @{ WhatIf = $false } })[0]
    equal "$($result.WhatIf) $($result.Removed)" 'False 4'
}

check 'a token that cannot be used: exit code 2 with the reason' {
    $result = @(Invoke-Runbook (ConvertTo-SecureString (Get-Ready).appAccessToken -AsPlainText -Force) @(Get-Chat))[0]
    equal $result.ExitCode 2
    equal $LASTEXITCODE 2
    equal $result.Errors.Count 1
    equal $result.Removed 0
}

finish
