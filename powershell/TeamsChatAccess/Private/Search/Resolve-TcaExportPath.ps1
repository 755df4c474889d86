# The files and folders that the parameters name, with the names that the file system has for them: the session's location
# is not the process's directory. What is not there is an error of its own.
function Resolve-TcaExportPath {
    param([string[]] $Path, $Literal, [System.Management.Automation.PSCmdlet] $Cmdlet)

    foreach ($one in $Path) {
        $isThere = -not $Literal -and (Test-Path -Path $one)
        $isThereLiterally = Test-Path -LiteralPath $one
        if (-not $isThere -and -not ($Literal -and $isThereLiterally)) {
            $step = Get-TcaDriveStep -Path $one -Cmdlet $Cmdlet
            if ($isThereLiterally) {
                $step = 'There is a file whose name holds these characters: name it with -LiteralPath.'
            }
            $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'PathNotFound' -Category ObjectNotFound -Target $one `
                -Message ('No file or folder is named by {0}.' -f $one) -NextStep $step))
            continue
        }
        if ($Literal) {
            $resolved = @(Resolve-Path -LiteralPath $one)
        }
        else {
            $resolved = @(Resolve-Path -Path $one)
        }
        foreach ($found in $resolved) {
            if ($found.Provider.Name -eq 'FileSystem') {
                $found.ProviderPath
                continue
            }
            $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NotAFile' -Category InvalidArgument -Target $one `
                -Message ('{0} is nothing of the file system but of {1}.' -f $found.Path, $found.Provider.Name)))
        }
    }
}
