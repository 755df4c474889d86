# Reads functions when a session comes to them: what it does not do, it does not wait for. Each part is a file beside this
# one, and its functions are the module's.
function Import-TcaPart {
    param([string[]] $Name)

    foreach ($part in $Name) {
        if (-not $script:Parts[$part]) {
            . ('{0}/TeamsChatAccess.{1}.ps1' -f $PSScriptRoot, $part)
            $script:Parts[$part] = $true
        }
    }
}
