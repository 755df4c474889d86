# One piped audit record as JSON text, whatever it came in; what cannot be one is an error of this item. The library
# judges what the text says.
function ConvertTo-TcaRecordText {
    param(
        [psobject] $InputObject,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    # The usual case first: each kind of access below is compiled when it is made first.
    if ($InputObject -is [string]) {
        return $InputObject
    }
    $problem = $null
    $base = $null
    if ($null -ne $InputObject) {
        $base = $InputObject.PSObject.BaseObject
    }
    if ($null -eq $base) {
        $problem = 'The item is $null, which is not an audit record.'
    }
    elseif ($base -is [ValueType]) {
        $problem = 'The item is a {0}, which is not an audit record.' -f $base.GetType().Name
    }
    if ($problem) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NotAnAuditRecord' -Category InvalidData -Target $base -Message $problem `
            -NextStep 'Pipe text of an export, files, or objects of Search-UnifiedAuditLog or Import-Csv with their AuditData.'))
        return
    }
    $data = Get-TcaProperty -InputObject $InputObject -Name 'AuditData'
    if ($data -is [string]) {
        # As text within the record: what is broken in it then stays its own.
        return '{"AuditData":' + $script:Attempt.WriteJson($data) + '}'
    }
    if ($null -eq $data) {
        $data = $InputObject
        if (-not (Test-TcaRecord -InputObject $InputObject)) {
            $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NotAnAuditRecord' -Category InvalidData -Target $InputObject `
                -Message 'The item has no AuditData, and is none itself: who opened which chat stands there.' `
                -NextStep 'Pipe the records with their AuditData, under this name.'))
            return
        }
    }
    ConvertTo-Json -InputObject $data -Depth 32 -Compress
}

# Whether an object without AuditData can be a record itself, or holds one under another name.
function Test-TcaRecord {
    param([psobject] $InputObject)

    foreach ($name in 'OrganizationId', 'Workload', 'RawEventData', 'value', 'Results') {
        if ($null -ne (Get-TcaProperty -InputObject $InputObject -Name $name)) {
            return $true
        }
    }
    $false
}
