#Requires -Version 7.0
# Code that 5.1 reads but never runs: what stands behind a check of the version or of the edition.

# What must hold where a condition is true: Newer (PowerShell 6 and later), Older, or nothing that is known.
function Get-Guard([string] $Condition) {
    if ($Condition -match '^\s*\(*\s*\$(PSVersionTable\.)?PSEdition\s+-[ci]?(eq|ne)\s+[''"](Core|Desktop)[''"]\s*\)*\s*$') {
        return @('Older', 'Newer')[($Matches[2] -eq 'eq') -eq ($Matches[3] -eq 'Core')]
    }
    if ($Condition -match '^\s*\(*\s*\$PSVersionTable\.PSVersion(\.Major)?\s+-[ci]?(ge|gt|lt|le)\s+(\[version\]\s*)?[''"]?(\d)([.\d]*)[''"]?\s*\)*\s*$') {
        $major = [int] $Matches[4]
        switch ($Matches[2]) {
            'ge' { if ($major -ge 6) { return 'Newer' } }
            'gt' { if ($major -ge 6 -or ($major -eq 5 -and $Matches[1])) { return 'Newer' } }
            'lt' { if ($major -ge 6) { return 'Older' } }
            'le' { if ($major -ge 6 -or ($major -eq 5 -and $Matches[1])) { return 'Older' } }
        }
    }
    ''
}

function Test-Inside($Node, $Ancestor) {
    $Node.Extent.StartOffset -ge $Ancestor.Extent.StartOffset -and $Node.Extent.EndOffset -le $Ancestor.Extent.EndOffset
}

# Whether 5.1 never comes to this node. `-le 5` and the like are taken by their word.
function Test-Guarded($Node) {
    for ($at = $Node; $at.Parent; $at = $at.Parent) {
        $parent = $at.Parent
        switch ($parent.GetType().Name) {
            'IfStatementAst' {
                foreach ($clause in $parent.Clauses) {
                    $guard = Get-Guard $clause.Item1.Extent.Text
                    if (Test-Inside $Node $clause.Item1) { break }
                    if (Test-Inside $Node $clause.Item2) { if ($guard -eq 'Newer') { return $true }; break }
                    if ($guard -eq 'Older') { return $true }
                }
            }
            'BinaryExpressionAst' {
                if ($at -eq $parent.Right) {
                    $left = $parent.Left.Extent.Text
                    if ($parent.Operator -eq 'And' -and (Get-Guard $left) -eq 'Newer') { return $true }
                    if ($parent.Operator -eq 'Or' -and (Get-Guard $left) -eq 'Older') { return $true }
                }
            }
            { $_ -in 'StatementBlockAst', 'NamedBlockAst' } {
                foreach ($statement in $parent.Statements) {
                    if ($statement -eq $at) { break }
                    if ($statement -isnot [System.Management.Automation.Language.IfStatementAst]) { continue }
                    $last = $statement.Clauses[0].Item2.Statements | Select-Object -Last 1
                    $leaves = $null -ne $last -and $last.GetType().Name -in 'ReturnStatementAst', 'ThrowStatementAst', 'ExitStatementAst', 'ContinueStatementAst'
                    if ($leaves -and (Get-Guard $statement.Clauses[0].Item1.Extent.Text) -eq 'Older') { return $true }
                }
            }
        }
    }
    $false
}
