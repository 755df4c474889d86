# The options document of a search in records, from the parameters that Find-TeamsExternalChat was given.
function Get-TcaFindingOption {
    param([System.Collections.Generic.Dictionary[string, object]] $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $more = @{}
    $directory = $Parameters['Directory']
    if ($directory -is [array]) {
        Add-TcaDirectory -Options $more -Directory $directory -Cmdlet $Cmdlet
    }
    $script:Attempt.Options($Parameters, $more)
}

# Puts the users into the options: a CSV as its text, objects one by one.
function Add-TcaDirectory {
    param([hashtable] $Options, [psobject[]] $Directory, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $users = @(foreach ($entry in $Directory) {
            $problem = 'An entry of -Directory has no UserPrincipalName or no Id.'
            $path = $null
            if ($entry -is [string]) {
                $path = $entry
            }
            elseif ($entry -is [System.IO.FileInfo]) {
                $path = $entry.FullName
            }
            elseif ($entry -is [System.Management.Automation.PathInfo]) {
                $path = $entry.ProviderPath
            }
            if ($path) {
                $answer = $script:Attempt.ReadText((Resolve-TcaFile -Path $path -Parameter 'Directory' -Cmdlet $Cmdlet))
                if ($answer -is [string] -and -not $Options.ContainsKey('directoryCsv')) {
                    $Options.directoryCsv = $answer
                    continue
                }
                $problem = '-Directory names more than one file.'
                if ($answer -is [System.Exception]) {
                    $problem = 'The directory could not be read: {0}' -f $answer.Message
                }
            }
            $id = $null
            foreach ($name in 'Id', 'ObjectId', 'ExternalDirectoryObjectId') {
                if (-not $id) {
                    $id = Get-TcaProperty -InputObject $entry -Name $name
                }
            }
            $user = Get-TcaProperty -InputObject $entry -Name 'UserPrincipalName'
            if (-not $id -or -not $user) {
                $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'InvalidDirectory' -Category InvalidArgument `
                    -Target $entry -Message $problem `
                    -NextStep 'Name a CSV with the columns UserPrincipalName and Id, or pass the users of Get-MgUser -All.'))
            }
            @{ userPrincipalName = [string]$user; id = [string]$id }
        })
    if ($users.Count -gt 0) {
        $Options.directory = $users
    }
}
