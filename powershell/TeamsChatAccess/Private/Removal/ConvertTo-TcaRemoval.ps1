function ConvertTo-TcaRemoval {
    param([object] $Removal, [psobject] $InputObject)

    $status = $null
    if ($null -ne $Removal['httpStatus']) {
        $status = [int]$Removal['httpStatus']
    }
    [pscustomobject]@{
        PSTypeName        = 'TeamsChatAccess.Removal'
        TenantId          = $Removal['tenantId']
        UserId            = $Removal['userId']
        ThreadId          = $Removal['threadId']
        Outcome           = $script:Attempt.PascalCase($Removal['outcome'])
        HttpStatus        = $status
        Code              = $Removal['code']
        Message           = $Removal['message']
        Body              = $Removal['body']
        NextStep          = $Removal['nextStep']
        RequestId         = $Removal['requestId']
        ClientRequestId   = $Removal['clientRequestId']
        RetryAfterSeconds = $Removal['retryAfterSeconds']
        Attempts          = $Removal['attempts']
        Time              = $script:Attempt.Time($Removal['time'])
        UserPrincipalName = Get-TcaProperty -InputObject $InputObject -Name 'UserPrincipalName'
        RecordId          = Get-TcaProperty -InputObject $InputObject -Name 'RecordId'
    }
}
