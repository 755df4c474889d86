# Loads the assembly and the native library at first use; what is wrong with them ends the call.
function Import-TcaLibrary {
    [CmdletBinding()]
    param([System.Management.Automation.PSCmdlet] $Cmdlet)

    if ($script:LibraryIsLoaded) {
        return
    }
    $problem = $null
    try {
        $file = [System.IO.Path]::Combine($PSScriptRoot, 'TeamsChatAccess.Native.dll')
        Import-Module -Name $file -ErrorAction Stop -Verbose:$false -Debug:$false
    }
    catch {
        $problem = 'The assembly {0} could not be loaded: {1}' -f $file, $_.Exception.GetBaseException().Message
    }
    $other = Get-TcaOtherCopy
    if ($other) {
        $problem = $other
    }
    if (-not $problem) {
        $answer = [TeamsChatAccess.Attempt]::Load($PSScriptRoot)
        if ($null -eq $answer.Failure) {
            $script:LibraryIsLoaded = $true
            return
        }
        $problem = $answer.Failure.Message
    }
    $Cmdlet.ThrowTerminatingError((New-TcaErrorRecord -Message $problem -ErrorId 'LibraryNotLoaded' `
        -Category ResourceUnavailable -Target $PSScriptRoot -NextStep ('Start a new PowerShell session and import one copy ' +
            'of the module. Without a library for this system in the module''s folder, install the module again.')))
}

# What to say when another copy of the module is in the session, with an assembly that is not this one's; else nothing.
function Get-TcaOtherCopy {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    try {
        $has = [TeamsChatAccess.Library]::AbiVersion
        $assembly = [TeamsChatAccess.Library].Assembly
    }
    catch {
        # There is none.
        return
    }
    $mine = $script:AbiVersion
    if ($has -ne $mine -or $assembly.GetName().Version -ne $script:ModuleVersion) {
        ('Another copy of the module is already loaded in this session: {0}, version {1} with interface {2}.{3}. This one is ' +
            'version {4} and needs interface {5}.{6}.') -f $assembly.Location, $assembly.GetName().Version, ($has -shr 16),
            ($has -band 0xFFFF), $script:ModuleVersion, ($mine -shr 16), ($mine -band 0xFFFF)
    }
}
