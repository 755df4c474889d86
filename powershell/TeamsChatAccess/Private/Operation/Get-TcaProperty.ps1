# A property's value, or nothing when there is none.
function Get-TcaProperty {
    param([psobject] $InputObject, [string] $Name)

    if ($null -eq $InputObject) {
        return
    }
    if ($InputObject -is [System.Collections.IDictionary]) {
        return $InputObject[$Name]
    }
    $property = $InputObject.PSObject.Members[$Name]
    if ($null -ne $property) {
        $property.Value
    }
}
