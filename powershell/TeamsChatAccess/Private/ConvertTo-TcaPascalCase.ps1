# not_found becomes NotFound; nothing stays nothing.
function ConvertTo-TcaPascalCase {
    param([string] $Text)

    $words = foreach ($word in $Text.Split([char[]]'_', [System.StringSplitOptions]::RemoveEmptyEntries)) {
        $word.Substring(0, 1).ToUpperInvariant() + $word.Substring(1)
    }
    [string]::Join('', [string[]]@($words))
}
