# An error record, as New-TcaFailure makes it of the same parameters.
function New-TcaErrorRecord {
    Import-TcaPart -Name 'Error'
    New-TcaFailure @args
}
