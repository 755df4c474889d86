#Requires -Version 7.0
# The native library: what is wrong with it is one clear error; other copies, other modules' assemblies, odd paths.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
$script:Folder = $(if ($IsWindows) { 'win' } elseif ($IsMacOS) { 'osx' } else { 'linux' }) + '-' +
    [Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture.ToString().ToLowerInvariant()
$script:File = @(Get-ChildItem ([IO.Path]::Combine($env:TCA_TEST_MODULE, $script:Folder)))[0].Name

# A copy of the module under a new name, with its library changed by a block.
function New-Copy([string] $Name, [scriptblock] $Change) {
    $to = [IO.Path]::Combine($script:Work, 'copies', $Name, 'TeamsChatAccess')
    if (Test-Path $to) { Remove-Item $to -Recurse -Force }
    $null = New-Item -ItemType Directory -Force ([IO.Path]::GetDirectoryName($to))
    Copy-Item $env:TCA_TEST_MODULE $to -Recurse
    $library = [IO.Path]::Combine($to, $script:Folder, $script:File)
    if ($Change) { & $Change $library }
    [IO.Path]::Combine($to, 'TeamsChatAccess.psd1')
}

# Imports a copy in a new PowerShell, calls it twice, and gives the error records as text.
function Get-LoadError([string] $Manifest, [string] $Before = '') {
    $child = Start-Child @"
$Before
Import-Module '$Manifest'
`$Error.Clear()
foreach (`$again in 1, 2) {
    try { '{}' | Find-TeamsExternalChat } catch { "`$(`$_.FullyQualifiedErrorId)|`$(`$_.CategoryInfo.Category)|`$_" -replace '\s+', ' ' }
}
"@
    $lines = @($child.Output.Trim() -split '\r?\n')
    equal $lines.Count 2 "lines of: $($child.Output) $($child.Errors)"
    equal $lines[0] $lines[1] 'the second call'
    matches $lines[0] '^LibraryNotLoaded,Find-TeamsExternalChat\|ResourceUnavailable\|'
    $lines[0]
}

check 'import alone loads no library' {
    $child = Start-Child "Import-Module '$(New-Copy 'lazy' { param($f) Remove-Item $f })'; (Get-Command -Module TeamsChatAccess).Count; @(Get-TeamsChatAccessContext).Count"
    equal ($child.Output.Trim() -split '\s+') '7|0'
}

check 'a missing library: the system''s name, every path, the reason' {
    $text = Get-LoadError (New-Copy 'missing' { param($f) Remove-Item $f })
    matches $text ([regex]::Escape($script:Folder) + '\. Tried')
    matches $text ([regex]::Escape($script:File) + ': there is no such file')
    matches $text 'install the module again'
}

check 'a missing assembly is named' {
    $text = Get-LoadError (New-Copy 'assembly' { param($f) Remove-Item ([IO.Path]::Combine([IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName($f)), 'TeamsChatAccess.Native.dll')) })
    matches $text 'TeamsChatAccess\.Native\.dll'
}

check 'a truncated library: the path and the system''s reason' {
    foreach ($keep in 0.9, 0.5, 0.001) {
        $text = Get-LoadError (New-Copy 'truncated' {
                param($f)
                $stream = [IO.File]::Open($f, 'Open')
                $stream.SetLength([long]($stream.Length * $keep))
                $stream.Close()
            })
        matches $text ([regex]::Escape($script:File) + ': \S+')
    }
}

check 'a module whose parts went away still says what happened, and still gives its objects' {
    $manifest = New-Copy 'parts' $null
    $child = Start-Child @"
Import-Module '$manifest'
foreach (`$part in 'Error.ps1', 'View.psd1') { Remove-Item ([IO.Path]::Combine([IO.Path]::GetDirectoryName('$manifest'), "TeamsChatAccess.`$part")) }
Find-TeamsExternalChat -LiteralPath '$env:TCA_TEST_EXPORT' -ErrorAction Stop -WarningAction SilentlyContinue | Select-Object -First 1 -ExpandProperty Class
try { Find-TeamsExternalChat -LiteralPath nowhere.csv -ErrorAction Stop } catch { "`$(`$_.FullyQualifiedErrorId) `$(`$_.TargetObject)" }
"@
    $lines = @($child.Output.Trim() -split '\r?\n')
    matches $lines[0] '^[A-Z][a-z]+$'
    matches $lines[1] '^PathNotFound,.*nowhere'
}

check 'an empty file and a text file' {
    foreach ($content in '', 'hello') {
        $text = Get-LoadError (New-Copy 'text' { param($f) [IO.File]::WriteAllText($f, $content) })
        matches $text ([regex]::Escape($script:File) + ': \S+')
    }
}

check 'a library of another architecture: the path and the system''s reason' {
    if (-not $env:TCA_TEST_OTHER_ARCHITECTURE) { skip 'there is no such file here' }
    $text = Get-LoadError (New-Copy 'foreign' { param($f) Copy-Item $env:TCA_TEST_OTHER_ARCHITECTURE $f -Force })
    matches $text ([regex]::Escape($script:File) + ': \S+')
}

foreach ($case in @(
        , @('newer', '2.0')
        , @('older', '1.0')
        , @('oldest', '0.9')
    )) {
    check "a library with the interface $($case[1]) is refused with both numbers" {
        $fake = [Environment]::GetEnvironmentVariable('TCA_TEST_ABI_' + $case[0])
        if (-not $fake) { skip 'no such library was made here' }
        $text = Get-LoadError (New-Copy $case[0] { param($f) Copy-Item $fake $f -Force })
        matches $text ('interface ' + [regex]::Escape($case[1]) + ', .*needs 1\.2')
    }
}

check 'a library with a higher minor version is taken' {
    if (-not $env:TCA_TEST_ABI_minor) { skip 'no such library was made here' }
    $manifest = New-Copy 'minor' { param($f) Copy-Item $env:TCA_TEST_ABI_minor $f -Force }
    $child = Start-Child "Import-Module '$manifest'; & (Get-Module TeamsChatAccess) { Import-TcaLibrary -Cmdlet `$null }; 'loaded'"
    equal $child.Output.Trim() 'loaded' "$($child.Errors)"
}

check 'an older copy of the module that is loaded already: both versions, and a new session is advised' {
    if (-not $env:TCA_TEST_OLD_ASSEMBLY) { skip 'no such assembly was made here' }
    $old = New-Copy 'old' { param($f) Copy-Item $env:TCA_TEST_OLD_ASSEMBLY ([IO.Path]::Combine([IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName($f)), 'TeamsChatAccess.Native.dll')) -Force }
    $text = Get-LoadError (New-Copy 'new' $null) "Import-Module '$([IO.Path]::Combine([IO.Path]::GetDirectoryName($old), 'TeamsChatAccess.Native.dll'))'"
    matches $text 'already loaded in this session.*interface 1\.0.*needs interface 1\.2.*new PowerShell session'
}

check 'the same module from two places works' {
    $one = New-Copy 'one' $null
    $two = New-Copy 'two' $null
    $child = Start-Child "Import-Module '$one'; Import-Module '$two'; try { 'x' | Find-TeamsExternalChat -Strict } catch { `$_.FullyQualifiedErrorId }; Remove-Module TeamsChatAccess; Import-Module '$one'; try { 'x' | Find-TeamsExternalChat -Strict } catch { `$_.FullyQualifiedErrorId }"
    equal ($child.Output.Trim() -split '\r?\n') 'InvalidRecords,Find-TeamsExternalChat|InvalidRecords,Find-TeamsExternalChat' "$($child.Errors)"
}

check 'the module works from a path with spaces and letters that are not ASCII' {
    $manifest = New-Copy "Ünïcode and späces 漢字 & 'quote'" $null
    $child = Start-Child "Import-Module '$($manifest.Replace("'", "''"))'; try { 'x' | Find-TeamsExternalChat -Strict } catch { `$_.FullyQualifiedErrorId }"
    equal $child.Output.Trim() 'InvalidRecords,Find-TeamsExternalChat' "$($child.Errors)"
}

check 'it is found by name on the PSModulePath' {
    $parent = [IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName((New-Copy 'path' $null)))
    $child = Start-Child "try { 'x' | Find-TeamsExternalChat -Strict } catch { `$_.FullyQualifiedErrorId }" @() @{ PSModulePath = $parent + [IO.Path]::PathSeparator + $env:PSModulePath }
    equal $child.Output.Trim() 'InvalidRecords,Find-TeamsExternalChat' "$($child.Errors)"
}

check 'it loads beside other modules'' assemblies: MSAL, Azure.Core, Azure.Identity, Newtonsoft.Json, System.Text.Json' {
    if (-not $env:TCA_TEST_NEIGHBOURS) { skip 'no such assemblies were made here' }
    $ready = Get-Ready
    $child = Start-Child @"
foreach (`$file in Get-ChildItem '$env:TCA_TEST_NEIGHBOURS' -Filter *.dll) { `$null = [Reflection.Assembly]::LoadFrom(`$file.FullName) }
`$before = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.Location -like '*neighbours*' }).Count
Import-Module '$env:TCA_TEST_MODULE'
Connect-TeamsChatAccess -TenantId '$($ready.tenantId)' -AzureADEndpoint '$($ready.authorityHost)' -GraphEndpoint '$($ready.graphEndpoint)' -CertificateAuthorityPath '$($ready.caFile)' -AccessToken (ConvertTo-SecureString '$($ready.accessToken)' -AsPlainText -Force)
"`$before `$((Get-TeamsChatAccessContext).Account)"
@([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.Location -like '*TeamsChatAccess*' }).Count
"@
    $lines = $child.Output.Trim() -split '\r?\n'
    matches $lines[0] '^[4-9] admin@contoso\.com' "$($child.Errors)"
    equal $lines[1] 1 'assemblies of the module'
}

check 'nothing of the module refers to another module or assembly' {
    $assembly = [Reflection.Assembly]::LoadFrom([IO.Path]::Combine($env:TCA_TEST_MODULE, 'TeamsChatAccess.Native.dll'))
    equal ($assembly.GetReferencedAssemblies() | ForEach-Object Name) mscorlib
    $manifest = Import-PowerShellDataFile ([IO.Path]::Combine($env:TCA_TEST_MODULE, 'TeamsChatAccess.psd1'))
    expect (-not $manifest.ContainsKey('RequiredModules')) 'required modules'
}

check 'a handle that was freed is an answer and no crash' {
    Import-Module ([IO.Path]::Combine($env:TCA_TEST_MODULE, 'TeamsChatAccess.psd1'))
    $attempt = & (Get-Module TeamsChatAccess) { Import-TcaLibrary -Cmdlet $null; $script:Attempt }
    $client = $attempt.CreateClient('{"schema":1}')
    $client.Dispose()
    $client.Dispose()
    equal ($attempt.Context($client).StatusName) invalid_handle
    for ($i = 0; $i -lt 200; $i++) { $null = $attempt.NewScan('{"schema":1}'); $null = $attempt.NewScan('{') }
    [GC]::Collect(); [GC]::WaitForPendingFinalizers()
}

finish
