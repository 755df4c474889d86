# Lets a person sign in, and gives an object with the Failure, if any.
function Invoke-TcaSignIn {
    [CmdletBinding()]
    param([object] $Client, [switch] $UseDeviceCode, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $options = '{"schema":1,"method":"browser","openBrowser":true}'
    if ($UseDeviceCode) {
        $options = '{"schema":1,"method":"device_code"}'
    }
    $answer = [TeamsChatAccess.Attempt]::SignIn($Client, $options)
    if ($null -ne $answer.Failure) {
        return $answer
    }
    Wait-TcaOperation -Operation $answer.Value -Cmdlet $Cmdlet -Activity 'Signing in to Microsoft Graph'
}
