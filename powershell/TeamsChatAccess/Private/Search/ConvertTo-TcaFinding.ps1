function ConvertTo-TcaFinding {
    param([object] $Finding)

    # One id is a text, so that a CSV keeps it; several are an array.
    $candidates = @($Finding['candidateUserIds'])
    $candidate = $null
    if ($candidates.Count -eq 1) {
        $candidate = $candidates[0]
    }
    elseif ($candidates.Count -gt 1) {
        $candidate = [string[]]$candidates
    }
    $initiator = $null
    $initiatorTenant = $null
    if ($null -ne $Finding['initiator']) {
        $initiator = $Finding['initiator']['userPrincipalName']
        $initiatorTenant = $Finding['initiator']['tenantId']
    }
    [pscustomobject]@{
        PSTypeName        = 'TeamsChatAccess.Finding'
        Class             = $script:Attempt.PascalCase($Finding['class'])
        Reason            = $script:Attempt.PascalCase($Finding['reason'])
        OpenedBy          = $script:Attempt.PascalCase($Finding['openedBy'])
        TenantId          = $Finding['tenantId']
        UserId            = $Finding['userId']
        CandidateUserId   = $candidate
        UserPrincipalName = $Finding['userPrincipalName']
        ThreadId          = $Finding['threadId']
        Initiator         = $initiator
        InitiatorTenantId = $initiatorTenant
        Operation         = $Finding['operation']
        RecordId          = $Finding['recordId']
        CreationTime      = $script:Attempt.Time($Finding['creationTime'])
        SourceFile        = $Finding['source']['file']
        SourceRow         = $Finding['source']['row']
        Evidence          = [string[]]@($Finding['evidence'])
        Left              = $Finding['left']
    }
}
