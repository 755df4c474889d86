# Whether a finding is among those that the filters of Find-TeamsExternalChat ask for.
function Test-TcaFinding {
    [CmdletBinding()]
    [OutputType([bool])]
    param([object] $Finding, [System.Collections.Generic.Dictionary[string, object]] $Parameters)

    $sender = [string]$Finding.Initiator
    $values = @{
        Sender            = $sender
        SenderDomain      = $sender.Substring($sender.LastIndexOf('@') + 1)
        UserPrincipalName = [string]$Finding.UserPrincipalName
    }
    foreach ($name in $values.Keys) {
        if ($Parameters.ContainsKey($name) -and
            @($Parameters[$name] | Where-Object -FilterScript { $values[$name] -like $_.TrimStart('@') }).Count -eq 0) {
            return $false
        }
    }
    if ($Parameters.ContainsKey('ThreadId') -and $Parameters['ThreadId'] -notcontains $Finding.ThreadId) {
        return $false
    }
    if ($Parameters.ContainsKey('Since') -or $Parameters.ContainsKey('Until')) {
        if ($null -eq $Finding.CreationTime) {
            return $false
        }
    }
    if ($Parameters.ContainsKey('Since') -and $Finding.CreationTime -lt $Parameters['Since'].ToUniversalTime()) {
        return $false
    }
    if ($Parameters.ContainsKey('Until') -and $Finding.CreationTime -ge $Parameters['Until'].ToUniversalTime()) {
        return $false
    }
    $true
}
