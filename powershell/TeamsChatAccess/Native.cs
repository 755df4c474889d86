// The C interface for .NET: the functions of include/teams_chat_access.h, declared once, and a handle that is freed for
// sure. It converts and decides nothing; the header is the manual.
//
// C# 6 and mscorlib alone, so that any compiler makes one assembly for .NET Framework 4.7.2, .NET and Mono.

using System;
using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using System.Threading;

namespace TeamsChatAccess
{
    /// <summary>The functions, in the order of the header. Handles are numbers; text goes in as UTF-8 with NUL.</summary>
    internal static class Native
    {
        private const string Name = "teams_chat_access";
        private const CallingConvention C = CallingConvention.Cdecl;

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_app_find(ulong client, byte[] options, out ulong operation, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_app_register(
            ulong client, byte[] options, out ulong operation, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_app_unregister(
            ulong client, byte[] options, out ulong operation, out ulong error);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_buffer_data(ulong buffer, out IntPtr data, out UIntPtr length);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_buffer_copy(
            ulong buffer, UIntPtr offset, byte[] into, UIntPtr capacity, out UIntPtr copied);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_buffer_free(ulong buffer);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_client_new(byte[] settings, out ulong client, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_client_set_token(ulong client, byte[] access_token, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_client_sign_in(
            ulong client, byte[] options, out ulong operation, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_client_sign_out(ulong client, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_client_context(ulong client, out ulong context, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_client_free(ulong client);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_status(ulong error, out int status);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_message(ulong error, out ulong message);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_next_step(ulong error, out ulong next_step);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_http_status(ulong error, out int http_status);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_service_code(ulong error, out ulong code);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_request_id(ulong error, out ulong request_id);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_client_request_id(ulong error, out ulong client_request_id);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_retry_after_ms(ulong error, out ulong retry_after_ms);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_json(ulong error, out ulong json);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_error_free(ulong error);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_findings_read(
            byte[] records, UIntPtr length, byte[] options, out ulong findings, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_findings_page(
            ulong findings, ulong offset, uint count, out ulong json, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_findings_summary(ulong findings, out ulong json, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_findings_free(ulong findings);

        [DllImport(Name, CallingConvention = C)]
        internal static extern uint tca_abi_version();
        [DllImport(Name, CallingConvention = C)]
        internal static extern IntPtr tca_version();
        [DllImport(Name, CallingConvention = C)]
        internal static extern IntPtr tca_status_name(int status);
        [DllImport(Name, CallingConvention = C)]
        internal static extern IntPtr tca_status_message(int status);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_shutdown(uint timeout_ms, out ulong error);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_operation_wait(
            ulong operation, uint timeout_ms, out int @event, out ulong json, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_operation_prompt(ulong operation, out ulong json, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_operation_take_findings(
            ulong operation, out ulong findings, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_operation_cancel(ulong operation, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_operation_free(ulong operation);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_removal_check(
            byte[] tenant_id, byte[] user_id, byte[] thread_id, out ulong ids, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_removal_start(
            ulong client, byte[] tenant_id, byte[] user_id, byte[] thread_id, byte[] options, out ulong operation,
            out ulong error);

        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_scan_new(byte[] options, out ulong scan, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_scan_add_path(ulong scan, byte[] path, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_scan_push(ulong scan, byte[] bytes, UIntPtr length, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_scan_start(ulong scan, out ulong operation, out ulong error);
        [DllImport(Name, CallingConvention = C)]
        internal static extern int tca_scan_free(ulong scan);
    }

    /// <summary>A failed call, with the facts behind it; what there was not is null.</summary>
    public sealed class TeamsChatAccessException : Exception
    {
        public int Status { get; }
        public string StatusName { get; }
        public string NextStep { get; private set; }
        public int? HttpStatus { get; private set; }
        public string ServiceCode { get; private set; }
        public string RequestId { get; private set; }
        public string ClientRequestId { get; private set; }
        public ulong? RetryAfterMilliseconds { get; private set; }

        public override string Message { get { return message; } }

        private string message;

        private TeamsChatAccessException(int status, string message)
        {
            this.message = message;
            Status = status;
            StatusName = Text.Constant(Native.tca_status_name(status));
        }

        /// <summary>Throws unless the status is success, and frees the error.</summary>
        internal static void Check(int status, ulong error)
        {
            if (status == 0) { return; }
            TeamsChatAccessException failure;
            try
            {
                ulong text;
                string message = error != 0 && Native.tca_error_message(error, out text) == 0 ? Text.Take(text) : null;
                failure = new TeamsChatAccessException(
                    status, message ?? Text.Constant(Native.tca_status_message(status)));
                if (error != 0) { failure.Fill(error); }
            }
            finally
            {
                Native.tca_error_free(error);
            }
            throw failure;
        }

        /// <summary>Says the same in a host's own words.</summary>
        internal void Translate(Func<string, string> words)
        {
            message = words(message);
            if (NextStep != null) { NextStep = words(NextStep); }
        }

        private void Fill(ulong error)
        {
            ulong text, milliseconds;
            int number;
            if (Native.tca_error_next_step(error, out text) == 0) { NextStep = Text.Take(text); }
            if (Native.tca_error_http_status(error, out number) == 0) { HttpStatus = number; }
            if (Native.tca_error_service_code(error, out text) == 0) { ServiceCode = Text.Take(text); }
            if (Native.tca_error_request_id(error, out text) == 0) { RequestId = Text.Take(text); }
            if (Native.tca_error_client_request_id(error, out text) == 0) { ClientRequestId = Text.Take(text); }
            if (Native.tca_error_retry_after_ms(error, out milliseconds) == 0)
            {
                RetryAfterMilliseconds = milliseconds;
            }
        }
    }

    /// <summary>Text on its way in and out.</summary>
    internal static class Text
    {
        /// <summary>UTF-8 with NUL; null stays null. A text that holds a NUL would arrive cut short: refused.</summary>
        internal static byte[] Utf8(string text)
        {
            if (text == null) { return null; }
            if (text.IndexOf('\0') >= 0) { throw new ArgumentException("the text holds a NUL character"); }
            return Encoding.UTF8.GetBytes(text + "\0");
        }

        /// <summary>A secret as UTF-8 with NUL, with no copy left behind; the caller overwrites it.</summary>
        internal static byte[] Utf8(SecureString secret)
        {
            char[] characters = new char[secret.Length];
            GCHandle pinned = GCHandle.Alloc(characters, GCHandleType.Pinned);
            IntPtr memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
            try
            {
                Marshal.Copy(memory, characters, 0, characters.Length);
                byte[] bytes = new byte[Encoding.UTF8.GetByteCount(characters) + 1];
                Encoding.UTF8.GetBytes(characters, 0, characters.Length, bytes, 0);
                return bytes;
            }
            finally
            {
                Marshal.ZeroFreeGlobalAllocUnicode(memory);
                Array.Clear(characters, 0, characters.Length);
                pinned.Free();
            }
        }

        /// <summary>The text of a buffer, which is freed; null for none.</summary>
        internal static string Take(ulong buffer)
        {
            if (buffer == 0) { return null; }
            try
            {
                IntPtr data;
                UIntPtr length;
                TeamsChatAccessException.Check(Native.tca_buffer_data(buffer, out data, out length), 0);
                byte[] bytes = new byte[(int)length];
                Marshal.Copy(data, bytes, 0, bytes.Length);
                return Encoding.UTF8.GetString(bytes);
            }
            finally
            {
                Native.tca_buffer_free(buffer);
            }
        }

        /// <summary>A text that is the library's for good.</summary>
        internal static string Constant(IntPtr text)
        {
            int length = 0;
            while (Marshal.ReadByte(text, length) != 0) { length++; }
            byte[] bytes = new byte[length];
            Marshal.Copy(text, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>A number of the library, freed once: by Dispose, or when nobody holds it any more.</summary>
    public abstract class Handle : CriticalFinalizerObject, IDisposable
    {
        private long number;

        internal Handle(ulong number) { this.number = (long)number; }
        ~Handle() { Release(); }

        internal ulong Number { get { return (ulong)Interlocked.Read(ref number); } }

        public bool IsDisposed { get { return Number == 0; } }

        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            ulong held = (ulong)Interlocked.Exchange(ref number, 0);
            if (held != 0) { Free(held); }
        }

        internal abstract void Free(ulong held);

        /// <summary>Ends a call that used the number: it must not be freed before.</summary>
        internal void Check(int status, ulong error)
        {
            GC.KeepAlive(this);
            TeamsChatAccessException.Check(status, error);
        }
    }
}
