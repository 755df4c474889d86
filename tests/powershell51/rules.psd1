# What Windows PowerShell 5.1 has and lacks, beside the tables commands.txt and types.txt (tables.py says where those come from).
@{
    # Syntax that 5.1 cannot read: the name of a token or of a node of the tree, and what to write instead.
    Tokens = @{
        QuestionQuestion = '?? is of PowerShell 7; write an if'
        QuestionQuestionEquals = '??= is of PowerShell 7; write an if'
        QuestionDot = '?. is of PowerShell 7; ask for $null first'
        QuestionLBracket = '?[ is of PowerShell 7; ask for $null first'
        AndAnd = '&& is of PowerShell 7; write an if'
        OrOr = '|| is of PowerShell 7; write an if'
        Clean = 'clean blocks are of PowerShell 7.3; write try and finally'
    }
    Nodes = @{
        TernaryExpressionAst = 'the ternary operator is of PowerShell 7; write an if'
        PipelineChainAst = 'pipeline chains are of PowerShell 7; write an if'
    }
    # Automatic variables that 5.1 lacks; under strict mode reading one is an error there.
    Variables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'EnabledExperimentalFeatures',
        'PSNativeCommandArgumentPassing', 'PSNativeCommandUseErrorActionPreference'

    # Short names of types, and what they stand for.
    Accelerators = @{
        array = 'System.Array'; bool = 'System.Boolean'; byte = 'System.Byte'; char = 'System.Char'; datetime = 'System.DateTime'
        decimal = 'System.Decimal'; double = 'System.Double'; float = 'System.Single'; single = 'System.Single'; guid = 'System.Guid'
        hashtable = 'System.Collections.Hashtable'; int = 'System.Int32'; long = 'System.Int64'; string = 'System.String'
        sbyte = 'System.SByte'; timespan = 'System.TimeSpan'; uri = 'System.Uri'; version = 'System.Version'; void = 'System.Void'
        regex = 'System.Text.RegularExpressions.Regex'; cultureinfo = 'System.Globalization.CultureInfo'; type = 'System.Type'
        securestring = 'System.Security.SecureString'; ipaddress = 'System.Net.IPAddress'; IPEndpoint = 'System.Net.IPEndPoint'
        xml = 'System.Xml.XmlDocument'; X509Certificate = 'System.Security.Cryptography.X509Certificates.X509Certificate'
        scriptblock = ''; switch = ''; psobject = ''; pscustomobject = ''; ordered = ''; ref = ''; pscredential = ''; bigint = ''
        psmoduleinfo = ''; psvariable = ''; powershell = ''; runspacefactory = ''; runspace = ''; initialsessionstate = ''
        NullString = ''; WildcardPattern = ''; psprimitivedictionary = ''; psnoteproperty = ''; psscriptproperty = ''
        psscriptmethod = ''; psaliasproperty = ''; psvariableproperty = ''; mailaddress = ''; X500DistinguishedName = ''
        wmi = ''; wmiclass = ''; wmisearcher = ''; adsi = ''; adsisearcher = ''; ciminstance = ''; cimclass = ''; CimSession = ''
        ObjectSecurity = ''; PhysicalAddress = ''; pslistmodifier = ''
    }
    # Types of the engine, under System.Management.Automation.
    EngineTypes = @'
        ActionPreference AliasInfo ApplicationFailedException ApplicationInfo Breakpoint CallStackFrame CmdletInfo CommandInfo CommandNotFoundException CommandTypes
        CompletionResult CompletionResultType ConfirmImpact DebugRecord EngineIntrinsics ErrorCategory ErrorCategoryInfo ErrorDetails ErrorRecord
        FunctionInfo InformationRecord InvocationInfo ItemNotFoundException Job JobState LanguagePrimitives MethodInvocationException
        ParameterBindingException ParameterMetadata ParseException PathInfo PathIntrinsics PipelineStoppedException ProgressRecord ProgressRecordType
        PropertyNotFoundException PSAliasProperty PSArgumentException PSCmdlet PSCredential PSCustomObject PSDataCollection PSEventArgs PSInvalidOperationException
        PSMemberTypes PSModuleInfo PSNoteProperty PSObject PSParseError PSParser PSPrimitiveDictionary PSReference PSScriptMethod PSScriptProperty
        PSSerializer PSToken PSVariable RuntimeException ScriptBlock ScriptInfo SessionState SwitchParameter TerminateException VariablePath
        VerboseRecord WarningRecord WildcardOptions WildcardPattern ActionPreferenceStopException
        Host.ChoiceDescription Host.PSHost Host.PSHostUserInterface Internal.AutomationNull
        Language.Ast Language.AttributeAst Language.CommandAst Language.CommandParameterAst Language.ExpressionAst
        Language.FunctionDefinitionAst Language.MemberExpressionAst Language.InvokeMemberExpressionAst Language.NullString Language.ParamBlockAst Language.ParameterAst
        Language.ParseError Language.Parser Language.ScriptBlockAst Language.StringConstantExpressionAst Language.Token
        Language.TokenKind Language.TypeConstraintAst Language.TypeExpressionAst Language.VariableExpressionAst
        Runspaces.InitialSessionState Runspaces.Runspace Runspaces.RunspaceFactory Runspaces.RunspacePool
        Runspaces.RunspaceState Runspaces.SessionStateVariableEntry PowerShell
'@
    # Attributes, and the arguments that 5.1 knows by name.
    Attributes = @{
        Parameter = 'Mandatory Position ParameterSetName ValueFromPipeline ValueFromPipelineByPropertyName ValueFromRemainingArguments HelpMessage HelpMessageBaseName HelpMessageResourceId DontShow'
        CmdletBinding = 'SupportsShouldProcess ConfirmImpact DefaultParameterSetName SupportsPaging SupportsTransactions HelpUri PositionalBinding RemotingCapability'
        OutputType = 'ParameterSetName ProviderCmdlet'
        ValidateSet = 'IgnoreCase'; ValidatePattern = 'Options'; PSDefaultValue = 'Value Help'
        'System.Diagnostics.CodeAnalysis.SuppressMessageAttribute' = 'Justification Scope Target MessageId Category CheckId'
        'Diagnostics.CodeAnalysis.SuppressMessage' = 'Justification Scope Target MessageId Category CheckId'
        'Diagnostics.CodeAnalysis.SuppressMessageAttribute' = 'Justification Scope Target MessageId Category CheckId'
        Alias = ''; AllowNull = ''; AllowEmptyString = ''; AllowEmptyCollection = ''; ArgumentCompleter = ''; SupportsWildcards = ''
        ValidateNotNull = ''; ValidateNotNullOrEmpty = ''; ValidateScript = ''; ValidateRange = ''; ValidateCount = ''
        ValidateLength = ''; ValidateDrive = ''; ValidateUserDrive = ''; ValidateTrustedData = ''; Flags = ''; Credential = ''
        'System.Management.Automation.Credential' = ''; 'System.Management.Automation.CredentialAttribute' = ''
    }

    # Commands: common parameters with their short names, aliases of 5.1, commands that its modules give beside the table.
    CommonParameters = 'Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ErrorVariable', 'WarningVariable',
        'InformationVariable', 'OutVariable', 'OutBuffer', 'PipelineVariable', 'vb', 'db', 'ea', 'wa', 'infa', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv'
    Aliases = @{
        '%' = 'ForEach-Object'; foreach = 'ForEach-Object'; '?' = 'Where-Object'; where = 'Where-Object'; select = 'Select-Object'
        sort = 'Sort-Object'; group = 'Group-Object'; measure = 'Measure-Object'; ft = 'Format-Table'; fl = 'Format-List'; gc = 'Get-Content'
        cat = 'Get-Content'; type = 'Get-Content'; gci = 'Get-ChildItem'; ls = 'Get-ChildItem'; dir = 'Get-ChildItem'; gi = 'Get-Item'
        cd = 'Set-Location'; pushd = 'Push-Location'; popd = 'Pop-Location'; pwd = 'Get-Location'; echo = 'Write-Output'
        rm = 'Remove-Item'; del = 'Remove-Item'; cp = 'Copy-Item'; copy = 'Copy-Item'; mv = 'Move-Item'; move = 'Move-Item'; mkdir = 'New-Item'
        iex = 'Invoke-Expression'; icm = 'Invoke-Command'; irm = 'Invoke-RestMethod'; iwr = 'Invoke-WebRequest'; gcm = 'Get-Command'
        gm = 'Get-Member'; ipmo = 'Import-Module'; rmo = 'Remove-Module'; sleep = 'Start-Sleep'; tee = 'Tee-Object'; kill = 'Stop-Process'
        gps = 'Get-Process'; ps = 'Get-Process'; gv = 'Get-Variable'; sv = 'Set-Variable'; write = 'Write-Output'; cls = 'Clear-Host'
    }
    OtherCommands = 'Clear-Host', 'Get-Verb', 'Search-UnifiedAuditLog', 'Connect-ExchangeOnline', 'Connect-IPPSSession', 'Disconnect-ExchangeOnline',
        'Connect-AzAccount', 'Get-AzAccessToken', 'Get-AutomationPSCredential', 'Get-AutomationVariable', 'Get-AutomationConnection', 'Get-MgContext', 'Connect-MgGraph', 'Get-Secret', 'Set-Secret'
    # Values that a parameter of any command may have where it is written out.
    ParameterValues = @{
        Encoding = 'Unknown', 'String', 'Unicode', 'Byte', 'BigEndianUnicode', 'UTF8', 'UTF7', 'UTF32', 'Ascii', 'Default', 'Oem', 'BigEndianUTF32'
        ErrorAction = 'SilentlyContinue', 'Stop', 'Continue', 'Inquire', 'Ignore', 'Suspend'
        WarningAction = 'SilentlyContinue', 'Stop', 'Continue', 'Inquire', 'Ignore', 'Suspend'
    }
    # Parameters without which 5.1 does something else.
    Needed = @{
        'Export-Csv' = 'NoTypeInformation'; 'ConvertTo-Csv' = 'NoTypeInformation'
        'Invoke-WebRequest' = 'UseBasicParsing'; 'Invoke-RestMethod' = 'UseBasicParsing'
    }
    # How many arguments without a name a command takes, where PowerShell 7 takes more.
    Positional = @{ 'Join-Path' = 2 }
}
