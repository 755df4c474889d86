# Whether a piped text is a file's name and no record.
function Test-TcaFileName {
    param([string] $Text)

    # Longer than any system's names, or the beginning of a record or of an export's header.
    $Text.Length -le 1024 -and $Text -notmatch '[{["<>|\r\n]' -and (Test-Path -LiteralPath $Text)
}
