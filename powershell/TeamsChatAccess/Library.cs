// Loads the native library by absolute path: <folder>/<rid>/teams_chat_access.<dll|so|dylib>.

using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace TeamsChatAccess
{
    /// <summary>The loaded library: where it lies and which one it is.</summary>
    public static class Library
    {
        /// <summary>The interface that this assembly was written for, major &lt;&lt; 16 | minor.</summary>
        public const uint AbiVersion = 1u << 16 | 2;

        private const string Name = "teams_chat_access";
        private static readonly object Gate = new object();
        private static IntPtr module;
        private static bool ready;

        /// <summary>The path that it was loaded from; null before.</summary>
        public static string Location { get; private set; }

        private static readonly List<Client> Connections = new List<Client>();

        /// <summary>The last connection of this process that still is one, for runspaces that made none.</summary>
        public static Client SharedClient
        {
            get
            {
                lock (Connections)
                {
                    Connections.RemoveAll(client => client.IsDisposed);
                    return Connections.Count == 0 ? null : Connections[Connections.Count - 1];
                }
            }
        }

        /// <summary>Holds a connection until it is disposed of.</summary>
        public static void Share(Client client)
        {
            lock (Connections) { Connections.Add(client); }
            AppDomain.CurrentDomain.SetData("TeamsChatAccess.Connected", true);
        }

        public static string Version { get { return Text.Constant(Native.tca_version()); } }

        /// <summary>The system and processor of this process, in .NET's words, like win-x64.</summary>
        public static string RuntimeId
        {
            get
            {
                string system = IsWindows ? "win" : IsMac ? "osx" : "linux";
                return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            }
        }

        private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

        /// <summary>Refuses to serve the scripts of another copy of the module.</summary>
        internal static void RequireAssembly(string wanted)
        {
            Assembly here = typeof(Library).Assembly;
            string version = here.GetName().Version.ToString();
            if (wanted == version + ", which needs interface " + Show(AbiVersion)) { return; }
            throw new BadImageFormatException(
                "Another copy of the module is already loaded in this session: version " + version + " with interface "
                + Show(AbiVersion) + " from " + here.Location + ". This one is version " + wanted + ".");
        }

        /// <summary>Loads the library of this system from below the folder, once for the process.</summary>
        public static void Load(string folder)
        {
            string file = IsWindows ? Name + ".dll" : IsMac ? Name + ".dylib" : Name + ".so";
            string below = Path.Combine(folder, RuntimeId);
            LoadFirst(Path.Combine(below, file), Path.Combine(below, "lib" + file));
        }

        /// <summary>Loads the first of these files that exists, once for the process.</summary>
        public static void LoadFirst(params string[] paths)
        {
            lock (Gate)
            {
                if (ready) { return; }
                if (module == IntPtr.Zero) { module = Open(paths); }
                CompareVersions();
                ready = true;
            }
        }

        private static IntPtr Open(string[] paths)
        {
            StringBuilder tried = new StringBuilder();
            foreach (string path in paths)
            {
                string reason = "there is no such file";
                if (File.Exists(path) && IsCutShort(path))
                {
                    reason = "the file is cut short";
                }
                else if (File.Exists(path))
                {
                    IntPtr opened = OpenFile(Path.GetFullPath(path), out reason);
                    if (opened != IntPtr.Zero)
                    {
                        Location = Path.GetFullPath(path);
                        return opened;
                    }
                }
                tried.Append("\n  ").Append(path).Append(": ").Append(reason);
            }
            throw new DllNotFoundException(
                "The native library could not be loaded for this system, " + RuntimeId + ". Tried:" + tried);
        }

        // Linux maps what the program headers promise and kills the process when the file ends before.
        private static bool IsCutShort(string path)
        {
            using (FileStream file = File.OpenRead(path))
            {
                BinaryReader reader = new BinaryReader(file);
                // 64-bit ELF with the low byte first; others are for the system to judge.
                if (file.Length < 64 || reader.ReadUInt32() != 0x464C457F || reader.ReadUInt16() != 0x0102)
                {
                    return false;
                }
                file.Position = 32;
                long headers = reader.ReadInt64(), sections = reader.ReadInt64();
                file.Position = 54;
                int size = reader.ReadUInt16(), count = reader.ReadUInt16();
                // The table of sections comes last in what linkers write.
                if (sections + (long)reader.ReadUInt16() * reader.ReadUInt16() > file.Length) { return true; }
                for (int index = 0; index < count; index++)
                {
                    long header = headers + index * size;
                    if (header < 0 || header + 56 > file.Length) { return true; }
                    file.Position = header + 8;
                    long offset = reader.ReadInt64();
                    file.Position = header + 32;
                    if (offset + reader.ReadInt64() > file.Length) { return true; }
                }
                return false;
            }
        }

        private static void CompareVersions()
        {
            uint has = Native.tca_abi_version();
            if (has >> 16 == AbiVersion >> 16 && (has & 0xFFFF) >= (AbiVersion & 0xFFFF)) { return; }
            throw new BadImageFormatException(
                "The native library has interface " + Show(has) + ", and this module needs " + Show(AbiVersion)
                + " (" + Location + ")." + (others
                    ? " Another copy of the library is already loaded in this session: start a new one." : ""));
        }

        private static string Show(uint version) { return (version >> 16) + "." + (version & 0xFFFF); }

        // .NET is told which file the declarations mean. .NET Framework and Mono find a library that is loaded already
        // by its base name, and so another copy, should one have come before.

        private static bool others;

        private static IntPtr OpenFile(string path, out string reason)
        {
            Type dotnet = typeof(Marshal).Assembly.GetType("System.Runtime.InteropServices.NativeLibrary");
            if (dotnet != null) { return OpenInDotnet(dotnet, path, out reason); }
            others = IsWindows ? GetModuleHandleW(Name + ".dll") != IntPtr.Zero
                : dlopen("lib" + Name + ".so", NoLoad) != IntPtr.Zero;
            IntPtr opened = IsWindows ? LoadLibraryExW(path, IntPtr.Zero, FromItsFolderOrSystem) : dlopen(path, Now);
            if (opened != IntPtr.Zero)
            {
                reason = null;
            }
            else if (IsWindows)
            {
                reason = Marshal.GetExceptionForHR(Marshal.GetHRForLastWin32Error()).Message;
            }
            else
            {
                reason = Marshal.PtrToStringAnsi(dlerror());
            }
            return opened;
        }

        private static IntPtr OpenInDotnet(Type dotnet, string path, out string reason)
        {
            try
            {
                object opened = dotnet.GetMethod("Load", new[] { typeof(string) }).Invoke(null, new object[] { path });
                Type resolver = dotnet.Assembly.GetType("System.Runtime.InteropServices.DllImportResolver");
                MethodInfo resolve = typeof(Library).GetMethod("Resolve", BindingFlags.NonPublic | BindingFlags.Static);
                dotnet.GetMethod("SetDllImportResolver").Invoke(
                    null, new object[] { typeof(Library).Assembly, Delegate.CreateDelegate(resolver, resolve) });
                reason = null;
                return (IntPtr)opened;
            }
            catch (TargetInvocationException failure)
            {
                reason = failure.InnerException.Message.Trim();
                return IntPtr.Zero;
            }
        }

        private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? search)
        {
            return name == Name ? module : IntPtr.Zero;
        }

        private const uint FromItsFolderOrSystem = 0x100 | 0x800;
        private const int Now = 2, NoLoad = 4 | 1;

        [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
        private static extern IntPtr LoadLibraryExW(string path, IntPtr reserved, uint flags);
        [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true)]
        private static extern IntPtr GetModuleHandleW(string name);
        [DllImport("libdl.so.2", CharSet = CharSet.Ansi)]
        private static extern IntPtr dlopen(string path, int flags);
        [DllImport("libdl.so.2")]
        private static extern IntPtr dlerror();
    }
}
