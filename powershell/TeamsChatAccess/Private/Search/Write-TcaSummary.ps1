# What was read: each input that could not be is an error with its name; what is missing is a warning.
function Write-TcaSummary {
    param([object] $Summary, [System.Management.Automation.PSCmdlet] $Cmdlet)

    foreach ($unread in $Summary['unread']) {
        $what = 'What came through the pipeline'
        if ($null -ne $unread['file']) {
            $what = $unread['file']
        }
        $how = '{0} could not be read'
        if ($unread['offset'] -gt 0) {
            $how = '{0} could not be read to its end, but to byte {1}'
        }
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UnreadInput' -Category InvalidData -Target $unread['file'] `
            -Message ('{0}: expected {1}, found {2}.' -f ($how -f $what, $unread['offset']), $unread['expected'], $unread['found']) `
            -NextStep 'Export it again, or leave it out. A finding may rest on what is missing.'))
    }
    foreach ($warning in $Summary['warnings']) {
        $Cmdlet.WriteWarning((Format-TcaSentence -Text $warning))
    }
    if ($Summary['errors'] -gt 0) {
        $Cmdlet.WriteWarning((Get-TcaProblemText -Summary $Summary))
    }
    if ($Summary['records'] -eq 0 -and $Summary['unread'].Length -eq 0) {
        $Cmdlet.WriteWarning('No audit record was in it: an empty result is not the same as no external chats.')
    }
    if ($Summary['filtered'] -gt 0 -and @($Summary['findings'].Values | Where-Object { $_ -gt 0 }).Count -eq 0) {
        $Cmdlet.WriteWarning(('The filters left all {0} findings out.' -f $Summary['filtered']))
    }
    $Cmdlet.WriteVerbose(('{0} records read: {1} are evidence, {2} unreadable. {3} findings were left out by filters.' -f
            $Summary['records'], $Summary['evidence'], $Summary['errors'], $Summary['filtered']))
}

# The first of the unreadable records, each with its place.
function Get-TcaProblemText {
    param([object] $Summary)

    $shown = 3
    $places = @(foreach ($problem in @($Summary['problems'] | Select-Object -First $shown)) {
            $place = 'record {0}' -f $problem['row']
            if ($null -ne $problem['file']) {
                $place = '{0}, {1}' -f $problem['file'], $place
            }
            if ($null -ne $problem['field']) {
                $place += ', field {0}' -f $problem['field']
            }
            '{0} (at byte {1}): expected {2}, found {3}' -f $place, $problem['offset'], $problem['expected'], $problem['found']
        })
    $text = 'Unreadable: {0}' -f [string]::Join('; ', [string[]]$places)
    $more = $Summary['errors'] - $places.Count
    if ($more -gt 0) {
        $text += '; and {0} more' -f $more
    }
    Format-TcaSentence -Text $text
}
