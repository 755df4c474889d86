# A client of the settings with a token, handed in or from a sign-in, as Value; or the Failure.
function New-TcaSignedInClient {
    [CmdletBinding()]
    param(
        [string] $Settings,
        [securestring] $AccessToken,
        [switch] $UseDeviceCode,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $created = $script:Attempt.CreateClient($Settings)
    if ($null -ne $created.Failure) {
        return $created
    }
    $answer = $null
    try {
        if ($null -ne $AccessToken) {
            $answer = $script:Attempt.SetToken($created.Value, $AccessToken)
        }
        else {
            $answer = Invoke-TcaSignIn -Client $created.Value -UseDeviceCode:$UseDeviceCode -Cmdlet $Cmdlet
        }
        if ($null -ne $answer.Failure) {
            return $answer
        }
        $created
    }
    finally {
        # Also when the pipeline was stopped meanwhile.
        if ($null -eq $answer -or $null -ne $answer.Failure) {
            $created.Value.Dispose()
        }
    }
}

# Lets a person sign in, and gives an object with the Failure, if any.
function Invoke-TcaSignIn {
    [CmdletBinding()]
    param([object] $Client, [switch] $UseDeviceCode, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $options = '{"schema":1,"method":"browser","openBrowser":true}'
    if ($UseDeviceCode) {
        $options = '{"schema":1,"method":"device_code"}'
    }
    $answer = $script:Attempt.SignIn($Client, $options)
    if ($null -ne $answer.Failure) {
        return $answer
    }
    Wait-TcaOperation -Operation $answer.Value -Cmdlet $Cmdlet -Activity 'Signing in to Microsoft Graph'
}
