#Requires -Version 7.0
# What all test files share: named checks, what came out of a command on every stream, and the sandbox tenant.
#
# A file dot-sources this one, declares its checks with `check 'a sentence' { ... }` and ends with `finish`. Each check
# prints one line. The runner says where things are, in the environment:
#   TCA_TEST_MODULE   the built module's folder        TCA_TEST_READY  a file with the sandbox's ready line
#   TCA_TEST_ROOT     the repository                   TCA_TEST_WORK   a folder for what a test makes
#   TCA_TEST_EXPORT   an export of the audit log, of the tenant of examples/walkthrough/tenant.json
#   TCA_TEST_PWSH     the command of a new PowerShell, where one can be started; else such checks are skipped

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$script:Failed = 0
$script:ModulePath = [IO.Path]::Combine($env:TCA_TEST_MODULE, 'TeamsChatAccess.psd1')
$script:Work = $env:TCA_TEST_WORK

function check([string] $Name, [scriptblock] $Body) {
    if ($env:TCA_TEST_ONLY -and $Name -notmatch $env:TCA_TEST_ONLY) { return }
    try {
        $null = & $Body
        $line = "ok $Name"
    }
    catch {
        $why = $_.Exception.Message -replace '\s+', ' '
        if ($why.StartsWith('skip: ')) {
            $line = "skip ${Name}: " + $why.Substring(6)
        }
        else {
            $script:Failed++
            $line = "not ok ${Name}: $why (line $($_.InvocationInfo.ScriptLineNumber))"
        }
    }
    [Console]::Out.WriteLine($line)
}

function finish { exit $(if ($script:Failed) { 1 } else { 0 }) }

function skip([string] $Why) { throw "skip: $Why" }

function expect([object] $Condition, [string] $What) {
    if (-not $Condition) { throw $What }
}

function equal([object] $Actual, [object] $Expected, [string] $What = 'value') {
    $a = @($Actual) -join '|'
    $e = @($Expected) -join '|'
    if ($a -cne $e) { throw "${What}: expected '$e', found '$a'" }
}

function matches([string] $Text, [string] $Pattern, [string] $What = 'text') {
    if ($Text -notmatch $Pattern) { throw "${What}: '$Text' does not match '$Pattern'" }
}

# What a block gave on each stream; a terminating error stands in Errors, too, and Terminated says so.
function run([scriptblock] $Block) {
    $said = [pscustomobject]@{
        Output = [Collections.Generic.List[object]]::new(); Errors = [Collections.Generic.List[object]]::new()
        Warnings = [Collections.Generic.List[string]]::new(); Verbose = [Collections.Generic.List[string]]::new()
        Debug = [Collections.Generic.List[string]]::new(); Information = [Collections.Generic.List[string]]::new()
        Terminated = $false
    }
    # The module's commands ask their caller, scripts of the session's the session.
    $ErrorActionPreference = 'Continue'
    $global:ErrorActionPreference = 'Continue'
    try {
        & $Block *>&1 | ForEach-Object {
            if ($_ -is [Management.Automation.ErrorRecord]) { $said.Errors.Add($_) }
            elseif ($_ -is [Management.Automation.WarningRecord]) { $said.Warnings.Add([string]$_) }
            elseif ($_ -is [Management.Automation.VerboseRecord]) { $said.Verbose.Add([string]$_) }
            elseif ($_ -is [Management.Automation.DebugRecord]) { $said.Debug.Add([string]$_) }
            elseif ($_ -is [Management.Automation.InformationRecord]) { $said.Information.Add([string]$_) }
            else { $said.Output.Add($_) }
        }
    }
    catch {
        $said.Errors.Add($_)
        $said.Terminated = $true
    }
    finally { $global:ErrorActionPreference = 'Stop' }
    $said
}

# That a block's only trouble is one error of this id and category; gives the record.
function onlyError([object] $Said, [string] $Id, [string] $Category, [bool] $Terminating) {
    if ($Said.Errors.Count -ne 1) {
        throw "expected one error, found $($Said.Errors.Count): $($Said.Errors -join ' // ')"
    }
    $record = $Said.Errors[0]
    equal ($record.FullyQualifiedErrorId -split ',')[0] $Id 'error id'
    equal $record.CategoryInfo.Category $Category "category of $Id"
    equal $Said.Terminated $Terminating "whether $Id terminates"
    $record
}

# The sandbox tenant.

function Get-Ready {
    if (-not (Test-Path Variable:script:Ready)) {
        $script:Ready = [IO.File]::ReadAllText($env:TCA_TEST_READY) | ConvertFrom-Json
    }
    $script:Ready
}

function Invoke-Sandbox([string] $Path, [object] $Body, [string] $Method = 'POST') {
    $arguments = @{ Uri = (Get-Ready).authorityHost + '/sandbox/' + $Path; SkipCertificateCheck = $true }
    if ($PSBoundParameters.ContainsKey('Body')) {
        $arguments.Method = $Method
        $arguments.Body = ConvertTo-Json -InputObject $Body -Depth 10
        $arguments.ContentType = 'application/json'
    }
    Invoke-RestMethod @arguments
}

function Reset-Sandbox { $null = Invoke-Sandbox reset @{} }

function Get-Endpoint {
    $ready = Get-Ready
    @{
        AzureADEndpoint = $ready.authorityHost; GraphEndpoint = $ready.graphEndpoint
        CertificateAuthorityPath = $ready.caFile; TenantId = $ready.tenantId
    }
}

# A token that the sandbox makes: by default the administrator's, delegated.
function New-Token([hashtable] $Claims) {
    if ($PSBoundParameters.ContainsKey('Claims')) {
        $text = (Invoke-Sandbox token $Claims).accessToken
    }
    else {
        $text = (Get-Ready).accessToken
    }
    ConvertTo-SecureString $text -AsPlainText -Force
}

function Connect-Sandbox {
    $endpoint = Get-Endpoint
    Connect-TeamsChatAccess @endpoint -AccessToken (New-Token)
}

# The chats of the ready line as objects that bind to a removal.
function Get-Chat {
    foreach ($chat in (Get-Ready).chats) {
        [pscustomobject]@{ TenantId = (Get-Ready).tenantId; UserId = $chat.userId; ThreadId = $chat.threadId }
    }
}

# A finding as Find-TeamsExternalChat gives it, for the chat of that number.
function New-Finding([int] $Number, [string] $Class, [object] $Candidate, [string] $UserId = '') {
    $chat = @(Get-Chat)[$Number]
    [pscustomobject]@{
        PSTypeName = 'TeamsChatAccess.Finding'; Class = $Class; Reason = 'Accepted'; OpenedBy = 'Outsider'
        TenantId = $chat.TenantId; UserId = $UserId; CandidateUserId = $Candidate; ThreadId = $chat.ThreadId
        UserPrincipalName = 'adele@contoso.com'; Initiator = 'helpdesk@itsupport-desk.onmicrosoft.com'
    }
}

function Get-RequestCount {
    @(@(Invoke-Sandbox requests | ForEach-Object { $_ }) | Where-Object { $_.path -like '*removeAllAccessForUser' }).Count
}

# A new PowerShell with a script's text; gives its exit code, output and errors.
function Start-Child([string] $Text, [string[]] $Switches = @(), [hashtable] $Variables = @{}) {
    if (-not $env:TCA_TEST_PWSH) { skip 'no new PowerShell can be started here' }
    $file = [IO.Path]::Combine($script:Work, [Guid]::NewGuid().ToString('n') + '.ps1')
    [IO.File]::WriteAllText($file, $Text)
    Start-Program $env:TCA_TEST_PWSH (@('-NoProfile') + $Switches + @('-File', $file)) $Variables
}

function Start-Program([string] $Program, [string[]] $Arguments, [hashtable] $Variables = @{}) {
    $start = [Diagnostics.ProcessStartInfo]::new($Program)
    foreach ($argument in $Arguments) { $start.ArgumentList.Add($argument) }
    foreach ($name in $Variables.Keys) { $start.Environment[$name] = $Variables[$name] }
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.RedirectStandardInput = $true
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit(60000)) {
        $process.Kill()
        throw "$Program did not end within a minute"
    }
    [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result; Errors = $errors.Result }
}
