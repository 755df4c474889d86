#Requires -Version 7.0
# Runs one file of tests/powershell in PowerShell for Windows: says in the environment where things are, as the runner on Linux does.
param([string] $File, [string] $Module, [string] $Ready, [string] $Paced, [string] $Export, [string] $Root, [string] $Work, [switch] $Browser)
[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
$env:TCA_TEST_MODULE = $Module
$env:TCA_TEST_READY = $Ready
$env:TCA_TEST_PACED = $Paced
$env:TCA_TEST_EXPORT = $Export
$env:TCA_TEST_ROOT = $Root
$env:TCA_TEST_WORK = $Work
$env:TCA_TEST_PWSH = (Get-Process -Id $PID).Path
if ($Browser) { $env:TCA_TEST_BROWSER = '1' }
& $File
exit $LASTEXITCODE
