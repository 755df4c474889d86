# Loads the assembly and the native library at first use; what is wrong with them ends the call.
function Import-TcaLibrary {
    param([System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($script:LibraryIsLoaded) {
        return
    }
    $problem = $null
    try {
        $file = "$PSScriptRoot/TeamsChatAccess.Native.dll"
        $null = [System.Reflection.Assembly]::LoadFrom($file)
    }
    catch {
        $problem = 'The assembly {0} could not be loaded: {1}' -f $file, $_.Exception.GetBaseException().Message
    }
    try {
        # The assembly that the session has may be another copy's: it compares the versions.
        $answer = [TeamsChatAccess.Attempt]::Load($PSScriptRoot, $script:AbiVersion, $script:ModuleVersion)
        if ($answer -isnot [System.Exception]) {
            $script:Attempt = $answer
            $script:LibraryIsLoaded = $true
            return
        }
        $problem = $answer.Message
    }
    catch {
        if (-not $problem) {
            $problem = $_.Exception.GetBaseException().Message
        }
    }
    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -Message $problem -ErrorId 'LibraryNotLoaded' `
        -Category ResourceUnavailable -Target $PSScriptRoot -NextStep ('Start a new PowerShell session and import one copy ' +
            'of the module. Without a library for this system in the module''s folder, install the module again.')))
}
