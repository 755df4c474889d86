# Takes an app registration away, with the parameters of Unregister-TeamsChatAccessApp.
function Unregister-TcaApp {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        [string] $SignInClientId,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $options = Get-TcaAppOption -Parameters $Parameters
    if ($Parameters.ContainsKey('Created')) {
        $options['created'] = ConvertFrom-TcaCreated -Created $Parameters['Created']
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
