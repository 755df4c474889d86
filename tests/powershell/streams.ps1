#Requires -Version 7.0
# What is written where: no stray output, no secret on any stream, views that fit, help on everything.

. ([IO.Path]::Combine($PSScriptRoot, 'check.ps1'))
Import-Module $script:ModulePath
Reset-Sandbox
$script:Commands = @('Connect-TeamsChatAccess', 'Disconnect-TeamsChatAccess', 'Find-TeamsExternalChat', 'Get-TeamsChatAccessContext',
    'Register-TeamsChatAccessApp', 'Remove-TeamsChatAccessForUser', 'Unregister-TeamsChatAccessApp')

check 'the module exports its commands and nothing else' {
    $module = Get-Module TeamsChatAccess
    equal ($module.ExportedCommands.Keys | Sort-Object) ($script:Commands -join '|')
    equal ($module.ExportedVariables.Count + $module.ExportedAliases.Count + $module.ExportedCmdlets.Count) 0
}

check 'the manifest names what it exports, both editions and 5.1' {
    $manifest = Import-PowerShellDataFile $script:ModulePath
    equal ($manifest.FunctionsToExport | Sort-Object) ($script:Commands -join '|')
    equal $manifest.PowerShellVersion 5.1
    equal $manifest.CompatiblePSEditions 'Desktop|Core'
    foreach ($name in 'CmdletsToExport', 'VariablesToExport', 'AliasesToExport') { equal @($manifest[$name]).Count 0 $name }
}

# The parameters of every command are part of the interface.
$expected = @{
    'Connect-TeamsChatAccess'       = 'AccessToken AzureADEndpoint CertificateAuthorityPath ClientId Environment GraphEndpoint LoginHint Proxy ProxyCredential TenantId UseDeviceCode'
    'Disconnect-TeamsChatAccess'    = ''
    'Get-TeamsChatAccessContext'    = ''
    'Find-TeamsExternalChat'        = 'AcceptedDomain All Directory HomeTenantId InputObject LearnIds LiteralPath Messages Path Sender SenderDomain Since Strict ThreadId TrustedDomain TrustedTenantId Until UserPrincipalName'
    'Remove-TeamsChatAccessForUser' = 'AcceptClass Confirm InputObject MaxRemovals TenantId ThreadId UserId WhatIf'
    'Register-TeamsChatAccessApp'   = 'AccessToken AzureADEndpoint CertificateAuthorityPath ClientId Confirm Consent DisplayName Environment Force GraphEndpoint IncludeAudit LoginHint Proxy ProxyCredential SignInClientId TenantId UseDeviceCode WhatIf'
    'Unregister-TeamsChatAccessApp' = 'AccessToken AzureADEndpoint CertificateAuthorityPath ClientId Confirm Created DisplayName Environment GraphEndpoint LoginHint Proxy ProxyCredential SignInClientId TenantId UseDeviceCode WhatIf'
}
$common = [Management.Automation.PSCmdlet]::CommonParameters
foreach ($command in $script:Commands) {
    check "${command}: its parameters are the expected ones" {
        equal (@((Get-Command $command).Parameters.Keys | Where-Object { $common -notcontains $_ } | Sort-Object) -join ' ') $expected[$command]
    }
    check "${command}: help with a synopsis, a description, every parameter and an example" {
        $help = Get-Help $command -Full
        expect ($help.Synopsis -and $help.Synopsis -notmatch [regex]::Escape("$command [")) 'the synopsis'
        expect ($help.Description | Out-String).Trim() 'the description'
        expect (@($help.examples.example).Count -gt 0) 'an example'
        foreach ($parameter in (Get-Command $command).Parameters.Keys | Where-Object { $common -notcontains $_ -and $_ -notin 'WhatIf', 'Confirm' }) {
            $text = @($help.parameters.parameter | Where-Object name -EQ $parameter)
            expect ($text.Count -eq 1 -and ($text[0].description | Out-String).Trim()) "no text for -$parameter"
        }
    }
}

check 'the drop-in script has help on every parameter' {
    $path = [IO.Path]::Combine([IO.Path]::GetDirectoryName($env:TCA_TEST_MODULE), 'RemoveAllAccessForUser.ps1')
    $help = Get-Help $path -Full
    expect $help.Synopsis 'the synopsis'
    foreach ($parameter in (Get-Command $path).Parameters.Keys | Where-Object { $common -notcontains $_ -and $_ -notin 'WhatIf', 'Confirm' }) {
        expect (@($help.parameters.parameter | Where-Object name -EQ $parameter | ForEach-Object { $_.description | Out-String }).Count -eq 1) "-$parameter"
    }
}

check 'no token, code or password on any stream with -Verbose and -Debug' {
    $token = (Get-Ready).accessToken
    $endpoint = Get-Endpoint
    $credential = [pscredential]::new('proxyuser', (ConvertTo-SecureString 'canary-password' -AsPlainText -Force))
    $said = run {
        Connect-TeamsChatAccess @endpoint -AccessToken (New-Token) -Proxy http://127.0.0.1:9 -ProxyCredential $credential -Verbose -Debug
        Get-TeamsChatAccessContext -Verbose -Debug
        Get-Chat | Remove-TeamsChatAccessForUser -Verbose -Debug -Confirm:$false
        Get-Chat | Remove-TeamsChatAccessForUser -Verbose -Debug -WhatIf
        Remove-TeamsChatAccessForUser a b c -Confirm:$false -Verbose -Debug
        Connect-TeamsChatAccess @endpoint -AccessToken (ConvertTo-SecureString 'canary word' -AsPlainText -Force) -Verbose -Debug
    }
    $everything = @($said.Errors | ForEach-Object { "$_ $($_.Exception) $($_.TargetObject) $($_.ScriptStackTrace)" }) + $said.Warnings + $said.Verbose + $said.Debug + $said.Information
    $everything += $said.Output | Format-List * | Out-String -Width 9999
    $all = $everything -join "`n"
    expect ($said.Verbose.Count -gt 0) 'nothing verbose was said'
    foreach ($secret in @('canary-password', 'canary word', $token, $token.Split('.')[2], $token.Split('.')[1])) {
        expect (-not $all.Contains($secret)) "a secret was written: $($secret.Substring(0, 6))..."
    }
}

check 'every view fits 120 columns' {
    $thread = '19:a3d85e17-4c60-4b92-8f7e-1b09c2d6e4f5_d27a51f8-9e04-4c6b-b18f-5a3e6097c2d1@unq.gbl.spaces'
    $long = 'a-rather-long-name-of-a-person-in-some-department@a-rather-long-domain.onmicrosoft.com'
    $objects = @{
        Removal = [pscustomobject]@{ PSTypeName = 'TeamsChatAccess.Removal'; TenantId = [guid]::Empty; UserId = [guid]::Empty; ThreadId = $thread; Outcome = 'NotAttempted'; HttpStatus = 429; Code = 'AVeryLongCodeThatGraphCouldGiveUs'; Message = 'x' * 300 }
        Finding = [pscustomobject]@{ PSTypeName = 'TeamsChatAccess.Finding'; Class = 'Derived'; OpenedBy = 'Outsider'; Reason = 'ParticipantsUnknown'; CreationTime = [datetime]::new(2026, 1, 24, 6, 54, 24); UserPrincipalName = $long; Initiator = $long; ThreadId = $thread; UserId = [guid]::Empty }
        Context = [pscustomobject]@{ PSTypeName = 'TeamsChatAccess.Context'; Account = $long; TenantId = [guid]::Empty; ClientId = [guid]::Empty; Environment = 'Global'; Scopes = @(1..20 | ForEach-Object { "Some.Permission$_.All" }); Roles = @('Global Administrator'); ExpiresOn = [datetime]::UtcNow }
        AppRegistration = [pscustomobject]@{ PSTypeName = 'TeamsChatAccess.AppRegistration'; Outcome = 'Created'; DisplayName = 'RemoveAllAccessForUserApp'; ClientId = [guid]::Empty; TenantId = [guid]::Empty; ServicePrincipalId = [guid]::Empty; Consent = 'None'; Ready = $true; Owners = @($long); SignInAudience = 'AzureADMyOrg'; CreatedOn = [datetime]::UtcNow; Actions = @('x' * 200); Created = $null; ObjectId = [guid]::Empty }
        AppRemoval = [pscustomobject]@{ PSTypeName = 'TeamsChatAccess.AppRemoval'; Outcome = 'Removed'; TenantId = [guid]::Empty; ClientId = [guid]::Empty; Actions = @('x' * 200) }
    }
    foreach ($name in $objects.Keys) {
        expect (@(Get-FormatData "TeamsChatAccess.$name").Count -gt 0) "no view of $name"
        foreach ($line in ($objects[$name] | Out-String -Width 120) -split '\r?\n') {
            expect ($line.TrimEnd().Length -le 120) "$name`: $($line.Length) columns"
        }
        # And needs no more: nothing is cut off the ids of people and apps.
        if ($name -eq 'Finding') {
            foreach ($word in 'Derived ', 'ParticipantsUnknown ', 'Outsider ', ' 2026-01-24 06:54') { matches ($objects[$name] | Out-String -Width 120) ([regex]::Escape($word)) $name }
        }
        else { matches ($objects[$name] | Out-String -Width 120) ([guid]::Empty) $name }
    }
}

check 'the views come with the first object, again after -Force, and go with the module' {
    $child = Start-Child @"
`$VerbosePreference = 'Continue'
`$said = @()
foreach (`$time in 1, 2) {
    Import-Module '$($script:ModulePath.Replace("'", "''"))' -Force -Verbose:`$false
    `$stray = @(Find-TeamsExternalChat -Path `$env:TCA_TEST_EXPORT -WarningAction SilentlyContinue 4>&1 | Where-Object { "`$_" -match 'FormatsToProcess|Loading' })
    `$said += '{0} views, {1} stray lines' -f @(Get-FormatData 'TeamsChatAccess.*').Count, `$stray.Count
}
Remove-Module TeamsChatAccess -Verbose:`$false
`$said += '{0} views, modules: {1}' -f @(Get-FormatData 'TeamsChatAccess.*').Count, ((Get-Module -All | Where-Object Name -like 'TeamsChatAccess*').Name -join ' ')
`$said -join '|'
"@
    equal $child.Output.Trim() '5 views, 0 stray lines|5 views, 0 stray lines|0 views, modules:' "$($child.Errors)"
}

check 'the engine finds no suspicious content in any script' {
    $method = [scriptblock].GetMethod('CheckSuspiciousContent', [Reflection.BindingFlags]'Static, NonPublic')
    if (-not $method) { skip 'this engine cannot be asked' }
    $asked = { param($Text) $method.Invoke($null, @([scriptblock]::Create($Text).Ast)) }
    expect (& $asked 'Add-Type -TypeDefinition x') 'the engine marks nothing at all'
    $files = @(Get-ChildItem $env:TCA_TEST_MODULE -Recurse -Include *.ps1, *.psm1) + @(Get-ChildItem ([IO.Path]::Combine($env:TCA_TEST_ROOT, 'powershell')) -Recurse -Include *.ps1, *.psm1) + @(Get-ChildItem ([IO.Path]::Combine($env:TCA_TEST_ROOT, 'examples')) -Recurse -Include *.ps1)
    expect ($files.Count -gt 20) 'the files'
    foreach ($file in $files) {
        $word = & $asked ([IO.File]::ReadAllText($file.FullName))
        expect (-not $word) "$($file.Name): $("$word".Substring(0, [Math]::Min(80, "$word".Length)))"
    }
}

check 'each file holds the functions that it is named for, and every function has an approved verb' {
    $verbs = @(Get-Verb | ForEach-Object Verb)
    foreach ($file in Get-ChildItem ([IO.Path]::Combine($env:TCA_TEST_ROOT, 'powershell', 'TeamsChatAccess')) -Recurse -Filter *.ps1) {
        $ast = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$null, [ref]$null)
        $names = @($ast.FindAll({ param($a) $a -is [Management.Automation.Language.FunctionDefinitionAst] }, $true) | ForEach-Object Name)
        expect ($names -contains $file.BaseName) $file.Name
        foreach ($name in $names) { expect ($verbs -contains $name.Split('-')[0]) $name }
    }
}

check 'removing the module and importing it again works' {
    Remove-Module TeamsChatAccess
    Import-Module $script:ModulePath
    Connect-Sandbox
    equal (Get-TeamsChatAccessContext).Account admin@contoso.com
    Disconnect-TeamsChatAccess
}

finish
