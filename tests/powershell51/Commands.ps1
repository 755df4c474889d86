#Requires -Version 7.0
# Rules over commands, their parameters and the automatic variables.

function Find-Command($Script, [string[]] $Own) {
    foreach ($node in $Script.Nodes) {
        if ($node -is [System.Management.Automation.Language.VariableExpressionAst]) {
            $name = $node.VariablePath.UserPath -replace '^(global|script|local|variable):'
            if ($name -in $Rules.Variables -and -not (Test-Written $node) -and -not (Test-Guarded $node)) {
                New-Refusal $node.Extent "5.1 has no `$$name; ask Get-Variable -ErrorAction Ignore, or the version first"
            }
        } elseif ($node -is [System.Management.Automation.Language.CommandAst]) {
            Find-Call $node $Script $Own
        }
    }
}

# A parameter or a variable of that name which the script makes itself.
function Test-Written($Node) {
    $Node.Parent -is [System.Management.Automation.Language.AssignmentStatementAst] -and $Node.Parent.Left -eq $Node
}

function Find-Call($Call, $Script, [string[]] $Own) {
    $name = $Call.GetCommandName()
    if (-not $name) { return }
    $name = $name -replace '^Microsoft\.PowerShell\.\w+\\'
    if ($name -in $Own) { return }
    if ($Rules.Aliases[$name]) { $name = $Rules.Aliases[$name] }
    $known = $Commands[$name]
    if ($null -eq $known) {
        if ($name -match '^[A-Za-z]+-\w+$' -and $name -notin $Rules.OtherCommands -and -not (Test-Guarded $Call)) {
            New-Refusal $Call.CommandElements[0].Extent "5.1 has no command $name, as far as commands.txt and rules.psd1 know"
        }
        return
    }
    $given = @(Get-Given $Call $Script)
    $free = 0
    for ($at = 1; $at -lt $Call.CommandElements.Count; $at++) {
        $element = $Call.CommandElements[$at]
        if ($element -is [System.Management.Automation.Language.CommandParameterAst]) {
            $parameter = Resolve-Parameter $name $element.ParameterName
            if ($parameter -and -not $element.Argument -and $at + 1 -lt $Call.CommandElements.Count -and $parameter -notin 'Resolve', 'Verbose', 'Debug') { $at++ }
        } else { $free++ }
    }
    $most = $Rules.Positional[$name]
    if ($most -and $free -gt $most -and -not (Test-Guarded $Call)) { New-Refusal $Call.Extent "$name of 5.1 takes $most arguments without a name" }
    foreach ($one in $given) {
        if (Resolve-Parameter $name $one.Name) {
            $values = $Rules.ParameterValues[(Resolve-Parameter $name $one.Name)]
            if ($values -and $null -ne $one.Value -and $one.Value -notin $values -and -not (Test-Guarded $Call)) {
                New-Refusal $one.Extent "-$($one.Name) of 5.1 does not know $($one.Value)"
            }
        } elseif (-not (Test-Guarded $Call)) {
            New-Refusal $one.Extent "$name of 5.1 has no parameter -$($one.Name)"
        }
    }
    $needed = $Rules.Needed[$name]
    $splatted = @($Call.CommandElements).Where({ $_.Splatted }).Count
    if ($needed -and -not $splatted -and $needed -notin @($given).ForEach({ Resolve-Parameter $name $_.Name }) -and -not (Test-Guarded $Call)) {
        New-Refusal $Call.CommandElements[0].Extent "$name of 5.1 does something else without -$needed"
    }
}

# The whole name of a parameter that was written out or shortened; nothing when 5.1 has none such.
function Resolve-Parameter([string] $Command, [string] $Name) {
    $all = @($Commands[$Command]) + $Rules.CommonParameters
    $exact = @($all -eq $Name)
    if ($exact) { return $exact[0] }
    $prefixed = @($all -like "$Name*" -match '..{3}')
    if ($prefixed.Count -eq 1) { return $prefixed[0] }
}

# The parameters of a call, also those of a hashtable that is splatted and was written out in the same function.
function Get-Given($Call, $Script) {
    $elements = @($Call.CommandElements)
    for ($at = 1; $at -lt $elements.Count; $at++) {
        $element = $elements[$at]
        if ($element -is [System.Management.Automation.Language.CommandParameterAst]) {
            $value = if ($element.Argument) { $element.Argument } elseif ($at + 1 -lt $elements.Count) { $elements[$at + 1] }
            [pscustomobject] @{ Name = $element.ParameterName; Value = Get-Constant $value; Extent = $element.Extent }
        } elseif ($element.Splatted) {
            foreach ($node in $Script.Nodes) {
                if ($node -isnot [System.Management.Automation.Language.AssignmentStatementAst] -or (Get-Home $node) -ne (Get-Home $Call)) { continue }
                foreach ($pair in Get-Pair $node $element.VariablePath.UserPath) { $pair }
            }
        }
    }
}

# What an assignment puts into a hashtable variable: as a literal, by index or as a member.
function Get-Pair($Assignment, [string] $Variable) {
    $left = $Assignment.Left
    $right = $Assignment.Right
    if ($right -is [System.Management.Automation.Language.CommandExpressionAst]) { $right = $right.Expression }
    if ($left.Extent.Text -eq "`$$Variable" -and $right -is [System.Management.Automation.Language.HashtableAst]) {
        foreach ($pair in $right.KeyValuePairs) {
            [pscustomobject] @{ Name = $pair.Item1.Extent.Text.Trim('"', "'"); Value = $null; Extent = $pair.Item1.Extent }
        }
    } elseif ($left -is [System.Management.Automation.Language.IndexExpressionAst] -and $left.Target.Extent.Text -eq "`$$Variable") {
        $name = Get-Constant $left.Index
        if ($name) { [pscustomobject] @{ Name = $name; Value = $null; Extent = $left.Extent } }
    } elseif ($left -is [System.Management.Automation.Language.MemberExpressionAst] -and $left.Expression.Extent.Text -eq "`$$Variable") {
        [pscustomobject] @{ Name = $left.Member.Extent.Text; Value = $null; Extent = $left.Extent }
    }
}

function Get-Constant($Node) {
    if ($Node -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $Node.Value }
}

# The function or script that a node stands in.
function Get-Home($Node) {
    for ($at = $Node.Parent; $at; $at = $at.Parent) {
        if ($at -is [System.Management.Automation.Language.FunctionDefinitionAst] -or -not $at.Parent) { return $at }
    }
}
