# Loads the assembly and the native library at first use; what is wrong with them ends the call.
function Import-TcaLibrary {
    param($Cmdlet)

    if ($script:Attempt -is [object]) {
        return
    }
    $answer = $null
    try {
        $null = [System.Reflection.Assembly]::LoadFrom('{0}/TeamsChatAccess.Native.dll' -f $PSScriptRoot)
    }
    catch {
        $answer = $_.Exception
    }
    try {
        # The assembly that the session has may be another copy's: it compares the versions.
        $answer = [TeamsChatAccess.Attempt]::Load($PSScriptRoot, $script:AbiVersion, $script:ModuleVersion)
    }
    catch {
        if ($answer -isnot [System.Exception]) {
            $answer = $_.Exception
        }
    }
    if ($answer -is [System.Exception]) {
        Stop-TcaImport -Failure $answer -Cmdlet $Cmdlet
    }
    $script:Attempt = $answer
}

# A function of its own: what a session does not come to is not compiled.
function Stop-TcaImport {
    param([System.Exception] $Failure, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -Message $Failure.GetBaseException().Message -ErrorId 'LibraryNotLoaded' `
        -Category ResourceUnavailable -Target $PSScriptRoot -NextStep ('Start a new PowerShell session and import one copy ' +
            'of the module. Without a library for this system in the module''s folder, install the module again.')))
}
