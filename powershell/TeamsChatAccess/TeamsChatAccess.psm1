# Finds Teams chats that people outside the organisation opened, and removes them from users' view.
# The functions of Private/ and Public/ stand below in the built module, where powershell/build puts them; those of a folder
# in Private/ make a file of their own, a part.

Set-StrictMode -Version Latest

# Plain values: each conversion and member here would be paid for at every import.

# What these functions are, for the assembly that the session has: its version, and the native library's interface. One text:
# the first call of the assembly costs more with each argument.
$script:Version = '0.1.0.0, which needs interface 1.2'

# The parts that have been read, and the views.
$script:Parts = @{}

# The assembly's calls, once it is loaded. A variable, because each mention of a type that is not loaded yet is looked for
# in every assembly of the session while this script is read.
$script:Attempt = $null

# A step of waiting is short, so that Ctrl+C is served between two of them.
$script:StepMilliseconds = 150

# This runspace's own connection. Without one, and unless it was ended here, the process's last connection serves:
# thread jobs and ForEach-Object -Parallel work on behalf of the session that started them.
$script:Connection = $null
$script:HasDisconnected = $false
