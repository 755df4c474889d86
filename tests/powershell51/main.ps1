#Requires -Version 7.0
# Holds the project's scripts to what Windows PowerShell 5.1 with .NET Framework 4.7.2 has: one check for each file that
# Git knows or would take, and one for each example in refused.txt and accepted.txt.
param([string[]] $Path)
Set-StrictMode -Version 1
$ErrorActionPreference = 'Stop'
foreach ($part in 'Tables', 'Syntax', 'Guards', 'Commands', 'Types') { . (Join-Path $PSScriptRoot "$part.ps1") }
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$passed = $failed = 0

function Write-Verdict([string] $Name, [string[]] $Why) {
    if ($Why) { $script:failed++; "not ok ${Name}: $($Why -join '; ')" } else { $script:passed++; "ok $Name" }
}

function New-Refusal($Extent, [string] $Why) {
    [pscustomobject] @{ Line = $Extent.StartLineNumber; Text = ($Extent.Text -split "`n")[0]; Why = $Why }
}

# A script as the engine's parser sees it: its tokens, those inside of texts too, and every node of its tree.
function Read-Script([string] $Text) {
    $tokens = $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $errors)
    $all = [Collections.Generic.List[object]]::new()
    $open = [Collections.Generic.Stack[object]]::new(@($tokens[($tokens.Count - 1)..0]))
    while ($open.Count) {
        $token = $open.Pop()
        $all.Add($token)
        if ($token -is [System.Management.Automation.Language.StringExpandableToken] -and $token.NestedTokens) {
            foreach ($inner in $token.NestedTokens[($token.NestedTokens.Count - 1)..0]) { $open.Push($inner) }
        }
    }
    [pscustomobject] @{ Tokens = $all; Nodes = @($tree.FindAll({ $true }, $true)); Errors = $errors }
}

function Find-Refusal($Script, [string[]] $Own, [string[]] $OwnTypes) {
    foreach ($problem in $Script.Errors) { New-Refusal $problem.Extent $problem.Message }
    Find-Syntax $Script
    Find-Command $Script $Own
    Find-Type $Script $OwnTypes
}

function Get-OwnName($Script) { $Script.Nodes.Where({ $_ -is [System.Management.Automation.Language.FunctionDefinitionAst] }).Name }
# What is defined in the module or beside a script is a command of its own there.
function Get-Place([string] $File) { if ($File -match '^powershell/') { 'powershell' } else { Split-Path $File } }
function Get-OwnType($Script) { $Script.Nodes.Where({ $_ -is [System.Management.Automation.Language.TypeDefinitionAst] }).Name }

# The rules themselves. `\n` stands for the end of a line.
if (-not $Path) {
    foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'refused.txt')) -match '\S' -notmatch '^#') {
        $reason, $text = $line -split ' => ', 2
        $script = Read-Script $text.Replace('\n', "`n")
        $found = @(Find-Refusal $script (Get-OwnName $script) (Get-OwnType $script)).Why
        $problem = if (-not $found) { 'it passed' } elseif (-not ($found -match [regex]::Escape($reason))) { "refused for another reason: $found" }
        Write-Verdict "refused: $text" $problem
    }
    foreach ($text in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'accepted.txt')) -match '\S' -notmatch '^#') {
        $script = Read-Script $text.Replace('\n', "`n")
        Write-Verdict "accepted: $text" @(Find-Refusal $script (Get-OwnName $script) (Get-OwnType $script)).Why
    }
    $marked = [IO.Path]::GetTempFileName()
    foreach ($case in @($false, 'refused'), @($true, 'accepted')) {
        [IO.File]::WriteAllText($marked, "# M$([char] 0xFC)nchen`n", [Text.UTF8Encoding]::new($case[0]))
        $found = [bool] (Find-Encoding $marked)
        Write-Verdict "$($case[1]): letters beyond ASCII, byte order mark $($case[0])" $(if ($found -eq $case[0]) { 'it was not' })
    }
    Remove-Item -LiteralPath $marked
}

# The files, and what they define: the types of the module's C# are its own too.
Push-Location $root
$names = @(git ls-files --cached --others --exclude-standard).Where({ Test-Path -LiteralPath $_ })
Pop-Location
$files = if ($Path) { $Path } else { $names -match '\.ps(m|d)?1$' }
$own = @{}; $ownTypes = @(); $ownMembers = @()
foreach ($name in $names -match '\.cs$') {
    $text = [IO.File]::ReadAllText((Join-Path $root $name))
    $ownMembers += [regex]::Matches($text, '\bpublic\s+(?:static\s+)?[\w<>\[\]?]+\s+(\w+)\s*[({]').ForEach({ $_.Groups[1].Value })
    $space = if ($text -match '(?m)^\s*namespace\s+([\w.]+)') { $Matches[1] + '.' }
    foreach ($found in [regex]::Matches($text, '\b(?:class|struct|enum|delegate\s+\w+)\s+(\w+)')) { $ownTypes += $found.Groups[1].Value, "$space$($found.Groups[1].Value)" }
}
$scripts = [ordered] @{}
foreach ($name in $files) {
    $scripts[$name] = Read-Script ([IO.File]::ReadAllText((Join-Path $root $name)))
    $place = Get-Place $name
    $own[$place] = @($own[$place]) + @(Get-OwnName $scripts[$name])
    $ownTypes += Get-OwnType $scripts[$name]
}
# A name that the project's own C# gives to a member says nothing about .NET's.
foreach ($member in $ownMembers) { $Known.Remove($member); $Newer.Remove($member) }

foreach ($name in $scripts.Keys) {
    $script = $scripts[$name]
    $required = $script.Nodes[0].ScriptRequirements.RequiredPSVersion
    # A test may say that it is for PowerShell 7 alone; what users get may not.
    if ($required -gt [version] '5.1' -and $name -match '^tests/') { Write-Verdict "$name says that it needs PowerShell $required" @(); continue }
    $commandsHere = @($own['powershell']) + @($own[(Get-Place $name)])
    $refusals = @(Find-Refusal $script $commandsHere $ownTypes) + @(Find-Encoding (Join-Path $root $name))
    Write-Verdict "$name is for Windows PowerShell 5.1" @($refusals).ForEach({ "line $($_.Line): $($_.Text): $($_.Why)" })
}
"$passed passed, $failed failed, 0 skipped"
exit [int] ($failed -gt 0)
