function ConvertTo-TcaAppRegistration {
    param([hashtable] $Registration)

    $owners = @()
    $audience = $null
    $createdOn = $null
    if ($null -ne $Registration['app']) {
        $owners = @(foreach ($owner in $Registration['app']['owners']) { [string]$owner['userPrincipalName'] })
        $audience = $Registration['app']['signInAudience']
        $createdOn = $script:Attempt.Time($Registration['app']['createdDateTime'])
    }
    [pscustomobject]@{
        PSTypeName         = 'TeamsChatAccess.AppRegistration'
        Outcome            = $script:Attempt.PascalCase($Registration['outcome'])
        TenantId           = $Registration['tenantId']
        ClientId           = $Registration['clientId']
        DisplayName        = $Registration['displayName']
        ObjectId           = $Registration['objectId']
        ServicePrincipalId = $Registration['servicePrincipalId']
        Consent            = $script:Attempt.PascalCase($Registration['consent'])
        Ready              = $Registration['ready']
        Owners             = [string[]]$owners
        SignInAudience     = $audience
        CreatedOn          = $createdOn
        Actions            = [string[]]@(foreach ($action in $Registration['actions']) { $action['message'] })
        Created            = $script:Attempt.Created($Registration['created'])
    }
}

function ConvertTo-TcaAppRemoval {
    param([hashtable] $Removal)

    [pscustomobject]@{
        PSTypeName = 'TeamsChatAccess.AppRemoval'
        Outcome    = $script:Attempt.PascalCase($Removal['outcome'])
        TenantId   = $Removal['tenantId']
        ClientId   = $Removal['clientId']
        Actions    = [string[]]@(foreach ($action in $Removal['actions']) { $action['message'] })
    }
}

# The property Created of a registration's result as the library's document, or the exception why it is none. After a trip
# through JSON, CLIXML or a CSV file it is an object of other types, or a text, and so is each of its grants.
function ConvertFrom-TcaCreated {
    param([psobject] $Created)

    if ($Created -is [string]) {
        return $script:Attempt.ReadCreated($Created)
    }
    $grants = foreach ($grant in @(Get-TcaProperty -InputObject $Created -Name 'Grants')) {
        if ($grant -is [string]) {
            $grant = $script:Attempt.ReadCreated($grant)
            if ($grant -is [System.Exception]) {
                return $grant
            }
            $grant
        }
        elseif ($null -ne $grant) {
            @{
                id          = [string](Get-TcaProperty -InputObject $grant -Name 'Id')
                addedScopes = [string[]]@(Get-TcaProperty -InputObject $grant -Name 'AddedScopes')
            }
        }
    }
    @{
        clientId           = Get-TcaProperty -InputObject $Created -Name 'ClientId'
        objectId           = Get-TcaProperty -InputObject $Created -Name 'ObjectId'
        servicePrincipalId = Get-TcaProperty -InputObject $Created -Name 'ServicePrincipalId'
        grants             = @($grants)
    }
}

# What is going to be done to an app, in words: which app it is, and each step.
function Get-TcaAppText {
    param(
        [hashtable] $Plan,
        # Stands before each step that is named by its object alone.
        [string] $Verb
    )

    $steps = foreach ($action in $Plan['actions']) { Format-TcaSentence -Text ($Verb + $action['message']) }
    $text = 'In tenant {0}: {1}' -f $Plan['tenantId'], ($steps -join ' ')
    if ($null -ne $Plan['app']) {
        $owners = foreach ($owner in $Plan['app']['owners']) { $owner['userPrincipalName'] }
        $text += ' The app {0} has the id {1}, was created {2}, is for {3}, and is owned by: {4}.' -f $Plan['app']['displayName'],
            $Plan['app']['clientId'], $Plan['app']['createdDateTime'], $Plan['app']['signInAudience'], (@($owners) -join ', ')
    }
    $text
}
