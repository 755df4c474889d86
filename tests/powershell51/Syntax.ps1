#Requires -Version 7.0
# Rules over tokens and over nodes that 5.1 cannot read or reads as something else. No version check helps here: 5.1 refuses the whole file.

function Find-Syntax($Script) {
    $before = $null
    foreach ($token in $Script.Tokens) {
        $why = $Rules.Tokens["$($token.Kind)"]
        if ($why -and -not ($token.Kind -eq 'Clean' -and $token.TokenFlags -notmatch 'Keyword')) { New-Refusal $token.Extent $why }
        switch ("$($token.Kind)") {
            'Number' {
                if ($token.Text -notmatch '^([-+]?(0x[0-9a-f]+l?|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?[ld]?))(kb|mb|gb|tb|pb)?$') {
                    New-Refusal $token.Extent 'a number with this prefix or suffix is of PowerShell 6 and later; write a cast'
                }
            }
            'Pipe' {
                if ($before -eq 'NewLine') { New-Refusal $token.Extent 'a line that begins with | is of PowerShell 7; end the line before with it' }
            }
            { $_ -in 'StringExpandable', 'HereStringExpandable', 'Generic' } {
                if ($token.Text -match '(?<!`)(``)*`(e|u\{)') { New-Refusal $token.Extent 'the escapes `e and `u{} are of PowerShell 6 and later; write [char]' }
            }
        }
        if ($token.Kind -notin 'Comment', 'LineContinuation') { $before = $token.Kind }
    }
    foreach ($node in $Script.Nodes) {
        $kind = $node.GetType().Name
        if ($Rules.Nodes[$kind]) { New-Refusal $node.Extent $Rules.Nodes[$kind] }
        switch ($kind) {
            'PipelineAst' { if ($node.Background) { New-Refusal $node.Extent '& at the end of a pipeline is of PowerShell 6 and later; write Start-Job' } }
            'PipelineChainAst' { if ($node.Background) { New-Refusal $node.Extent '& at the end of a pipeline is of PowerShell 6 and later; write Start-Job' } }
            'ScriptBlockAst' {
                if ($node.CleanBlock) { New-Refusal $node.CleanBlock.Extent $Rules.Tokens.Clean }
                $version = $node.ScriptRequirements.RequiredPSVersion
                if ($version -gt [version] '5.1') { New-Refusal $node.Extent "#Requires -Version $version is more than 5.1" }
            }
            'TypeDefinitionAst' { if ($node.IsEnum -and $node.BaseTypes) { New-Refusal $node.Extent 'an enum of another type than int is of PowerShell 6.2 and later' } }
            'BinaryExpressionAst' {
                if ($node.Operator -match 'replace$' -and $node.Right -is [System.Management.Automation.Language.ArrayLiteralAst] -and
                    $node.Right.Elements[1] -is [System.Management.Automation.Language.ScriptBlockExpressionAst]) {
                    New-Refusal $node.Extent '-replace with a script block is of PowerShell 6 and later; write [regex]::Replace'
                }
            }
        }
    }
}

# 5.1 takes a script without a byte order mark for text in the machine's old code page.
function Find-Encoding([string] $Path) {
    $bytes = [IO.File]::ReadAllBytes($Path)
    $marked = $bytes.Length -ge 3 -and $bytes[0] -eq 0xEF -and $bytes[1] -eq 0xBB -and $bytes[2] -eq 0xBF
    if (-not $marked -and [Array]::FindIndex($bytes, [Predicate[byte]] { $args[0] -gt 127 }) -ge 0) {
        $line = 1 + @([IO.File]::ReadAllLines($Path)).ForEach({ $_ -match '[^\x00-\x7F]' }).IndexOf($true)
        [pscustomobject] @{ Line = $line; Text = ''; Why = 'letters beyond ASCII in a file without a byte order mark; write them as [char] or save the file with one' }
    }
}
