#Requires -Version 7.0
# Rules over types, their members and attributes.

function Find-Type($Script, [string[]] $OwnTypes) {
    $spaces = @('System.') + @($Script.Nodes.Where({ $_ -is [System.Management.Automation.Language.UsingStatementAst] -and $_.UsingStatementKind -eq 'Namespace' }).ForEach({ "$($_.Name.Value)." }))
    foreach ($node in $Script.Nodes) {
        switch ($node.GetType().Name) {
            { $_ -in 'TypeExpressionAst', 'TypeConstraintAst' } {
                foreach ($name in Get-TypeName $node.TypeName) {
                    if (-not (Test-Type $name $spaces $OwnTypes) -and -not (Test-Guarded $node)) { New-Refusal $node.Extent "$(Get-Unknown $name)" }
                }
            }
            'CommandAst' {
                if ($node.GetCommandName() -ne 'New-Object') { break }
                foreach ($given in @(Get-Given $node $Script).Where({ $_.Name -match '^T' }).Value + @(Get-Constant $node.CommandElements[1])) {
                    $name = "$given" -replace '\[\]$'
                    if ($name -match '^([\w.]+)\[(.+)\]$') { $name = '{0}`{1}' -f $Matches[1], @($Matches[2] -split ',').Count }
                    if ($name -and -not (Test-Type $name $spaces $OwnTypes) -and -not (Test-Guarded $node)) { New-Refusal $node.Extent "$(Get-Unknown $name)" }
                }
            }
            'AttributeAst' { Find-Attribute $node $OwnTypes }
            { $_ -in 'MemberExpressionAst', 'InvokeMemberExpressionAst' } {
                if ($node.Static) { Find-Static $node $spaces $OwnTypes } else { Find-Instance $node }
            }
        }
    }
}

function Get-Unknown([string] $Name) { "[$Name] is not known to be in .NET Framework 4.7.2 or the engine of 5.1; where it is, add it to tables.py or rules.psd1" }

# The names in a type: `[Dictionary[string,Span[int]][]]` has four.
function Get-TypeName($Name) {
    if ($Name -is [System.Management.Automation.Language.ArrayTypeName]) { Get-TypeName $Name.ElementType }
    elseif ($Name -is [System.Management.Automation.Language.GenericTypeName]) {
        '{0}`{1}' -f $Name.TypeName.FullName, $Name.GenericArguments.Count
        foreach ($argument in $Name.GenericArguments) { Get-TypeName $argument }
    } else { $Name.FullName }
}

function Resolve-Type([string] $Name, [string[]] $Spaces) {
    if ($Rules.Accelerators[$Name]) { return $Rules.Accelerators[$Name] }
    foreach ($full in @($Name) + @($Spaces).ForEach({ "$_$Name" })) {
        if ($Types.ContainsKey($full)) { return $full }
    }
}

function Test-Type([string] $Name, [string[]] $Spaces, [string[]] $OwnTypes) {
    $Rules.Accelerators.ContainsKey($Name) -or $Name -in $OwnTypes -or $null -ne (Resolve-Type $Name $Spaces)
}

function Find-Attribute($Node, [string[]] $OwnTypes) {
    $name = $Node.TypeName.FullName
    if ($Node.TypeName.FullName -in $OwnTypes) { return }
    $known = $Rules.Attributes[$name]
    if ($null -eq $known) { $known = $Rules.Attributes[($name -replace 'Attribute$')] }
    if ($null -eq $known) { New-Refusal $Node.Extent "5.1 has no attribute [$name], as far as rules.psd1 knows"; return }
    foreach ($argument in $Node.NamedArguments) {
        if ($argument.ArgumentName -notin (-split $known)) { New-Refusal $argument.Extent "[$name] of 5.1 has no $($argument.ArgumentName)" }
    }
    $first = $Node.PositionalArguments | Select-Object -First 1
    if ($name -eq 'ValidateSet' -and $first -is [System.Management.Automation.Language.TypeExpressionAst]) { New-Refusal $first.Extent 'a class that gives the values of ValidateSet is of PowerShell 6.1 and later' }
    if ($name -eq 'ValidateRange' -and $Node.PositionalArguments.Count -eq 1) { New-Refusal $first.Extent 'ValidateRange by a word is of PowerShell 6.1 and later; write both ends' }
}

function Find-Static($Node, [string[]] $Spaces, [string[]] $OwnTypes) {
    if ($Node.Expression -isnot [System.Management.Automation.Language.TypeExpressionAst]) { return }
    $name = @(Get-TypeName $Node.Expression.TypeName)[0]
    $member = Get-Constant $Node.Member
    if ($name -in $OwnTypes -or -not $member) { return }
    $full = Resolve-Type $name $Spaces
    $members = if ($full) { $Types[$full] }
    # Of the engine's own types only the names are known; an array type has no members of its own.
    if ($null -eq $members -or $Node.Expression.TypeName -is [System.Management.Automation.Language.ArrayTypeName]) { return }
    if (Test-Guarded $Node) { return }
    $arguments = @($Node.Arguments).Where({ $null -ne $_ }).Count
    if ($member -eq 'new' -and $Node.GetType().Name -eq 'InvokeMemberExpressionAst' -and (-not $members.ContainsKey('::new') -or $arguments -eq 0)) {
        if ($members.ContainsKey('::new') -and -not (Test-Count $members['::new'] 0) -and -not ($full -as [type]).IsValueType) { New-Refusal $Node.Extent "[$name]::new of 4.7.2 does not take 0 arguments" }
        return
    }
    if (-not $members.ContainsKey("::$member")) {
        if ($member -in 'Equals', 'ReferenceEquals' -or $member -in ($full -as [type]).BaseType.GetMembers().Name -and ($full -as [type]).IsEnum) { return }
        New-Refusal $Node.Extent "[$name] of .NET Framework 4.7.2 has no $member"
    } elseif ($Node.GetType().Name -eq 'InvokeMemberExpressionAst' -and -not (Test-Count $members["::$member"] $arguments)) {
        New-Refusal $Node.Extent "[$name]::$member of .NET Framework 4.7.2 does not take $arguments arguments"
    }
}

# What stands before the dot is not known here: a name that the running .NET has and 4.7.2 has nowhere is refused, and so is
# a count of arguments that no type of 4.7.2 takes.
function Find-Instance($Node) {
    $member = Get-Constant $Node.Member
    if (-not $member) { return }
    $called = $Node.GetType().Name -eq 'InvokeMemberExpressionAst'
    $arguments = @($Node.Arguments).Where({ $null -ne $_ })
    if (-not $Known.ContainsKey($member)) {
        if ($Newer[$member] -and $called -eq [bool] (($Newer[$member] -as [type]).GetMember($member)[0] -is [Reflection.MethodInfo]) -and -not (Test-Guarded $Node)) {
            New-Refusal $Node.Extent ".$member of $($Newer[$member]) is not in .NET Framework 4.7.2"
        }
        return
    }
    if (-not $called) { return }
    if ($member -eq 'Split' -and (Get-Constant $arguments[0]).Length -gt 1) {
        New-Refusal $Node.Extent '.Split of .NET Framework takes each letter of a text for a separator; write -split'
    }
    if ($member -eq 'Replace' -and $arguments.Count -eq 3 -and $arguments[2].Extent.Text -match 'StringComparison' -and -not (Test-Guarded $Node)) {
        New-Refusal $Node.Extent '.Replace of .NET Framework 4.7.2 takes no StringComparison; write [regex]::Replace'
    }
    # The member functions that the engine adds to everything.
    if ($member -in 'Where', 'ForEach', 'Equals', 'ToString', 'Invoke') { return }
    $counts = @($Known[$member]).Where({ $_ })
    if ($counts -and -not (Test-Count $counts $arguments.Count) -and -not (Test-Guarded $Node)) {
        New-Refusal $Node.Extent ".$member of .NET Framework 4.7.2 does not take $($arguments.Count) arguments"
    }
}
