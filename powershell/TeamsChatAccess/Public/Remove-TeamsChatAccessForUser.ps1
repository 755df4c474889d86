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
    was lost). What is wrong with one item is an error for that item, and the others go on. Pace and throttling are waited
    out: about 0.8 removals a second for one administrator.

    .PARAMETER TenantId
    The user's tenant, by id.

    .PARAMETER UserId
    The user's object id in Entra ID, which is not the user principal name. Get it with Get-MgUser -UserId NAME, or in the
    Entra admin center. Beside a piped finding it names the user where the finding knows none, and its class must still be
    accepted; ids that contradict the finding are an error.

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
        # Ids on the command line were named by a person; what comes through the pipeline can be a finding.
        $named = $PSBoundParameters.ContainsKey('UserId')
        $client = Get-TcaClient -Required $true -Cmdlet $PSCmdlet
        $items = 0
        $asked = 0
        $left = 0
        $context = $script:Attempt.Context($client)
        if ($context -is [System.Exception]) {
            $PSCmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $context))
        }
    }

    process {
        $items++
        if ($asked -ge $MaxRemovals) {
            $left++
            return
        }
        $user = $UserId
        if ($PSBoundParameters.ContainsKey('InputObject')) {
            $user = Get-TcaAcceptedUser -InputObject $InputObject -TenantId $TenantId -UserId $UserId -ThreadId $ThreadId `
                -Named $named -AcceptClass $AcceptClass -Cmdlet $PSCmdlet
            if ($null -eq $user) {
                return
            }
        }
        $subject = $InputObject
        if ($null -eq $subject) {
            $subject = '{0} in {1}' -f $user, $ThreadId
        }
        $answer = $script:Attempt.CheckIds($TenantId, $user, $ThreadId)
        if ($answer -is [System.Exception]) {
            $PSCmdlet.WriteError((New-TcaErrorRecord -From $answer -Target $subject))
            return
        }
        $ids = $answer
        $asked++
        $text = Get-TcaRemovalText -Ids $ids -InputObject $InputObject -Account $context['account']
        if (-not (Confirm-TcaAction -Text $text -Caption 'Remove a chat from a user''s view' -Instead '-Confirm:$false' `
                    -Cmdlet $PSCmdlet)) {
            return
        }
        $answer = $script:Attempt.Remove($client, $ids['tenantId'], $ids['userId'], $ids['threadId'])
        if ($answer -isnot [System.Exception]) {
            $answer = Wait-TcaOperation -Operation $answer -Cmdlet $PSCmdlet `
                -Activity ('Removing a chat from the view of {0}' -f $ids['userId']) `
                -WhenStopped ('Stopped during the removal of {0} from {1}.' -f $ids['userId'], $ids['threadId'])
        }
        if ($answer -isnot [System.Exception]) {
            Import-TcaView
            ConvertTo-TcaRemoval -Removal $answer
            return
        }
        $record = New-TcaErrorRecord -From $answer -Target $subject
        if ($record.CategoryInfo.Category -ne 'InvalidArgument') {
            $PSCmdlet.ThrowTerminatingError($record)
        }
        $PSCmdlet.WriteError($record)
    }

    end {
        if ($left -gt 0) {
            $PSCmdlet.WriteError((New-TcaErrorRecord -ErrorId 'MaxRemovalsReached' -Category LimitsExceeded -Target $left `
                -Message ('Stopped after {0} removals, the limit of one call; {1} items are left.' -f
                $MaxRemovals, $left) `
                -NextStep 'Check the results, then pipe the rest again, or raise -MaxRemovals.'))
        }
        if ($items -eq 0) {
            $PSCmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NothingPiped' -Category ObjectNotFound `
                -Message 'Nothing came through the pipeline, so nothing was removed.' `
                -NextStep 'Check the command that should give the findings.'))
        }
    }
}
