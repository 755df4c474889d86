# A search with the options and the files of Find-TeamsExternalChat's parameters; what came through the pipeline is given to
# it before its end.
function Open-TcaSearch {
    param([System.Collections.Generic.Dictionary[string, object]] $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $options = Get-TcaFindingOption -Parameters $Parameters -Cmdlet $Cmdlet
    $answer = $script:Attempt.NewScan($options)
    if ($answer -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
    }
    # Of the records: whether text came, and then whether it is a CSV, and whether objects came.
    $search = @{ Scan = $answer; TakesRecords = $false; Items = 0; Inputs = 0; Text = $false; Table = $false; Objects = $false }
    $files = @()
    if ($Parameters['Path'] -is [array]) {
        $files = @(Resolve-TcaExportPath -Path $Parameters['Path'] -Cmdlet $Cmdlet)
    }
    elseif ($Parameters['LiteralPath'] -is [array]) {
        $files = @(Resolve-TcaExportPath -Path $Parameters['LiteralPath'] -Literal $true -Cmdlet $Cmdlet)
    }
    else {
        $search['TakesRecords'] = $true
    }
    foreach ($file in $files) {
        Add-TcaScanInput -Search $search -File $file -Cmdlet $Cmdlet
    }
    $search
}

# Gives a search what came through the pipeline.
function Add-TcaSearchItem {
    param([hashtable] $Search, [object[]] $Items, [System.Management.Automation.PSCmdlet] $Cmdlet)

    foreach ($item in $Items) {
        $Search['Items']++
        if ($item -is [System.IO.FileSystemInfo]) {
            Add-TcaScanInput -Search $Search -File $item.FullName -Cmdlet $Cmdlet
            continue
        }
        if ($item -is [System.Management.Automation.PathInfo]) {
            Add-TcaScanInput -Search $Search -File $item.ProviderPath -Cmdlet $Cmdlet
            continue
        }
        if (-not $Search['Text'] -and $item -is [string] -and (Test-TcaFileName -Text $item)) {
            $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'FileNamePiped' -Category InvalidArgument -Target $item `
                -Message ('{0} is the name of a file, and text from the pipeline is taken for records.' -f $item) `
                -NextStep 'Name files with -Path, or pipe what Get-ChildItem gives.'))
            continue
        }
        $record = ConvertTo-TcaRecordText -InputObject $item -Cmdlet $Cmdlet
        if ($record -is [string]) {
            if (-not $Search[$(if ($item -is [string]) { 'Text' } else { 'Objects' })]) {
                Add-TcaRecordForm -Search $Search -Item $item -Cmdlet $Cmdlet
            }
            Add-TcaScanInput -Search $Search -Record $record -Cmdlet $Cmdlet
        }
    }
}
