# The client to work with: this runspace's own, else the process's last. Nothing when not connected.
function Get-TcaClient {
    param(
        $Required,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $client = $script:Connection
    # The assembly leaves this mark with its first connection; without one it need not be loaded.
    if ($null -eq $client -and -not $script:HasDisconnected -and
        $null -ne [System.AppDomain]::CurrentDomain.GetData('TeamsChatAccess.Connected')) {
        Import-TcaLibrary -Cmdlet $Cmdlet
        $client = $script:Attempt.SharedClient
    }
    if ($null -ne $client -and -not $client.IsDisposed) {
        return $client
    }
    if ($Required) {
        $record = New-TcaErrorRecord -Message 'You are not connected.' -ErrorId 'NotConnected' -Category AuthenticationError `
            -NextStep 'Call Connect-TeamsChatAccess first.'
        $Cmdlet.ThrowTerminatingError($record)
    }
}
