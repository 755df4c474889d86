@{
    RootModule           = 'TeamsChatAccess.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '7b1f6c2e-93d5-4a0b-8c47-52e6d0b9f3a1'
    Author               = 'The teams-chat-access authors'
    CompanyName          = 'The teams-chat-access authors'
    Copyright            = '(c) The teams-chat-access authors. MIT or Apache-2.0.'
    Description          = 'Finds Teams chats that people outside the organisation opened, and removes them from users'' view.'
    PowerShellVersion    = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Connect-TeamsChatAccess'
        'Disconnect-TeamsChatAccess'
        'Find-TeamsExternalChat'
        'Get-TeamsChatAccessContext'
        'Register-TeamsChatAccessApp'
        'Remove-TeamsChatAccessForUser'
        'Unregister-TeamsChatAccessApp'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('MicrosoftTeams', 'MicrosoftGraph', 'AuditLog', 'IncidentResponse', 'PSEdition_Desktop', 'PSEdition_Core',
                'Windows', 'Linux', 'MacOS')
        }
    }
}
