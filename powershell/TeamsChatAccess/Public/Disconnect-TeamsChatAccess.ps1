function Disconnect-TeamsChatAccess {
    <#
    .SYNOPSIS
    Forgets the connection and its tokens.

    .DESCRIPTION
    Overwrites the tokens of this session's connection in memory. It does not sign the account out of the browser, and
    does nothing when not connected.

    .EXAMPLE
    Disconnect-TeamsChatAccess

    Forgets the tokens.

    .LINK
    Connect-TeamsChatAccess
    #>
    [CmdletBinding()]
    param()

    end {
        . Use-TcaPreference -Cmdlet $PSCmdlet
        $client = Get-TcaClient -Cmdlet $PSCmdlet
        $script:Connection = $null
        $script:HasDisconnected = $true
        if ($null -eq $client) {
            return
        }
        $answer = $script:Attempt.SignOut($client)
        $client.Dispose()
        if ($answer -is [System.Exception]) {
            $PSCmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
        }
    }
}
