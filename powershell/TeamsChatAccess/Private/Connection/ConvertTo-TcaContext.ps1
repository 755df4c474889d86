function ConvertTo-TcaContext {
    param([object] $Context)

    $environments = @{ global = 'Global'; usgov_l4 = 'USGov'; usgov_l5 = 'USGovDoD'; custom = 'Custom' }
    [pscustomobject]@{
        PSTypeName  = 'TeamsChatAccess.Context'
        TenantId    = $Context['tenantId']
        ClientId    = $Context['clientId']
        Account     = $Context['account']
        UserId      = $Context['userId']
        Scopes      = [string[]]@($Context['scopes'])
        Roles       = [string[]]@($Context['roles'])
        IssuedOn    = $script:Attempt.Time($Context['issuedOn'])
        ExpiresOn   = $script:Attempt.Time($Context['expiresOn'])
        Renewable   = $Context['renewable']
        Environment = $environments[$Context['cloud']]
    }
}
