// Loads the native library by absolute path: <folder>/<rid>/teams_chat_access.<dll|so|dylib>.

using System;
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
        public const uint AbiVersion = 1u << 16;

        private const string Name = "teams_chat_access";
        private static readonly object Gate = new object();
        private static IntPtr module;
        private static bool ready;

        /// <summary>The path that it was loaded from; null before.</summary>
        public static string Location { get; private set; }

        /// <summary>The last connection of this process, for runspaces that made none of their own.</summary>
        public static Client SharedClient { get; set; }

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

        private static bool IsWindows { get { return RuntimeInformation.IsOSPlatform(OSPlatform.Windows); } }
        private static bool IsMac { get { return RuntimeInformation.IsOSPlatform(OSPlatform.OSX); } }

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
                if (File.Exists(path))
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
            Type dotnet = Type.GetType("System.Runtime.InteropServices.NativeLibrary, System.Runtime.InteropServices");
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
                Type resolver = Type.GetType(
                    "System.Runtime.InteropServices.DllImportResolver, System.Runtime.InteropServices");
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
