# Loads the assembly and the native library at first use; what is wrong with them ends the call.
function Import-TcaLibrary {
    param($Cmdlet)

    if ($script:Attempt -is [object]) {
        return
    }
    try {
        $null = [System.Reflection.Assembly]::LoadFrom('{0}/TeamsChatAccess.Native.dll' -f $PSScriptRoot)
        $answer = [TeamsChatAccess.Attempt]::Load($script:Version)
    }
    catch {
        $answer = Get-TcaOtherCopy -Failure $_.Exception
    }
    if ($answer -is [System.Exception]) {
        Stop-TcaImport -Failure $answer -Cmdlet $Cmdlet
    }
    $script:Attempt = $answer
}

# Functions of their own: what a session does not come to is not compiled.

# What another copy's assembly answers, where the session has one in place of this copy's: it compares the versions. Without
# one it is the failure.
function Get-TcaOtherCopy {
    param([System.Exception] $Failure)

    try {
        [TeamsChatAccess.Attempt]::Load($script:Version)
    }
    catch {
        $Failure
    }
}

function Stop-TcaImport {
    param([System.Exception] $Failure, [System.Management.Automation.PSCmdlet] $Cmdlet)

    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -Message $Failure.GetBaseException().Message -ErrorId 'LibraryNotLoaded' `
        -Category ResourceUnavailable -Target $PSScriptRoot -NextStep ('Start a new PowerShell session and import one copy ' +
            'of the module. Without a library for this system in the module''s folder, install the module again.')))
}
