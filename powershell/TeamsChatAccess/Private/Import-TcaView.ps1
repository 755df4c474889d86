# Gives PowerShell the views of the module's objects, before it is given the first of them. Without them the objects are the
# same, so that nothing ends for their sake: least of all a command that has already removed something.
function Import-TcaView {
    if (-not $script:Parts['View']) {
        $script:Parts['View'] = $true
        try {
            $null = Import-Module -Name ('{0}/TeamsChatAccess.View.psd1' -f $PSScriptRoot) -Verbose:$false -Debug:$false `
                -ErrorAction Ignore
        }
        catch {
            $script:Parts['View'] = $true
        }
    }
}
