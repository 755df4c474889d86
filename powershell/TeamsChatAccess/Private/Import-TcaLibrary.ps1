# Loads the assembly and the native library at first use, and throws what is wrong with them.
function Import-TcaLibrary {
    [CmdletBinding()]
    param([System.Management.Automation.PSCmdlet] $Cmdlet)

    $file = [System.IO.Path]::Combine($PSScriptRoot, 'TeamsChatAccess.Native.dll')
    $problem = $null
    try {
        $type = 'TeamsChatAccess.Library' -as [type]
        if ($null -eq $type) {
            Import-Module -Name $file -ErrorAction Stop -Verbose:$false -Debug:$false
            $type = 'TeamsChatAccess.Library' -as [type]
        }
        if ($type::AbiVersion -ne $script:AbiVersion) {
            $problem = ('The assembly in {0} is for interface {1}.{2} of the native library, and this module is for {3}.{4}. ' +
                'Another copy of the module is already loaded in this session.') -f $type.Assembly.Location,
                ($type::AbiVersion -shr 16), ($type::AbiVersion -band 0xFFFF), ($script:AbiVersion -shr 16),
                ($script:AbiVersion -band 0xFFFF)
        }
        else {
            $answer = [TeamsChatAccess.Attempt]::Load($PSScriptRoot)
            if ($null -eq $answer.Failure) {
                return
            }
            $problem = $answer.Failure.Message
        }
    }
    catch {
        $problem = $_.Exception.GetBaseException().Message
    }
    $record = New-TcaErrorRecord -Message $problem -ErrorId 'LibraryNotLoaded' -Category ResourceUnavailable `
        -Target $PSScriptRoot -NextStep ('Start a new PowerShell session and import one copy of the module. Without a library ' +
        'for this system in the module''s folder, install the module again.')
    $Cmdlet.ThrowTerminatingError($record)
}
