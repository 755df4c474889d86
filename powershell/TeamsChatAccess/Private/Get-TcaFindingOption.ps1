# The options document of a search in records, from the parameters that Find-TeamsExternalChat was given.
function Get-TcaFindingOption {
    [CmdletBinding()]
    [OutputType([string])]
    param([System.Collections.Generic.Dictionary[string, object]] $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $options = @{ schema = 1 }
    if ($Parameters.ContainsKey('HomeTenantId') -and $Parameters['HomeTenantId']) {
        $options.homeTenant = [string]$Parameters['HomeTenantId']
    }
    $names = @{ AcceptedDomain = 'acceptedDomains'; TrustedDomain = 'trustedDomains'; TrustedTenantId = 'trustedTenants' }
    foreach ($name in $names.Keys) {
        if ($Parameters.ContainsKey($name)) {
            $options[$names[$name]] = [string[]]@($Parameters[$name])
        }
    }
    $names = @{ Messages = 'messages'; LearnIds = 'learnIds'; All = 'all'; Strict = 'strict' }
    foreach ($name in $names.Keys) {
        if ($Parameters.ContainsKey($name)) {
            $options[$names[$name]] = [bool]$Parameters[$name]
        }
    }
    $filter = @{}
    $names = @{ Sender = 'sender'; SenderDomain = 'senderDomain'; UserPrincipalName = 'userPrincipalName'; ThreadId = 'threadId' }
    foreach ($name in $names.Keys) {
        if ($Parameters.ContainsKey($name)) {
            $filter[$names[$name]] = [string[]]@($Parameters[$name])
        }
    }
    $names = @{ Since = 'since'; Until = 'until' }
    foreach ($name in $names.Keys) {
        if ($Parameters.ContainsKey($name)) {
            $filter[$names[$name]] = $Parameters[$name].ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
        }
    }
    if ($filter.Count -gt 0) {
        $options.filter = $filter
    }
    if ($Parameters.ContainsKey('Directory')) {
        Add-TcaDirectory -Options $options -Directory $Parameters['Directory'] -Cmdlet $Cmdlet
    }
    $script:Attempt.WriteJson($options)
}

# Puts the users into the options: a CSV as its text, objects one by one.
function Add-TcaDirectory {
    [CmdletBinding()]
    param([hashtable] $Options, [psobject[]] $Directory, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $users = @(foreach ($entry in $Directory) {
            $problem = 'An entry of -Directory has no UserPrincipalName or no Id.'
            if ($null -ne $entry -and ($entry.PSObject.BaseObject -is [string] -or $entry.PSObject.BaseObject -is [System.IO.FileInfo])) {
                $path = [string]$entry
                if ($entry.PSObject.BaseObject -is [System.IO.FileInfo]) {
                    $path = $entry.FullName
                }
                $answer = $script:Attempt.ReadText($Cmdlet.GetUnresolvedProviderPathFromPSPath($path))
                if ($null -eq $answer.Failure -and -not $Options.ContainsKey('directoryCsv')) {
                    $Options.directoryCsv = $answer.Value
                    continue
                }
                $problem = '-Directory names more than one file.'
                if ($null -ne $answer.Failure) {
                    $problem = 'The directory could not be read: {0}' -f $answer.Failure.Message
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
