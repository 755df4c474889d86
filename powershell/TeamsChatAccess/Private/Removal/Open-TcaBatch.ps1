# The removals of one call of Remove-TeamsChatAccessForUser: with whose connection, and how many there were.
function Open-TcaBatch {
    param(
        [System.Collections.Generic.Dictionary[string, object]] $Parameters,
        $MaxRemovals,
        [string[]] $AcceptClass,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $client = Get-TcaClient -Required $true -Cmdlet $Cmdlet
    $context = $script:Attempt.Context($client)
    if ($context -is [System.Exception]) {
        $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $context))
    }
    @{
        Client      = $client
        Account     = $context['account']
        TenantId    = $context['tenantId']
        # Ids on the command line were named by a person; what comes through the pipeline can be a finding.
        Named       = $Parameters.ContainsKey('UserId')
        AcceptClass = $AcceptClass
        Most        = $MaxRemovals
        Items       = 0
        Asked       = 0
        Left        = 0
        # Findings beside a named user, until it is known that all are on one.
        Held        = [System.Collections.Generic.List[object]]::new()
        # Removals in a row that got no answer.
        Unanswered  = 0
        # Why no further removal can succeed.
        Stopped     = $null
    }
}

# Does what waited for the last item, and says what was not done.
function Complete-TcaBatch {
    param([hashtable] $Batch, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($Batch['Held'].Count -gt 0) {
        Invoke-TcaHeldRemoval -Batch $Batch -Cmdlet $Cmdlet
    }
    if ($Batch['Items'] -eq 0) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NothingPiped' -Category ObjectNotFound `
            -Message 'Nothing came through the pipeline that could be bound, so nothing was removed.' `
            -NextStep 'Check the command that should give the findings: each has one UserId and one ThreadId.'))
    }
    if ($Batch['Left'] -eq 0) {
        return
    }
    if ($Batch['Stopped'] -is [hashtable]) {
        $stopped = $Batch['Stopped']
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId $stopped['ErrorId'] -Category $stopped['Category'] -Target $Batch['Left'] `
            -Message ('Stopped, since {0}: {1} not tried.' -f $stopped['Why'], (Format-TcaCount -Count $Batch['Left'] -Verb 'was', 'were')) `
            -NextStep $stopped['NextStep']))
        return
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'MaxRemovalsReached' -Category LimitsExceeded -Target $Batch['Left'] `
        -Message ('Stopped after {0} items, the limit of one call; {1} left.' -f $Batch['Most'], (Format-TcaCount -Count $Batch['Left'] -Verb 'is', 'are')) `
        -NextStep 'Check the results, then pipe the rest again, or raise -MaxRemovals.'))
}

# So many items, as the subject of a sentence.
function Format-TcaCount {
    param([int] $Count, [string[]] $Verb)

    if ($Count -eq 1) {
        return '1 item {0}' -f $Verb[0]
    }
    '{0} items {1}' -f $Count, $Verb[1]
}
