# Takes an app registration away, with the parameters of Unregister-TeamsChatAccessApp.
function Unregister-TcaApp {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        [string] $SignInClientId,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    Import-TcaLibrary -Cmdlet $Cmdlet
    $options = Get-TcaAppOption -Parameters $Parameters
    if ($Parameters.ContainsKey('Created')) {
        $options = @{ schema = 1; created = Get-TcaCreated -Parameters $Parameters -Cmdlet $Cmdlet }
    }
    $client = Connect-TcaDirectory -Parameters $Parameters -SignInClientId $SignInClientId -Cmdlet $Cmdlet `
        -Scope 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'
    try {
        $plan = Invoke-TcaAppWork -Work UnregisterApp -Client $client -Options ($options + @{ dryRun = $true }) `
            -Activity 'Looking for the app registration' -Cmdlet $Cmdlet
        if (@($plan['actions']).Count -eq 0) {
            return ConvertTo-TcaAppRemoval -Removal $plan
        }
        if (-not (Confirm-TcaAction -Text (Get-TcaAppText -Plan $plan -Verb 'take away ') `
                    -Caption 'Take away the app registration' -Instead '-Confirm:$false' -Cmdlet $Cmdlet)) {
            return
        }
        $done = Invoke-TcaAppWork -Work UnregisterApp -Client $client -Options $options -Cmdlet $Cmdlet `
            -Activity 'Taking the app registration away'
        ConvertTo-TcaAppRemoval -Removal $done
        Write-TcaAppProblem -Result $done -Cmdlet $Cmdlet
    }
    finally {
        $client.Dispose()
    }
}

# What a registration made, as it came through the pipeline; what it is not ends the call.
function Get-TcaCreated {
    param([System.Collections.Generic.Dictionary[string, object]] $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $created = ConvertFrom-TcaCreated -Created $Parameters['Created']
    $why = ''
    if ($created -isnot [hashtable] -or -not $created['clientId']) {
        $why = 'The Created of this object does not say what a registration made.'
    }
    elseif ($Parameters['ClientId'] -and $Parameters['ClientId'].Trim(' {}') -ne $created['clientId']) {
        $why = 'The registration is of the app {0}, and -ClientId is {1}.' -f $created['clientId'], $Parameters['ClientId']
    }
    if ($why) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -ErrorId 'InvalidCreated' -Category InvalidArgument `
            -Target $Parameters['Created'] -Message $why -NextStep ('Pass the result of Register-TeamsChatAccessApp, as it ' +
                'was or from a CSV or JSON file, or name the app with -TenantId and -ClientId alone.')))
    }
    $created
}
