# A client of the settings with a token from a sign-in, or the exception why there is none.
function New-TcaSignedInClient {
    param(
        [string] $Settings,
        $UseDeviceCode,
        # For the runspaces of the process that make no connection of their own.
        $Share,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $client = $script:Attempt.CreateClient($Settings)
    if ($client -is [System.Exception]) {
        return $client
    }
    $isSignedIn = $false
    try {
        $answer = Invoke-TcaSignIn -Client $client -UseDeviceCode $UseDeviceCode -Cmdlet $Cmdlet
        if ($answer -is [System.Exception]) {
            return $answer
        }
        $isSignedIn = $true
        if ($Share) {
            $script:Attempt.Share($client)
        }
        $client
    }
    finally {
        # Also when the pipeline was stopped meanwhile.
        if (-not $isSignedIn) {
            $client.Dispose()
        }
    }
}

# Lets a person sign in, and gives the exception, if any.
function Invoke-TcaSignIn {
    param([object] $Client, $UseDeviceCode, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $options = '{"schema":1,"method":"browser","openBrowser":true}'
    if ($UseDeviceCode) {
        $options = '{"schema":1,"method":"device_code"}'
    }
    $answer = $script:Attempt.SignIn($Client, $options)
    if ($answer -is [System.Exception]) {
        return $answer
    }
    Wait-TcaOperation -Operation $answer -Cmdlet $Cmdlet -Activity 'Signing in to Microsoft Graph'
}
