# Takes note of a form of records when the first of it comes. All of them are one text for the library, in which the header of a CSV holds for
# whatever follows: objects beside one would be read as its rows, and be lost.
function Add-TcaRecordForm {
    param([hashtable] $Search, $Item, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($Item -isnot [string]) {
        $Search['Objects'] = $true
    }
    elseif ($Item -match '\S') {
        $Search['Text'] = $true
        $Search['Table'] = $Item -notmatch '^[\s\uFEFF]*"?[{[]'
    }
    if ($Search['Table'] -and $Search['Objects']) {
        $Search['Scan'].Dispose()
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'MixedRecords' -Category InvalidData `
            -Message 'Lines of a CSV and objects came through one pipeline: by the header of the one the others cannot be read.' `
            -NextStep 'Pipe the file itself (Get-Item) or its rows (Import-Csv) in place of its lines.'))
    }
}
