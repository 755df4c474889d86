# Finds or creates the app registration, with the parameters of Register-TeamsChatAccessApp.
function Register-TcaApp {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        [string] $SignInClientId,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $scopes = @('Application.ReadWrite.All')
    $options = Get-TcaAppOption -Parameters $Parameters
    $options['includeAudit'] = [bool]$Parameters['IncludeAudit']
    if ($Parameters['Consent']) {
        $scopes += 'DelegatedPermissionGrant.ReadWrite.All'
        $options['consent'] = $Parameters['Consent'].ToLowerInvariant()
    }
    $client = Connect-TcaDirectory -Parameters $Parameters -SignInClientId $SignInClientId -Scope $scopes -Cmdlet $Cmdlet
    try {
        # What would be done is known before it is: for -WhatIf, and to ask about it.
        $plan = Invoke-TcaAppWork -Work RegisterApp -Client $client -Options ($options + @{ dryRun = $true }) `
            -Activity 'Looking for the app registration' -Cmdlet $Cmdlet
        $planned = @($plan['actions'])
        if ($planned.Count -eq 0) {
            return ConvertTo-TcaAppRegistration -Registration $plan
        }
        $text = Get-TcaAppText -Plan $plan
        $caption = 'Register the app {0}' -f $plan['displayName']
        if (-not (Confirm-TcaAction -Text $text -Caption $caption -Instead '-Confirm:$false' -Cmdlet $Cmdlet)) {
            return
        }
        if ($plan['outcome'] -eq 'incomplete' -and -not $Parameters['Force'] -and -not (Confirm-TcaAction -Always $true `
                    -Text ('This app was there before this call, and it will be changed. ' + $text) -Caption $caption `
                    -Instead '-Force' -Cmdlet $Cmdlet)) {
            return
        }
        if ($plan['outcome'] -eq 'created') {
            $Cmdlet.WriteInformation(('The app {0} was not found and is created.' -f $plan['displayName']),
                [string[]]'AppNotFound')
        }
        $options['complete'] = $plan['outcome'] -eq 'incomplete'
        $done = Invoke-TcaAppWork -Work RegisterApp -Client $client -Options $options -Cmdlet $Cmdlet `
            -Activity 'Registering the app' -WhenStopped ('Stopped while the app {0} was being registered.' -f $plan['displayName'])
        ConvertTo-TcaAppRegistration -Registration $done
        Write-TcaAppProblem -Result $done -Cmdlet $Cmdlet
    }
    finally {
        $client.Dispose()
    }
}

# Which app is meant.
function Get-TcaAppOption {
    param([System.Collections.Generic.Dictionary[string, object]] $Parameters)

    $options = @{ schema = 1 }
    if ($Parameters['DisplayName']) {
        $options['displayName'] = $Parameters['DisplayName']
    }
    if ($Parameters['ClientId']) {
        $options['clientId'] = $Parameters['ClientId']
    }
    $options
}
