# What was read: records that could not be are errors, each with its place; what is missing is a warning.
function Write-TcaSummary {
    [CmdletBinding()]
    param([object] $Summary, [System.Management.Automation.PSCmdlet] $Cmdlet)

    foreach ($warning in @($Summary.warnings)) {
        Write-Warning -Message (Format-TcaSentence -Text $warning)
    }
    $problems = @($Summary.problems)
    foreach ($problem in $problems) {
        $text = $problem
        if ($problem -isnot [string]) {
            $text = (@($problem.PSObject.Properties | ForEach-Object -Process { '{0}: {1}' -f $_.Name, $_.Value }) -join ', ')
        }
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UnreadableRecord' -Category InvalidData -Target $problem `
            -Message ('A record could not be read: {0}' -f $text) -NextStep 'The other records were read.'))
    }
    if ($Summary.errors -gt $problems.Count) {
        $Cmdlet.WriteError((New-TcaErrorRecord -ErrorId 'UnreadableRecord' -Category InvalidData `
            -Target ($Summary.errors - $problems.Count) `
            -Message ('{0} more records could not be read.' -f ($Summary.errors - $problems.Count))))
    }
    Write-Verbose -Message ('{0} records read: {1} are evidence, {2} unreadable.' -f $Summary.records, $Summary.evidence,
        $Summary.errors)
}
