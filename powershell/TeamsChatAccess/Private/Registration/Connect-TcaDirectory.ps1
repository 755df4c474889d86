# A client that is signed in for work on app registrations; the caller disposes of it.
function Connect-TcaDirectory {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        [string] $SignInClientId,
        [string[]] $Scope,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $token = $null
    if ($Parameters.ContainsKey('AccessToken')) {
        $token = $Parameters['AccessToken']
    }
    if ($null -eq $token) {
        Assert-TcaInteractive -Permission ($Scope -join ' and ') -Target $Parameters['TenantId'] -Cmdlet $Cmdlet
    }
    Import-TcaLibrary -Cmdlet $Cmdlet
    # ClientId is the app that is meant, not the one to sign in with.
    $connection = [System.Collections.Generic.Dictionary[string, object]]::new($Parameters)
    $connection['ClientId'] = $SignInClientId
    $settings = Get-TcaClientSetting -Parameters $connection -Scope $Scope -Cmdlet $Cmdlet
    $device = $Parameters.ContainsKey('UseDeviceCode') -and $Parameters['UseDeviceCode']
    if ($token -is [securestring]) {
        $answer = $script:Attempt.CreateClient($settings, $token)
    }
    else {
        $answer = New-TcaSignedInClient -Settings $settings -UseDeviceCode $device -Cmdlet $Cmdlet
    }
    if ($answer -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer -Target $Parameters['TenantId']))
    }
    $answer
}
