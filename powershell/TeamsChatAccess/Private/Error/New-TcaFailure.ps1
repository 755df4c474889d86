# An error record with id, category, target and next step, from the failure of a call or from a message of the module's.
function New-TcaFailure {
    param(
        [System.Exception] $From,
        [string] $Message,
        [string] $ErrorId,
        $Category = 'NotSpecified',
        [object] $Target,
        [string] $NextStep
    )

    if ($PSBoundParameters.ContainsKey('From')) {
        $exception = $From
        if ($exception.GetType().FullName -eq 'TeamsChatAccess.TeamsChatAccessException') {
            # What the service said stays as it said it.
            if ($exception.StatusName -match '^(invalid_.*|unknown_setting|sign_in_configuration)$') {
                $script:Attempt.NameParameters($exception)
            }
            $NextStep = $exception.NextStep
            $ErrorId = $script:Attempt.PascalCase($exception.StatusName)
            $Category = Get-TcaErrorCategory -StatusName $exception.StatusName
        }
        elseif ($exception -is [System.ArgumentException]) {
            $ErrorId = 'InvalidArgument'
            $Category = 'InvalidArgument'
        }
        else {
            $ErrorId = $exception.GetType().Name
        }
        $Message = $exception.Message
    }
    else {
        $exception = [System.InvalidOperationException]::new($Message)
    }
    $record = [System.Management.Automation.ErrorRecord]::new($exception, $ErrorId, $Category, $Target)
    # In the text, which every version shows and every log keeps. As RecommendedAction it would be shown twice by those
    # that show that, too (7.5 and later); for scripts it stands in the exception's data.
    $text = Format-TcaSentence -Text $Message
    if ($NextStep) {
        $text = '{0} {1}' -f $text, (Format-TcaSentence -Text $NextStep)
    }
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($text)
    if ($NextStep) {
        $record.Exception.Data['NextStep'] = $NextStep
    }
    $record
}

# PowerShell's category for a status of the library.
function Get-TcaErrorCategory {
    param([string] $StatusName)

    switch -Regex ($StatusName) {
        '^(invalid_records)$' { return 'InvalidData' }
        '^(null_argument|invalid_|too_large|unknown_setting|token_other_tenant|token_malformed|wrong_cloud)' {
            return 'InvalidArgument'
        }
        '^(token_app_only|token_scope_missing|consent_required)$' { return 'PermissionDenied' }
        '^(not_signed_in|sign_in_unavailable)$' {
            if ($StatusName -eq 'not_signed_in') { return 'AuthenticationError' }
            return 'ResourceUnavailable'
        }
        '^(token_|sign_in_)' { return 'AuthenticationError' }
        '^app_not_found$' { return 'ObjectNotFound' }
        '^app_ambiguous$' { return 'InvalidArgument' }
        '^app_refused$' { return 'SecurityError' }
        '^directory_forbidden$' { return 'PermissionDenied' }
        '^directory_refused$' { return 'InvalidOperation' }
        '^(directory_unavailable|not_replicated)$' { return 'ResourceUnavailable' }
        '^cancelled$' { return 'OperationStopped' }
        '^network$' { return 'ConnectionError' }
        '^(tls|host_refused)$' { return 'SecurityError' }
        '^timeout$' { return 'OperationTimeout' }
        '^unexpected_answer$' { return 'ProtocolError' }
        '^(system|shut_down|forked|busy)$' { return 'ResourceUnavailable' }
    }
    'NotSpecified'
}
