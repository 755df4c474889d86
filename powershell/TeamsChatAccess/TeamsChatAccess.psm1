# Finds Teams chats that people outside the organisation opened, and removes them from users' view.
# The functions of Private/ and Public/ stand below in the built module, where powershell/build puts them.

Set-StrictMode -Version Latest

# The interface of the native library that these functions were written for.
$script:AbiVersion = [uint32]0x10000

# A step of waiting is short, so that Ctrl+C is served between two of them.
$script:StepMilliseconds = 150

# This runspace's own connection. Without one, and unless it was ended here, the process's last connection serves:
# thread jobs and ForEach-Object -Parallel work on behalf of the session that started them.
$script:Connection = $null
$script:HasDisconnected = $false

$ExecutionContext.SessionState.Module.OnRemove = {
    if ($null -ne $script:Connection) {
        $script:Connection.Dispose()
    }
}
