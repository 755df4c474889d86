# Gives PowerShell the views of the module's objects, before it is given the first of them.
function Import-TcaView {
    if (-not $script:Parts['View']) {
        Import-Module -Name "$PSScriptRoot/TeamsChatAccess.View.psd1" -Verbose:$false -Debug:$false
        $script:Parts['View'] = $true
    }
}
