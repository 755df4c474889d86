"""Makes the tables of what Windows PowerShell 5.1 and .NET Framework 4.7.2 have. They are committed; this says how.

    python3 tables.py commands desktop-5.1.14393.206-windows.json >commands.txt
    python3 tables.py types 4.7.2-api/{mscorlib,System,System.Core,System.Security}.dll ... >types.txt

The first file is PSScriptAnalyzer's (Engine/Settings), the second kind is in Debian's package mono-devel
(/usr/lib/mono): reference assemblies, which hold what .NET Framework 4.7.2 exports and nothing else. Needs `dnfile`.
"""

import json
import re
import sys

MODULES = {"Core", "Utility", "Management", "Security", "Host", "Diagnostics", "Archive"}
# What a script of this project may want; a type that is not here is refused until somebody adds it.
NAMESPACES = {
    "System": """Action Action`1 Action`2 Activator AggregateException ArithmeticException Attribute Delegate DivideByZeroException
        EventHandler FlagsAttribute Func`1 Func`2 Func`3 IComparable IFormatProvider IndexOutOfRangeException MulticastDelegate
        NullReferenceException Nullable`1 OverflowException Predicate`1 Comparison`1 IAsyncResult AsyncCallback ValueType ArgumentException ArgumentNullException ArgumentOutOfRangeException Array BitConverter Boolean
        Byte Char Console ConsoleColor Convert DateTime DateTimeKind DateTimeOffset DayOfWeek Decimal Double Enum Environment
        Environment+SpecialFolder EnvironmentVariableTarget EventArgs Exception FormatException GC Guid IDisposable Int16 Int32
        Int64 IntPtr InvalidOperationException Math NotImplementedException NotSupportedException Nullable Object
        ObjectDisposedException OperatingSystem OperationCanceledException PlatformID Random SByte Single String
        StringComparer StringComparison StringSplitOptions TimeSpan TimeZoneInfo TimeoutException Type UInt16 UInt32 UInt64 UIntPtr
        UnauthorizedAccessException Uri UriBuilder UriFormatException UriKind Version Void AppDomain Lazy`1 Tuple
        DllNotFoundException BadImageFormatException EntryPointNotFoundException PlatformNotSupportedException""",
    "System.IO": """Directory DirectoryInfo DirectoryNotFoundException DriveInfo EndOfStreamException File FileAccess
        FileAttributes FileInfo FileMode FileNotFoundException FileShare FileStream FileSystemInfo IOException MemoryStream
        BinaryReader BinaryWriter InvalidDataException Path PathTooLongException SearchOption Stream StreamReader StreamWriter StringReader
        StringWriter TextReader TextWriter SeekOrigin""",
    "System.Text": "ASCIIEncoding Encoding StringBuilder UTF8Encoding UnicodeEncoding",
    "System.Text.RegularExpressions": "Capture Group GroupCollection Match MatchCollection Regex RegexOptions",
    "System.Collections": "ArrayList BitArray DictionaryEntry Hashtable IDictionary IEnumerable IEnumerator IList Queue SortedList Stack",
    "System.Collections.Generic": "Dictionary`2 HashSet`1 KeyValuePair`2 LinkedList`1 List`1 Queue`1 SortedDictionary`2 SortedSet`1 Stack`1 IEnumerable`1 IDictionary`2 IList`1 KeyNotFoundException EqualityComparer`1 ICollection`1 IComparer`1",
    "System.Collections.ObjectModel": "Collection`1 ReadOnlyCollection`1",
    "System.Collections.Concurrent": "BlockingCollection`1 ConcurrentBag`1 ConcurrentDictionary`2 ConcurrentQueue`1 ConcurrentStack`1",
    "System.Collections.Specialized": "NameValueCollection OrderedDictionary StringCollection",
    "System.ComponentModel": "Win32Exception",
    "System.Diagnostics": "Debugger FileVersionInfo Process ProcessModule ProcessStartInfo ProcessWindowStyle StackTrace Stopwatch",
    "System.Globalization": "CultureInfo DateTimeStyles NumberStyles",
    "System.Linq": "Enumerable",
    "System.Net": "Dns HttpListener HttpStatusCode IPAddress IPEndPoint NetworkCredential SecurityProtocolType ServicePointManager WebClient WebException WebProxy WebRequest WebUtility",
    "System.Net.Sockets": "NetworkStream SocketException TcpClient TcpListener",
    "System.Reflection": "Assembly AssemblyName BindingFlags ConstructorInfo FieldInfo MemberInfo MethodBase MethodInfo Module ParameterInfo PropertyInfo TargetInvocationException",
    "System.Runtime.InteropServices": "Architecture COMException GCHandle GCHandleType Marshal OSPlatform RuntimeInformation SafeHandle SEHException",
    "System.Security": "SecureString SecurityException",
    "System.Security.Cryptography": "AesCryptoServiceProvider HashAlgorithm MD5 ProtectedData DataProtectionScope RandomNumberGenerator RNGCryptoServiceProvider SHA1 SHA256 SHA384 SHA512 HMACSHA256 CryptographicException Aes RSA",
    "System.Security.Cryptography.X509Certificates": "X509Certificate X509Certificate2 X509Store StoreName StoreLocation OpenFlags",
    "System.Security.Principal": "WindowsBuiltInRole WindowsIdentity WindowsPrincipal",
    "System.Threading": "ApartmentState AutoResetEvent CancellationToken CancellationTokenSource EventWaitHandle Interlocked ManualResetEvent ManualResetEventSlim Monitor Mutex Semaphore SemaphoreSlim Thread ThreadPool Timer WaitHandle",
    "System.Threading.Tasks": "Task Task`1",
    "System.Xml": "XmlDocument XmlElement XmlNode XmlReader XmlTextReader",
}
WANTED = {space + "." + name for space, names in NAMESPACES.items() for name in names.split()}


def commands(path):
    with open(path, encoding="utf-8-sig") as file:
        modules = json.load(file)["Modules"]
    found = {}
    for module in modules:
        if module["Name"].removeprefix("Microsoft.PowerShell.") not in MODULES:
            continue
        for command in module.get("ExportedCommands") or []:
            sets = re.sub(r"<[^>]*>", "", command.get("ParameterSets") or "")
            names = dict.fromkeys(re.findall(r"(?<![\w-])-(\w+)", sets))
            found.setdefault(command["Name"], {}).update(names)
    for name in sorted(found, key=str.lower):
        print(" ".join([name, *found[name]]))


def types(paths):
    import dnfile

    found = {}
    for path in paths:
        tables = dnfile.dnPE(path).net.mdtables
        outer = {id(row.NestedClass.row): row.EnclosingClass.row for row in (tables.NestedClass or [])}
        owner = {id(m.row): str(td.TypeName) for td in tables.TypeDef for m in td.MethodList}
        expands = set()
        for attribute in tables.CustomAttribute:
            maker = attribute.Type.row
            if (hasattr(maker, "Class") and str(getattr(maker.Class.row, "TypeName", "")) or owner.get(id(maker))) == "ParamArrayAttribute":
                expands.add(id(attribute.Parent.row))
        for row in tables.TypeDef:
            if not (row.Flags.tdPublic or row.Flags.tdNestedPublic):
                continue
            at = outer.get(id(row))
            name = "%s.%s+%s" % (at.TypeNamespace, at.TypeName, row.TypeName) if at else "%s.%s" % (row.TypeNamespace, row.TypeName)
            if name in WANTED:
                collect(found.setdefault(name, {}), row, expands)
    for name in sorted(found, key=str.lower):
        print(" ".join([name, *(shown(member, counts) for member, counts in sorted(found[name].items()))]))
    for name in sorted(WANTED - set(found)):
        print("not found:", name, file=sys.stderr)


def collect(members, row, expands):
    """Methods as `Name/counts of arguments`, the rest as `Name`; what is static begins with `::`."""
    for field in row.FieldList:
        if field.row.Flags.fdPublic and str(field.row.Name) != "value__":
            members[("::" if field.row.Flags.fdStatic else "") + str(field.row.Name)] = None
    for method in row.MethodList:
        method = method.row
        name = str(method.Name)
        if not method.Flags.mdPublic or name.startswith(("op_", "add_", "remove_")) or "." in name.lstrip("."):
            continue
        prefix = "::" if method.Flags.mdStatic or name == ".ctor" else ""
        if name.startswith(("get_", "set_")):
            members[prefix + name[4:]] = None
            continue
        signature = method.Signature.value
        count = signature[2] if signature[0] & 0x10 else signature[1]
        counts = members.setdefault(prefix + ("new" if name == ".ctor" else name), set())
        if any(id(p.row) in expands for p in method.ParamList if p.row):
            counts.add("%d+" % (count - 1))
        else:
            counts.add(str(count))


def shown(member, counts):
    return member if counts is None else "%s/%s" % (member, ",".join(sorted(counts)))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    commands(sys.argv[2]) if sys.argv[1] == "commands" else types(sys.argv[2:])
