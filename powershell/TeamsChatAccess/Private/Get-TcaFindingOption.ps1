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
    if ($Parameters.ContainsKey('Directory')) {
        $options.directory = @(foreach ($entry in $Parameters['Directory']) {
                $id = $null
                foreach ($name in 'Id', 'ObjectId', 'ExternalDirectoryObjectId') {
                    if (-not $id) {
                        $id = Get-TcaProperty -InputObject $entry -Name $name
                    }
                }
                $user = Get-TcaProperty -InputObject $entry -Name 'UserPrincipalName'
                if (-not $id -or -not $user) {
                    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'InvalidDirectory' -Category InvalidArgument `
                        -Target $entry -Message 'An entry of -Directory has no UserPrincipalName or no Id.' `
                        -NextStep 'Pass the users of Get-MgUser -All, or a CSV with these two columns through Import-Csv.'))
                }
                @{ userPrincipalName = [string]$user; id = [string]$id }
            })
    }
    $script:Attempt.WriteJson($options)
}
