# A property's value, or nothing when there is none.
function Get-TcaProperty {
    param([psobject] $InputObject, [string] $Name)

    if ($null -eq $InputObject) {
        return
    }
    if ($InputObject -is [System.Collections.IDictionary]) {
        if ($InputObject.Contains($Name)) {
            return $InputObject[$Name]
        }
        # As a property is found: ConvertFrom-Json -AsHashtable makes dictionaries that know the case of their keys.
        foreach ($key in $InputObject.Keys) {
            if ($key -eq $Name) {
                return $InputObject[$key]
            }
        }
        return
    }
    $property = $InputObject.PSObject.Members[$Name]
    if ($null -ne $property) {
        $property.Value
    }
}
