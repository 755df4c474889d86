# The user that a piped object means. What is a finding counts when it is certain, or its class was accepted by name and
# exactly one user can be meant; otherwise it is an error of this item, and nothing comes back.
function Get-TcaAcceptedUser {
    param(
        [psobject] $InputObject,
        [string] $TenantId,
        [string] $UserId,
        [string] $ThreadId,
        # Whether the user was named on the command line.
        $Named,
        [string[]] $AcceptClass,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $class = [string](Get-TcaProperty -InputObject $InputObject -Name 'Class')
    # The library's own documents name them in the plural.
    $candidates = @(foreach ($name in 'CandidateUserId', 'CandidateUserIds') {
            foreach ($one in @(Get-TcaProperty -InputObject $InputObject -Name $name)) {
                # A list that Export-Csv wrote as the name of its type says nothing.
                if ($one -and $one -notmatch '^System\.\w+\[\]$') { $one }
            }
        })
    if ($InputObject -is [System.Collections.IList]) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UserIdMissing' -Category 'InvalidArgument' -Target $InputObject `
            -Message ('-InputObject is a list of {0} items, and takes one.' -f $InputObject.Count) `
            -NextStep 'Pipe the list: $findings | Remove-TeamsChatAccessForUser.'))
        return
    }
    if (-not (Test-TcaItem -InputObject $InputObject)) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UserIdMissing' -Category 'InvalidArgument' -Target $InputObject `
            -Message 'The item is $null or has neither a UserId nor a ThreadId: it means no user and no chat.' `
            -NextStep 'Pass the findings of Find-TeamsExternalChat, or name the three ids and pipe nothing.'))
        return
    }
    if (Test-TcaContradiction -InputObject $InputObject -TenantId $TenantId -UserId $UserId -ThreadId $ThreadId `
            -Candidates $candidates) {
        $who = [string](Get-TcaProperty -InputObject $InputObject -Name 'UserPrincipalName')
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'ContradictsFinding' -Category 'InvalidArgument' -Target $InputObject `
            -Message ('The finding or row {0}is of another tenant, user or chat than the ids that were named: it was not removed.' -f
                $(if ($who) { 'on {0} ' -f $who })) `
            -NextStep 'Pipe it without them, or name the ids without it.'))
        return
    }
    # With candidates it is a finding whose class was cut away.
    if (-not $class -and $UserId -and $candidates.Count -eq 0) {
        return $UserId
    }
    if ($Named) {
        $candidates = @()
    }
    if ($class -eq 'Certain' -and $UserId) {
        return $UserId
    }
    $users = @(foreach ($one in @($UserId) + $candidates) {
            if ($one) { [string]$one }
        })
    if ($users.Count -gt 1) {
        $users = @([System.Collections.Generic.HashSet[string]]::new(
                [string[]]$users, [System.StringComparer]::OrdinalIgnoreCase))
    }
    $who = [string](Get-TcaProperty -InputObject $InputObject -Name 'UserPrincipalName')
    $reason = [string](Get-TcaProperty -InputObject $InputObject -Name 'Reason')
    $id = 'NotCertain'
    $category = 'InvalidData'
    if (-not $class) {
        $id = 'UserIdMissing'
        $category = 'InvalidArgument'
        $message = 'The item names no user: it has no UserId.'
        if ($UserId) {
            $message = 'The item has candidates and no class: whether its chat may be removed, and for whom, it does not say.'
        }
        $step = 'Pass the findings of Find-TeamsExternalChat with their Class, or name the three ids and pipe nothing.'
    }
    elseif ($class -eq 'Certain') {
        $id = 'UserIdMissing'
        $category = 'InvalidArgument'
        $message = 'The finding on {0} is Certain and has no UserId: it is not as it was found, and was not removed.' -f $who
        $step = 'Pass it as Find-TeamsExternalChat gives it.'
    }
    elseif ($class -notin 'Derived', 'Lookup', 'Review', 'Reject') {
        $message = 'The item has the class {0}, of which nothing is removed.' -f $class
        $step = 'Pass the findings of Find-TeamsExternalChat as they are.'
    }
    elseif ($AcceptClass -notcontains $class) {
        $message = 'The finding on {0} is {1} ({2}), not Certain: it was not removed.' -f $who, $class, $reason
        $step = 'Check who it is, then accept its class with -AcceptClass {0}' -f $class
        if ($users.Count -ne 1) {
            $step += ', and name the user''s object id with -UserId'
        }
    }
    elseif ($users.Count -ne 1) {
        $message = 'The finding on {0} is {1} and means {2} users, not one: it was not removed.' -f $who, $class, $users.Count
        $step = 'Find out which user it is, and name the object id with -UserId.'
    }
    else {
        return [string]$users[0]
    }
    $Cmdlet.WriteError((New-TcaErrorRecord -Message $message -ErrorId $id -Category $category `
        -Target $InputObject -NextStep $step))
}

# Whether ids are not those of the finding that they came with.
function Test-TcaContradiction {
    param([psobject] $InputObject, [string] $TenantId, [string] $UserId, [string] $ThreadId, [object[]] $Candidates)

    $tenant = [string](Get-TcaProperty -InputObject $InputObject -Name 'TenantId')
    if ($tenant -and $tenant.Trim(' {}') -ne $TenantId.Trim(' {}')) {
        return $true
    }
    foreach ($name in 'ThreadId', 'ChatId') {
        $own = [string](Get-TcaProperty -InputObject $InputObject -Name $name)
        if ($own -and $own.Trim() -cne $ThreadId.Trim()) {
            return $true
        }
    }
    $users = @(foreach ($one in @(Get-TcaProperty -InputObject $InputObject -Name 'UserId') + $Candidates) {
            if ($one) { ([string]$one).Trim(' {}') }
        })
    $UserId -and $users.Count -gt 0 -and $users -notcontains $UserId.Trim(' {}')
}

# Whether an object means a user or a chat at all.
function Test-TcaItem {
    param([psobject] $InputObject)

    foreach ($name in 'UserId', 'ThreadId', 'ChatId', 'Class') {
        if (Get-TcaProperty -InputObject $InputObject -Name $name) {
            return $true
        }
    }
    $false
}
