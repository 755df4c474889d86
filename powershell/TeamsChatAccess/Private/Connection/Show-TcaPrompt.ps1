# What a person must do to sign in: shown on the host and in the information stream, in no log of the module's.
function Show-TcaPrompt {
    param([object] $Prompt)

    if ($Prompt['prompt'] -eq 'device_code') {
        Write-Host -Object $Prompt['message']
        return
    }
    if ($Prompt['opened']) {
        Write-Host -Object 'Sign in with the browser that was opened. If none appears, open this address on this machine:'
    }
    else {
        Write-Host -Object 'Open this address in a browser on this machine to sign in:'
    }
    Write-Host -Object $Prompt['signInUri']
}
