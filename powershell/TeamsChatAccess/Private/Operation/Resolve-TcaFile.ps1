# The file system's name of one file that a parameter names; it need not be there. What cannot be one ends the call: going on
# without it would be another call than the one that was asked for.
function Resolve-TcaFile {
    param([string] $Path, [string] $Parameter, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $provider = $null
    $drive = $null
    try {
        $file = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref]$provider, [ref]$drive)
        if ($provider.Name -eq 'FileSystem') {
            return $file
        }
        $why = 'it is of {0}, and no file' -f $provider.Name
    }
    catch {
        $why = $_.Exception.GetBaseException().Message.TrimEnd('.')
    }
    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'NotAFile' -Category InvalidArgument -Target $Path `
        -Message ('-{0} names no file with {1}: {2}.' -f $Parameter, $Path, $why) -NextStep (Get-TcaDriveStep -Path $Path -Cmdlet $Cmdlet)))
}

# What to do about a path that was not found: its drive may be one that no module sees.
function Get-TcaDriveStep {
    param([string] $Path, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $name = $Path.Split(':')[0]
    if ($name -ne $Path -and $null -eq (Get-PSDrive -Name $name -ErrorAction Ignore)) {
        return 'The drive {0} is not there, or was made where modules do not see it: make it with New-PSDrive -Scope Global.' -f $name
    }
    'Check the path; a relative one is taken from the session''s location, {0}.' -f $Cmdlet.SessionState.Path.CurrentLocation
}
