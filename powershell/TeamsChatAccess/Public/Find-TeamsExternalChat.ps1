function Find-TeamsExternalChat {
    <#
    .SYNOPSIS
    Finds, in exports of the audit log, the chats that people outside the organisation opened with your users.

    .DESCRIPTION
    Reads exports of the audit log, or audit records from the pipeline, and gives a finding for each of your users in each
    external chat: who opened it (OpenedBy, Initiator), how sure it is whose chat that is (Class) and why (Reason). Nothing
    is sent. Give all records of a chat at once, in any order and in as many files as they are: the verdict is over its
    whole history. Files are read in constant memory, however large they are.

    An export is told by its content, not by its name: CSV of the Purview portal, of Search-UnifiedAuditLog | Export-Csv and
    of other tools, JSON in any arrangement, UTF-8 or UTF-16, also packed with gzip or zip.

    UserId is empty unless Class is Certain; what else is known stands in CandidateUserId. Findings bind to
    Remove-TeamsChatAccessForUser. A file that is no export is an error, and the others are read; what the records cannot
    show is a warning. Ctrl+C ends the search.

    .PARAMETER Path
    Exports: files, or folders with all files in them and below. Wildcards are allowed.

    .PARAMETER LiteralPath
    Exports, by names that are taken as they are: no character is a wildcard.

    .PARAMETER InputObject
    Audit records: the text of an export (line by line, as Get-Content gives it, or whole), objects of Search-UnifiedAuditLog
    or Import-Csv with their AuditData, or AuditData objects. Files, as Get-ChildItem gives them, are read like those of
    -LiteralPath. It is quicker to name files with -Path than to pipe what is in them.

    .PARAMETER HomeTenantId
    Your tenant's id. Needed when records of several tenants are among them.

    .PARAMETER Directory
    Your users, to look ids up: the path of a CSV with the columns UserPrincipalName and Id, or objects that have these two,
    as Get-MgUser and Get-EntraUser give them.

    .PARAMETER AcceptedDomain
    Your own domains.

    .PARAMETER TrustedDomain
    Domains of partners, whose chats are not reported.

    .PARAMETER TrustedTenantId
    Tenants of partners, whose chats are not reported.

    .PARAMETER Messages
    Message events count as evidence, too. A message alone proves no opener: what rests on it is for Review.

    .PARAMETER LearnIds
    Looks in every record of the log, of whatever service, for the ids of users that are known by name alone. Takes longer.

    .PARAMETER All
    Shows findings of class Skip, too: chats of partners, and meetings without anybody outside.

    .PARAMETER Strict
    The first thing that cannot be read ends the search with an error.

    .PARAMETER Sender
    Only chats that these people opened, by user principal name. * stands for any text.

    .PARAMETER SenderDomain
    Only chats that people of these domains opened. * stands for any text.

    .PARAMETER UserPrincipalName
    Only findings on these of your users. * stands for any text.

    .PARAMETER ThreadId
    Only these chats. * stands for any text.

    .PARAMETER Since
    Only findings whose deciding record (CreationTime) is from this time or later. A time without a zone is your own.

    .PARAMETER Until
    Only findings whose deciding record (CreationTime) is from before this time. A time without a zone is your own.

    .EXAMPLE
    Find-TeamsExternalChat -Path .\AuditLog*.csv

    Reads exports of the Purview portal.

    .EXAMPLE
    Find-TeamsExternalChat -Path D:\Exports -SenderDomain itsupport-desk.onmicrosoft.com -Directory .\users.csv |
        Where-Object Class -eq Certain | Remove-TeamsChatAccessForUser

    Reads a folder of exports, keeps what one domain opened, and removes what is certain, after asking.

    .EXAMPLE
    Search-UnifiedAuditLog -RecordType MicrosoftTeams -Operations ChatCreated, MemberAdded -StartDate $from -EndDate $to `
        -ResultSize 5000 | Find-TeamsExternalChat -Since (Get-Date).AddDays(-7)

    Searches, and keeps what happened in the last week.

    .EXAMPLE
    Get-Content record.json | Find-TeamsExternalChat

    Reads a record that was copied from the portal's details pane.

    .INPUTS
    System.String, System.IO.FileSystemInfo, or objects with AuditData

    .OUTPUTS
    TeamsChatAccess.Finding

    .LINK
    Remove-TeamsChatAccessForUser
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('TeamsChatAccess.Finding')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [string[]] $Path,

        [Parameter(Mandatory = $true, ParameterSetName = 'LiteralPath')]
        [Alias('LP')]
        [string[]] $LiteralPath,

        [Parameter(Mandatory = $true, ValueFromPipeline = $true, ParameterSetName = 'Records')]
        [AllowNull()]
        [AllowEmptyString()]
        [AllowEmptyCollection()]
        [psobject[]] $InputObject,

        [ValidateNotNullOrEmpty()]
        [string] $HomeTenantId,

        [ValidateNotNullOrEmpty()]
        [psobject[]] $Directory,

        [string[]] $AcceptedDomain,

        [string[]] $TrustedDomain,

        [string[]] $TrustedTenantId,

        [switch] $Messages,

        [switch] $LearnIds,

        [switch] $All,

        [switch] $Strict,

        [string[]] $Sender,

        [string[]] $SenderDomain,

        [string[]] $UserPrincipalName,

        [string[]] $ThreadId,

        [datetime] $Since,

        [datetime] $Until
    )

    begin {
        . Use-TcaPreference -Cmdlet $PSCmdlet
        Import-TcaPart -Name 'Operation', 'Search'
        Import-TcaLibrary -Cmdlet $PSCmdlet
        $search = Open-TcaSearch -Parameters $PSBoundParameters -Cmdlet $PSCmdlet
    }

    process {
        if ($search['TakesRecords']) {
            Add-TcaSearchItem -Search $search -Items @($InputObject) -Cmdlet $PSCmdlet
        }
    }

    end {
        Complete-TcaSearch -Search $search -Cmdlet $PSCmdlet
    }
}
