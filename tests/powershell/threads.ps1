#Requires -Version 7.0
# Several runspaces at once, one pace for all, and stopping at each wait.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox
Connect-Sandbox

check 'runspaces that made no connection use the session''s: ForEach-Object -Parallel' {
    Reset-Sandbox
    $module = $script:ModulePath
    $outcomes = @(Get-Chat | ForEach-Object -Parallel {
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            Import-Module $using:module
            ($_ | Remove-TeamsChatAccessForUser -Confirm:$false).Outcome
        } -ThrottleLimit 4)
    equal $outcomes 'Removed|Removed|Removed|Removed'
}

check 'each runspace can have a connection of its own, and its end is its own' {
    $module = $script:ModulePath
    $endpoint = Get-Endpoint
    $token = (Get-Ready).accessToken
    $seen = @(1..4 | ForEach-Object -Parallel {
            Import-Module $using:module
            $endpoint = $using:endpoint
            Connect-TeamsChatAccess @endpoint -AccessToken (ConvertTo-SecureString $using:token -AsPlainText -Force)
            (Get-TeamsChatAccessContext).Account
            Disconnect-TeamsChatAccess
            @(Get-TeamsChatAccessContext).Count
        } -ThrottleLimit 4)
    equal @($seen | Where-Object { $_ -eq 'admin@contoso.com' }).Count 4
    equal @($seen | Where-Object { $_ -eq 0 }).Count 4
    equal (Get-TeamsChatAccessContext).Account admin@contoso.com
    Connect-Sandbox
}

check 'a thread job works on behalf of the session' {
    if (-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) { skip 'there are no thread jobs here' }
    Reset-Sandbox
    $job = Start-ThreadJob { param($Module, $Item) Import-Module $Module; ($Item | Remove-TeamsChatAccessForUser -Confirm:$false).Outcome } -ArgumentList $script:ModulePath, @(Get-Chat)[0]
    equal ($job | Wait-Job -Timeout 30 | Receive-Job) Removed
    Remove-Job $job
}

check 'one pace for all runspaces: a second apart, and none is throttled' {
    if (-not $env:TCA_TEST_PACED) { skip 'no sandbox with limits' }
    $module = $script:ModulePath
    $ready = [IO.File]::ReadAllText($env:TCA_TEST_PACED) | ConvertFrom-Json
    $endpoint = @{ AzureADEndpoint = $ready.authorityHost; GraphEndpoint = $ready.graphEndpoint; CertificateAuthorityPath = $ready.caFile; TenantId = $ready.tenantId }
    $null = Invoke-RestMethod ($ready.authorityHost + '/sandbox/reset') -Method POST -Body '{}' -ContentType application/json -SkipCertificateCheck
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $outcomes = @($ready.chats | ForEach-Object -Parallel {
            Import-Module $using:module
            $endpoint = $using:endpoint
            Connect-TeamsChatAccess @endpoint -AccessToken (ConvertTo-SecureString ($using:ready).accessToken -AsPlainText -Force)
            (Remove-TeamsChatAccessForUser -TenantId $endpoint.TenantId -UserId $_.userId -ThreadId $_.threadId -Confirm:$false).Outcome
            Disconnect-TeamsChatAccess
        } -ThrottleLimit 4)
    equal $outcomes 'Removed|Removed|Removed|Removed'
    expect ($clock.Elapsed.TotalSeconds -gt 2) "four took only $($clock.Elapsed.TotalSeconds) s"
    $throttled = Invoke-RestMethod ($ready.authorityHost + '/sandbox/counters') -SkipCertificateCheck
    expect (-not $throttled.PSObject.Properties['throttled'] -or $throttled.throttled -eq 0) 'requests were throttled'
}

# A removal in another runspace that is held up by the sandbox.
function Start-Removal([string] $Text, [hashtable[]] $Faults, [scriptblock] $Until) {
    Reset-Sandbox
    $null = Invoke-Sandbox faults $Faults
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($Module, $Items, $Text) Import-Module $Module; $Items | & ([scriptblock]::Create($Text))').AddArgument($script:ModulePath).AddArgument(@(Get-Chat)).AddArgument($Text)
    $handle = $shell.BeginInvoke()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Until $shell)) {
        if ($clock.ElapsedMilliseconds -gt 20000 -or $handle.IsCompleted) { throw "it never came to the wait: $($shell.Streams.Error)" }
        Start-Sleep -Milliseconds 20
    }
    $shell
}

$held = @{ path = '/*/chats/*/removeAllAccessForUser'; delayBeforeMs = 8000; times = 'always' }
$throttled = @{ path = '/*/chats/*/removeAllAccessForUser'; status = 429; retryAfter = 30; times = 'always' }
foreach ($case in @(
        , @('a request', $held, { param($s) (Get-RequestCount) -gt 0 })
        , @('a Retry-After', $throttled, { param($s) @($s.Streams.Progress | Where-Object SecondsRemaining -gt 20).Count -gt 0 })
    )) {
    check "stopped during $($case[0]) it ends within half a second and leaves the session usable" {
        $shell = Start-Removal '$input | Remove-TeamsChatAccessForUser -Confirm:$false' @($case[1]) $case[2]
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        expect ($clock.ElapsedMilliseconds -lt 550) "it took $($clock.ElapsedMilliseconds) ms"
        $null = Invoke-Sandbox -Path faults -Body @{} -Method DELETE
        Reset-Sandbox
        $shell.Commands.Clear()
        $null = $shell.AddScript('param($Items) ($Items | Remove-TeamsChatAccessForUser -Confirm:$false).Outcome').AddArgument(@(Get-Chat)[3])
        equal $shell.Invoke() Removed
        $shell.Dispose()
    }
}

check 'progress shows the time left of a Retry-After, and goes away' {
    Reset-Sandbox
    $null = Invoke-Sandbox faults @{ path = '/*/chats/*/removeAllAccessForUser'; status = 429; retryAfter = 2 }
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($Module, $Item) Import-Module $Module; ($Item | Remove-TeamsChatAccessForUser -Confirm:$false).Outcome').AddArgument($script:ModulePath).AddArgument(@(Get-Chat)[0])
    equal $shell.Invoke() Removed
    expect (@($shell.Streams.Progress | Where-Object SecondsRemaining -In 1, 2).Count -gt 0) 'the time left'
    equal $shell.Streams.Progress[-1].RecordType Completed
}

check 'a pipeline that is cut short by Select-Object frees what it holds' {
    Reset-Sandbox
    equal @(Get-Chat | Remove-TeamsChatAccessForUser -Confirm:$false | Select-Object -First 1).Outcome Removed
    equal (Get-RequestCount) 1
    equal @(Get-TeamsChatAccessContext).Count 1
}

Disconnect-TeamsChatAccess
finish
