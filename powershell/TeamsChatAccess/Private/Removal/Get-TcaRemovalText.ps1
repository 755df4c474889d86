# What a removal does, in words for the person who confirms it: whom, which chat, who opened it, and that it is final.
function Get-TcaRemovalText {
    param(
        [hashtable] $Ids,
        [psobject] $InputObject,
        [string] $Account
    )

    $who = [string](Get-TcaProperty -InputObject $InputObject -Name 'UserPrincipalName')
    $user = $Ids['userId']
    if ($who) {
        $user = '{0} ({1})' -f $who, $Ids['userId']
    }
    $opened = ''
    $initiator = Get-TcaProperty -InputObject $InputObject -Name 'Initiator'
    if ($null -ne $initiator -and $initiator -isnot [string]) {
        # As the library's own documents have it.
        $initiator = Get-TcaProperty -InputObject $initiator -Name 'UserPrincipalName'
    }
    if ($initiator) {
        $opened = ', opened by {0},' -f $initiator
    }
    $by = ''
    if ($Account) {
        $by = ' as {0}' -f $Account
    }
    'Remove the chat {0}{1} from the view of {2} in tenant {3}{4}. There is no undo: keep the evidence first.' -f
        $Ids['threadId'], $opened, $user, $Ids['tenantId'], $by
}
