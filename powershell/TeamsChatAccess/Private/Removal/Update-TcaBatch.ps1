# Takes a removal's end into account: ends a batch whose further removals would fail like this one: each of them would wait out its patience, and say the same.
function Update-TcaBatch {
    param([hashtable] $Batch, [hashtable] $Removal)

    if ($Removal['httpStatus'] -eq 401) {
        Stop-TcaBatch -Batch $Batch -ErrorId 'TokenRefused' -Category 'AuthenticationError' `
            -Why 'the service does not take the token any more' `
            -NextStep 'Call Connect-TeamsChatAccess again, then pipe the rest again.'
        return
    }
    if ($Removal['outcome'] -ne 'failed' -or $null -ne $Removal['httpStatus']) {
        $Batch['Unanswered'] = 0
        return
    }
    $Batch['Unanswered']++
    # One connection can break for a reason of its own.
    if ($Batch['Unanswered'] -ge 2) {
        Stop-TcaBatch -Batch $Batch -ErrorId 'ServiceUnreachable' -Category 'ConnectionError' `
            -Why 'the service could not be reached twice in a row' `
            -NextStep 'Check the network and the proxy, then pipe the rest again.'
    }
}

# No further removal of the batch can succeed.
function Stop-TcaBatch {
    param([hashtable] $Batch, [string] $ErrorId, [string] $Category, [string] $Why, [string] $NextStep)

    $Batch['Stopped'] = @{ ErrorId = $ErrorId; Category = $Category; Why = $Why; NextStep = $NextStep }
}
