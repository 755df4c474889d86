# Gives PowerShell the views of the module's objects, before it is given the first of them.
function Import-TcaView {
    if (-not $script:Parts['View']) {
        $null = Import-Module -Name ('{0}/TeamsChatAccess.View.psd1' -f $PSScriptRoot) -Verbose:$false -Debug:$false
        $script:Parts['View'] = $true
    }
}
