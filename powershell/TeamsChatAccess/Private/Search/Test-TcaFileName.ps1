# Whether a piped text is a file's name and no record: an error of this item, which says how files are named.
function Test-TcaFileName {
    param([string] $Text, [System.Management.Automation.PSCmdlet] $Cmdlet)

    # Longer than any system's names, or the beginning of a record or of an export's header.
    if ($Text.Length -gt 1024 -or $Text -match '[{["<>|\r\n]' -or -not (Test-Path -LiteralPath $Text)) {
        return $false
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'FileNamePiped' -Category InvalidArgument -Target $Text `
        -Message ('{0} is the name of a file, and text from the pipeline is taken for records.' -f $Text) `
        -NextStep 'Name files with -Path, or pipe what Get-ChildItem gives.'))
    $true
}
