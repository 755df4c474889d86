function Remove-TeamsChatAccessForUser {
    <#
    .SYNOPSIS
    Removes a chat from a user's view.

    .DESCRIPTION
    Calls Microsoft Graph's removeAllAccessForUser. The chat disappears from that one user's view. It blocks nobody, and
    THERE IS NO UNDO: keep the evidence first.

    Takes ids that you name, or the findings of Find-TeamsExternalChat from the pipeline. A piped finding counts when its
    class is Certain, or when -AcceptClass names its class and exactly one user can be meant.

    Each removal gives an object with its Outcome: Removed (HTTP 204), NotFound (404), Refused (the service will not do
    it), Failed (no answer could be had and nothing was done) or Unconfirmed (a request may have arrived and its answer
    was lost). What is wrong with one item is an error for that item, and the others go on; when the service does not take
    the token any more, or could not be reached twice in a row, the call stops with an error that says how many items
    were not tried. Pace and throttling are waited out: about 0.8 removals a second for one administrator.

    Results are given one by one. A call that ends early, as with -ErrorAction Stop, has given those before: keep them with
    -OutVariable, or in a file with ForEach-Object { $_ | Export-Csv removed.csv -Append -NoTypeInformation; $_ }.

    With -InformationAction a record of the information stream, tagged RequestSent, tells when a request leaves.

    The object's Time is in UTC. Of a finding, it carries the UserPrincipalName and the RecordId along.

    .PARAMETER TenantId
    The user's tenant, by id.

    .PARAMETER UserId
    The user's object id in Entra ID, which is not the user principal name. Get it with Get-MgUser -UserId NAME, or in the
    Entra admin center. Beside a piped finding it names the user where the finding knows none, and its class must still be
    accepted; all findings must be on that one user then, and ids that contradict a finding or a row are an error.

    .PARAMETER ThreadId
    The chat's id, such as 19:...@unq.gbl.spaces or 19:...@thread.v2.

    .PARAMETER AcceptClass
    Classes of piped findings to remove although they are not Certain, such as Derived. Such a finding must mean exactly
    one user, or -UserId must name one.

    .PARAMETER MaxRemovals
    After this many removals the call stops with an error that says how many items are left.

    .PARAMETER InputObject
    Findings of Find-TeamsExternalChat, or other objects with TenantId, UserId and ThreadId (or ChatId), such as rows of a
    CSV file.

    .EXAMPLE
    Remove-TeamsChatAccessForUser -TenantId $tenant -UserId $user -ThreadId $chat

    Asks, and removes the chat from that user's view.

    .EXAMPLE
    Import-Csv audit.csv | Find-TeamsExternalChat | Remove-TeamsChatAccessForUser -WhatIf

    Shows what would be removed.

    .EXAMPLE
    $findings | Remove-TeamsChatAccessForUser -Confirm:$false -MaxRemovals 500 | Export-Csv results.csv

    Removes without asking and keeps the results.

    .INPUTS
    TeamsChatAccess.Finding, or any object with TenantId, UserId and ThreadId

    .OUTPUTS
    TeamsChatAccess.Removal

    .LINK
    Find-TeamsExternalChat
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', DefaultParameterSetName = 'Ids')]
    [OutputType('TeamsChatAccess.Removal')]
    param(
        [Parameter(ParameterSetName = 'Ids', Mandatory = $true, Position = 0)]
        [Parameter(ParameterSetName = 'Item', ValueFromPipelineByPropertyName = $true)]
        [AllowEmptyString()]
        [string] $TenantId,

        [Parameter(ParameterSetName = 'Ids', Mandatory = $true, Position = 1)]
        [Parameter(ParameterSetName = 'Item', ValueFromPipelineByPropertyName = $true)]
        [AllowEmptyString()]
        [string] $UserId,

        [Parameter(ParameterSetName = 'Ids', Mandatory = $true, Position = 2)]
        [Parameter(ParameterSetName = 'Item', ValueFromPipelineByPropertyName = $true)]
        [AllowEmptyString()]
        [Alias('ChatId')]
        [string] $ThreadId,

        [ValidateSet('Derived', 'Lookup', 'Review', 'Reject')]
        [string[]] $AcceptClass = @(),

        [ValidateRange(1, [int]::MaxValue)]
        [int] $MaxRemovals = 100,

        [Parameter(ParameterSetName = 'Item', Mandatory = $true, ValueFromPipeline = $true)]
        [AllowNull()]
        [psobject] $InputObject
    )

    begin {
        . Use-TcaPreference -Cmdlet $PSCmdlet
        Import-TcaPart -Name 'Operation', 'Removal'
        $batch = Open-TcaBatch -Parameters $PSBoundParameters -MaxRemovals $MaxRemovals -AcceptClass $AcceptClass -Cmdlet $PSCmdlet
    }

    process {
        # Not $PSBoundParameters: of an item without an id, that keeps the id of the item before.
        $item = @{ TenantId = $TenantId; UserId = $UserId; ThreadId = $ThreadId }
        if ($PSBoundParameters.ContainsKey('InputObject')) {
            $item['InputObject'] = $InputObject
        }
        Invoke-TcaRemoval -Batch $batch -Parameters $item -Cmdlet $PSCmdlet
    }

    end {
        Complete-TcaBatch -Batch $batch -Cmdlet $PSCmdlet
    }
}
