# The user that a piped object means. What is a finding counts when it is certain, or its class was accepted by name and
# exactly one user can be meant; otherwise it is an error of this item, and nothing comes back.
function Get-TcaAcceptedUser {
    param(
        [psobject] $InputObject,
        [string] $UserId,
        [string[]] $AcceptClass,
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $class = [string](Get-TcaProperty -InputObject $InputObject -Name 'Class')
    $candidates = @(foreach ($one in @(Get-TcaProperty -InputObject $InputObject -Name 'CandidateUserId')) {
            if ($one) { $one }
        })
    if (-not $class -and $UserId -and $candidates.Count -eq 0) {
        return $UserId
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
        if ($null -eq $InputObject) {
            $message = 'The item is $null, and names no user.'
        }
        $step = 'Pass the findings of Find-TeamsExternalChat, or name the user''s object id with -UserId.'
    }
    elseif ($AcceptClass -notcontains $class) {
        $message = 'The finding on {0} is {1} ({2}), not Certain: it was not removed.' -f $who, $class, $reason
        $step = 'Check who it is, then accept its class with -AcceptClass {0}, or name the user with -UserId.' -f $class
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
