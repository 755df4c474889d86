# The text with a capital letter and a full stop.
function Format-TcaSentence {
    param([string] $Text)

    $sentence = $Text.Trim()
    if ($sentence -cmatch '^[a-z]+[ ,]') {
        $sentence = $sentence.Substring(0, 1).ToUpperInvariant() + $sentence.Substring(1)
    }
    if ($sentence -notmatch '[.!?]$') {
        $sentence += '.'
    }
    $sentence
}
