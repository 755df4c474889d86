# The views of the module's objects, a module within it: PowerShell makes all its views anew for each that is added, so that
# they wait for the first object. They go with the module.
@{
    ModuleVersion        = '0.1.0'
    GUID                 = '3e0c5d0a-6b64-4f1c-9d5b-8c1f0a7d2e46'
    Author               = 'The teams-chat-access authors'
    CompanyName          = 'The teams-chat-access authors'
    Copyright            = '(c) The teams-chat-access authors. MIT or Apache-2.0.'
    Description          = 'The views of TeamsChatAccess.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess     = @('TeamsChatAccess.View.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
