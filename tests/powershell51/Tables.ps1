#Requires -Version 7.0
# Reads the tables of what 5.1 has.

$script:Rules = Import-PowerShellDataFile (Join-Path $PSScriptRoot 'rules.psd1')

# Command name -> names of its parameters.
$script:Commands = @{}
foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'commands.txt'))) {
    $name, $parameters = $line -split ' '
    $script:Commands[$name] = @($parameters)
}

# Type name -> member -> the counts of arguments that it takes, or nothing for what is not a method. Static ones begin with `::`.
$script:Types = @{}
# The same for all types together, instance members only.
$script:Known = @{}
foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'types.txt'))) {
    $name, $rest = $line -split ' '
    $members = @{}
    foreach ($item in $rest) {
        $member, $counts = $item -split '/'
        $members[$member] = if ($counts) { @($counts -split ',') } else { @() }
        if (-not $member.StartsWith('::')) { $script:Known[$member] = @($script:Known[$member]) + $members[$member] }
    }
    $script:Types[$name] = $members
}
# Of the engine's types the names are known; their methods are taken to be those of the running engine.
foreach ($name in -split $script:Rules.EngineTypes) {
    $full = "System.Management.Automation.$name"
    $script:Types[$full] = $null
    $type = $full -as [type]
    if ($null -eq $type) { continue }
    foreach ($method in $type.GetMethods([Reflection.BindingFlags]'Public, Instance')) {
        if (-not $method.IsSpecialName) { $script:Known[$method.Name] = @($script:Known[$method.Name]) + "$($method.GetParameters().Count)" }
    }
    foreach ($property in $type.GetProperties()) { $script:Known[$property.Name] = @($script:Known[$property.Name]) }
}

# What the running .NET has on these types and 4.7.2 on none of them: member -> the type that has it.
$script:Newer = @{}
foreach ($name in @($script:Types.Keys)) {
    if ($null -eq $script:Types[$name]) { continue }
    $type = $name -as [type]
    if ($null -eq $type) { continue }
    foreach ($member in $type.GetMembers([Reflection.BindingFlags]'Public, Instance')) {
        if ($member -isnot [Reflection.ConstructorInfo] -and $member.Name -notmatch '^(get_|set_|add_|remove_)' -and -not $script:Known.ContainsKey($member.Name)) {
            $script:Newer[$member.Name] = $name
        }
    }
}

# Whether a method that takes these counts can be called with so many arguments.
function Test-Count([string[]] $Counts, [int] $Given) {
    foreach ($count in $Counts) {
        if ($count.EndsWith('+')) { if ($Given -ge [int] $count.TrimEnd('+')) { return $true } }
        elseif ([int] $count -eq $Given) { return $true }
    }
    $false
}
