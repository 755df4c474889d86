# What was read: records that could not be are errors, each with its place; what is missing is a warning.
function Write-TcaSummary {
    [CmdletBinding()]
    param([object] $Summary, [System.Management.Automation.PSCmdlet] $Cmdlet)

    foreach ($warning in $Summary.warnings) {
        $Cmdlet.WriteWarning((Format-TcaSentence -Text $warning))
    }
    foreach ($problem in $Summary.problems) {
        $field = ''
        if ($null -ne $problem.field) {
            $field = ', field {0}' -f $problem.field
        }
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UnreadableRecord' -Category InvalidData `
            -Target ([pscustomobject]@{ Row = $problem.row; Offset = $problem.offset; Field = $problem.field }) `
            -Message ('Record {0} could not be read{1}: expected {2}, found {3}. The others were read.' -f $problem.row,
                $field, $problem.expected, $problem.found)))
    }
    $more = $Summary.errors - $Summary.problems.Length
    if ($more -gt 0) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UnreadableRecord' -Category InvalidData -Target $more `
            -Message ('{0} more records could not be read.' -f $more)))
    }
    $Cmdlet.WriteVerbose(('{0} records read: {1} are evidence, {2} unreadable.' -f $Summary.records, $Summary.evidence,
            $Summary.errors))
}
