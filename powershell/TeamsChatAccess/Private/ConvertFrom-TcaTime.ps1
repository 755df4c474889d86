# A moment of the library's as UTC. ConvertFrom-Json of PowerShell 7 makes a date of it, that of 5.1 leaves the text.
function ConvertFrom-TcaTime {
    param([object] $Value)

    if ($null -eq $Value) {
        return $null
    }
    if ($Value -is [datetime]) {
        return $Value.ToUniversalTime()
    }
    [datetime]::Parse([string]$Value, [cultureinfo]::InvariantCulture,
        [System.Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal')
}
