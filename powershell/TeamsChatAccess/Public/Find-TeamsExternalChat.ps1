function Find-TeamsExternalChat {
    <#
    .SYNOPSIS
    Finds, in audit records, the chats that people outside the organisation opened with your users.

    .DESCRIPTION
    Takes audit records from the pipeline and gives a finding for each of your users in each external chat: who opened it,
    how sure that is (Class) and why (Reason). Nothing is sent. Give all records of a chat at once, in any order: the
    verdict is over its whole history.

    UserId is empty unless Class is Certain; what else is known stands in CandidateUserId. Findings bind to
    Remove-TeamsChatAccessForUser.

    .PARAMETER InputObject
    Audit records: JSON text (lines of a file too), objects of Search-UnifiedAuditLog or Import-Csv with their AuditData,
    or AuditData objects. Files are read with Get-Content or Import-Csv.

    .PARAMETER HomeTenantId
    Your tenant's id. Needed when records of several tenants are among them.

    .PARAMETER Directory
    Your users, to look ids up: objects with UserPrincipalName and Id, as Get-MgUser and Get-EntraUser give them.

    .PARAMETER AcceptedDomain
    Your own domains.

    .PARAMETER TrustedDomain
    Domains of partners, whose chats are not reported.

    .PARAMETER TrustedTenantId
    Tenants of partners, whose chats are not reported.

    .PARAMETER Sender
    Only chats that these people opened, by user principal name. Wildcards are allowed.

    .PARAMETER SenderDomain
    Only chats that people of these domains opened. Wildcards are allowed.

    .PARAMETER UserPrincipalName
    Only findings on these of your users. Wildcards are allowed.

    .PARAMETER ThreadId
    Only these chats.

    .PARAMETER Since
    Only findings whose deciding record is from this time or later.

    .PARAMETER Until
    Only findings whose deciding record is from before this time.

    .EXAMPLE
    Import-Csv audit.csv | Find-TeamsExternalChat

    Reads an export of the Purview portal.

    .EXAMPLE
    Search-UnifiedAuditLog -RecordType MicrosoftTeams -Operations ChatCreated, MemberAdded -StartDate $from -EndDate $to `
        -ResultSize 5000 | Find-TeamsExternalChat -SenderDomain itsupport-desk.onmicrosoft.com

    Searches, and keeps what one domain opened.

    .EXAMPLE
    Get-Content record.json | Find-TeamsExternalChat | Remove-TeamsChatAccessForUser

    Removes what a record from the portal's details pane makes certain, after asking.

    .INPUTS
    System.String, or objects with AuditData

    .OUTPUTS
    TeamsChatAccess.Finding

    .LINK
    Remove-TeamsChatAccessForUser
    #>
    [CmdletBinding()]
    [OutputType('TeamsChatAccess.Finding')]
    param(
        [Parameter(Mandatory = $true, ValueFromPipeline = $true)]
        [AllowNull()]
        [AllowEmptyString()]
        [AllowEmptyCollection()]
        [psobject[]] $InputObject,

        [string] $HomeTenantId,

        [psobject[]] $Directory,

        [string[]] $AcceptedDomain,

        [string[]] $TrustedDomain,

        [string[]] $TrustedTenantId,

        [SupportsWildcards()]
        [string[]] $Sender,

        [SupportsWildcards()]
        [string[]] $SenderDomain,

        [SupportsWildcards()]
        [string[]] $UserPrincipalName,

        [string[]] $ThreadId,

        [datetime] $Since,

        [datetime] $Until
    )

    begin {
        Import-TcaLibrary -Cmdlet $PSCmdlet
        $options = Get-TcaFindingOption -Parameters $PSBoundParameters -Cmdlet $PSCmdlet
        $records = [System.Collections.Generic.List[string]]::new()
        $pageSize = 200
        $items = 0
    }

    process {
        foreach ($item in @($InputObject)) {
            $items++
            $record = ConvertTo-TcaRecordText -InputObject $item -Cmdlet $PSCmdlet
            if ($null -ne $record) {
                $records.Add($record)
            }
        }
    }

    end {
        # What came and was no record is an error of its own.
        if ($records.Count -eq 0 -and $items -gt 0) {
            return
        }
        if ($records.Count -eq 0) {
            $PSCmdlet.WriteError((New-TcaErrorRecord -ErrorId 'NoRecords' -Category ObjectNotFound `
                -Message 'No audit record came through the pipeline.' `
                -NextStep 'Check the search or the file: an empty result is not the same as no external chats.'))
            return
        }
        $answer = $script:Attempt.ReadFindings([string]::Join("`n", $records), $options)
        if ($null -ne $answer.Failure) {
            $PSCmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer.Failure))
        }
        $findings = $answer.Value
        try {
            $answer = $script:Attempt.Summary($findings)
            if ($null -eq $answer.Failure) {
                Write-TcaSummary -Summary $answer.Value -Cmdlet $PSCmdlet
            }
            for ($offset = 0; $null -eq $answer.Failure; $offset += $pageSize) {
                $answer = $script:Attempt.Page($findings, $offset, $pageSize)
                if ($null -ne $answer.Failure -or $answer.Value.findings.Length -eq 0) {
                    break
                }
                foreach ($found in $answer.Value.findings) {
                    $finding = ConvertTo-TcaFinding -Finding $found
                    if (Test-TcaFinding -Finding $finding -Parameters $PSBoundParameters) {
                        $finding
                    }
                }
            }
            if ($null -ne $answer.Failure) {
                $PSCmdlet.ThrowTerminatingError((New-TcaErrorRecord -From $answer.Failure))
            }
        }
        finally {
            $findings.Dispose()
        }
    }
}
