# One piped audit record as JSON text, whatever it came in. The library judges what it says.
function ConvertTo-TcaRecordText {
    [CmdletBinding()]
    [OutputType([string])]
    param([AllowNull()] [AllowEmptyString()] [psobject] $InputObject)

    if ($null -eq $InputObject) {
        throw 'The item is $null, which is not an audit record.'
    }
    $base = $InputObject.PSObject.BaseObject
    if ($base -is [string]) {
        return $base
    }
    if ($base -is [System.IO.FileSystemInfo]) {
        throw ('{0} is a file, and files are not read from the pipeline.' -f $base.Name)
    }
    if ($base -is [ValueType]) {
        throw ('The item is a {0}, which is not an audit record.' -f $base.GetType().Name)
    }
    $data = Get-TcaProperty -InputObject $InputObject -Name 'AuditData'
    if ($data -is [string]) {
        # As text within the record: what is broken in it then stays its own.
        return '{"AuditData":' + [TeamsChatAccess.Json]::Write($data) + '}'
    }
    if ($null -eq $data) {
        $data = $InputObject
    }
    # Graph's PowerShell commands keep what their model does not know in a dictionary.
    $additional = Get-TcaProperty -InputObject $data -Name 'AdditionalProperties'
    if ($additional -is [System.Collections.IDictionary] -and $additional.Count -gt 0) {
        $data = $additional
    }
    ConvertTo-Json -InputObject $data -Depth 32 -Compress
}
