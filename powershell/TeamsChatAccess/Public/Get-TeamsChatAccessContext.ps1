function Get-TeamsChatAccessContext {
    <#
    .SYNOPSIS
    Shows who is connected.

    .DESCRIPTION
    Gives the account, tenant, app, scopes, roles and expiry of the connection that this session uses, and nothing when it
    is not connected. It holds no secret.

    .EXAMPLE
    Get-TeamsChatAccessContext

    Shows the account that removals would run as.

    .EXAMPLE
    if (-not (Get-TeamsChatAccessContext)) { Connect-TeamsChatAccess -TenantId contoso.com -ClientId $app.ClientId }

    Signs in once per session.

    .OUTPUTS
    TeamsChatAccess.Context

    .LINK
    Connect-TeamsChatAccess
    #>
    [CmdletBinding()]
    [OutputType('TeamsChatAccess.Context')]
    param()

    end {
        $client = Get-TcaClient -Cmdlet $PSCmdlet
        if ($null -eq $client) {
            return
        }
        $answer = $script:Attempt.Context($client)
        if ($answer -is [System.Exception]) {
            $PSCmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer))
        }
        Import-TcaPart -Name 'Connection'
        Import-TcaView
        ConvertTo-TcaContext -Context $answer
    }
}
