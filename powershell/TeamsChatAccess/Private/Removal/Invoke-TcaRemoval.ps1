# Removes one item of a batch, after asking, and gives what became of it; what is wrong with the item is an error of its own.
function Invoke-TcaRemoval {
    param(
        [hashtable] $Batch,
        # The ids that are bound for this item, and the item itself as InputObject, if there is one.
        [hashtable] $Parameters,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $Batch['Items']++
    if ($Batch['Named'] -and (Test-TcaFinding -InputObject $Parameters['InputObject'])) {
        $Batch['Held'].Add($Parameters)
        return
    }
    Invoke-TcaItem -Batch $Batch -Parameters $Parameters -Cmdlet $Cmdlet
}

# Whether an object is a finding, or what is left of one.
function Test-TcaFinding {
    param([psobject] $InputObject)

    foreach ($name in 'Class', 'CandidateUserId', 'CandidateUserIds', 'UserPrincipalName') {
        if (Get-TcaProperty -InputObject $InputObject -Name $name) {
            return $true
        }
    }
    $false
}

# The findings that came beside a named user: they must all be on one, or each of them would be taken for that user's.
function Invoke-TcaHeldRemoval {
    param([hashtable] $Batch, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $people = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($parameters in $Batch['Held']) {
        $who = [string](Get-TcaProperty -InputObject $parameters['InputObject'] -Name 'UserPrincipalName')
        if (-not $who) {
            # It may be on anybody.
            $who = 'nobody {0}' -f $people.Count
        }
        $null = $people.Add($who)
    }
    if ($people.Count -gt 1) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'ContradictsFinding' -Category InvalidArgument -Target $Batch['Held'].Count `
            -Message ('-UserId names one user, and the findings are on {0}, or do not say on whom: none of the {1} was removed.' -f
                $people.Count, $Batch['Held'].Count) `
            -NextStep 'Pipe the findings on that user alone, such as with Where-Object UserPrincipalName -eq NAME.'))
        return
    }
    foreach ($parameters in $Batch['Held']) {
        Invoke-TcaItem -Batch $Batch -Parameters $parameters -Cmdlet $Cmdlet
    }
}

# Removes one item, unless the batch is at its end.
function Invoke-TcaItem {
    param([hashtable] $Batch, [hashtable] $Parameters, [System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($Batch['Stopped'] -is [hashtable]) {
        $Batch['Left']++
        return
    }
    $item = $Parameters['InputObject']
    $tenant = Get-TcaId -Parameters $Parameters -Name 'TenantId'
    $user = Get-TcaId -Parameters $Parameters -Name 'UserId'
    $thread = Get-TcaId -Parameters $Parameters -Name 'ThreadId'
    if ($Parameters.ContainsKey('InputObject')) {
        $user = Get-TcaAcceptedUser -InputObject $item -TenantId $tenant -UserId $user -ThreadId $thread `
            -Named $Batch['Named'] -AcceptClass $Batch['AcceptClass'] -Cmdlet $Cmdlet
        if ($null -eq $user) {
            return
        }
    }
    $subject = $item
    if ($null -eq $subject) {
        $subject = '{0} in {1}' -f $user, $thread
    }
    $answer = $script:Attempt.CheckIds($tenant, $user, $thread)
    if ($answer -is [System.Exception]) {
        $Cmdlet.WriteError((New-TcaErrorRecord -From $answer -Target $subject))
        return
    }
    $ids = $answer
    if ($Batch['TenantId'] -and $Batch['TenantId'] -ne $ids['tenantId']) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'TokenOtherTenant' -Category InvalidArgument -Target $subject `
            -Message ('You are connected to tenant {0}, and this user is of tenant {1}.' -f $Batch['TenantId'], $ids['tenantId']) `
            -NextStep 'Compare the ids with the audit record, or connect to the user''s own tenant.'))
        return
    }
    if ($Batch['Client'].IsDisposed) {
        Stop-TcaBatch -Batch $Batch -ErrorId 'NotConnected' -Category 'ConnectionError' `
            -Why 'the connection was ended or replaced meanwhile' `
            -NextStep 'Call Connect-TeamsChatAccess, then pipe the rest again.'
        $Batch['Left']++
        return
    }
    if ($Batch['Asked'] -ge $Batch['Most']) {
        $Batch['Left']++
        return
    }
    $Batch['Asked']++
    $text = Get-TcaRemovalText -Ids $ids -InputObject $item -Account $Batch['Account']
    if (-not (Confirm-TcaAction -Text $text -Caption 'Remove a chat from a user''s view' -Instead '-Confirm:$false' `
                -Cmdlet $Cmdlet)) {
        if (-not $WhatIfPreference) {
            # What was declined is no removal.
            $Batch['Asked']--
        }
        return
    }
    $whenSent = ''
    if ($Cmdlet.MyInvocation.BoundParameters.ContainsKey('InformationAction')) {
        # For those who ask for information: results tell the others.
        $whenSent = 'The service is asked to remove {1} from the view of {0}.' -f $ids['userId'], $ids['threadId']
    }
    $answer = $script:Attempt.Remove($Batch['Client'], $ids['tenantId'], $ids['userId'], $ids['threadId'])
    if ($answer -isnot [System.Exception]) {
        $answer = Wait-TcaOperation -Operation $answer -Cmdlet $Cmdlet `
            -Activity ('Removing a chat from the view of {0}' -f $ids['userId']) `
            -WhenSent $whenSent -WhenStopped ('Stopped during the removal of {0} from {1}.' -f $ids['userId'], $ids['threadId'])
    }
    if ($answer -isnot [System.Exception]) {
        Import-TcaView
        Update-TcaBatch -Batch $Batch -Removal $answer
        ConvertTo-TcaRemoval -Removal $answer -InputObject $item
        return
    }
    $record = New-TcaErrorRecord -From $answer -Target $subject
    $category = $record.CategoryInfo.Category
    if ($category -eq 'InvalidArgument') {
        $Cmdlet.WriteError($record)
        return
    }
    if ($Batch['Asked'] -eq 1) {
        $Cmdlet.ThrowTerminatingError($record)
    }
    # What was removed before must not be lost with an error that ends the pipeline.
    $why = $record.Exception.Message.TrimEnd('.')
    $step = [string]$record.Exception.Data['NextStep']
    if ($category -eq 'AuthenticationError') {
        $why = 'the connection has no valid token any more'
        $step = 'Call Connect-TeamsChatAccess again, then pipe the rest again.'
    }
    Stop-TcaBatch -Batch $Batch -ErrorId $record.FullyQualifiedErrorId.Split(',')[0] -Category $category -Why $why -NextStep $step
    $Batch['Left']++
}

# An id as it was named or bound by its property's name; of an object that was itself named, its own.
function Get-TcaId {
    param([hashtable] $Parameters, [string] $Name)

    # An empty cell names nothing.
    if ($Parameters[$Name]) {
        return $Parameters[$Name]
    }
    $id = Get-TcaProperty -InputObject $Parameters['InputObject'] -Name $Name
    if (-not $id -and $Name -eq 'ThreadId') {
        $id = Get-TcaProperty -InputObject $Parameters['InputObject'] -Name 'ChatId'
    }
    [string]$id
}
