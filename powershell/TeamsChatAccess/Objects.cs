// Clients, operations, findings and scans as objects that free what they hold: one method for each function of theirs.

using System;
using System.Security;
using System.Text;

namespace TeamsChatAccess
{
    /// <summary>Settings of one cloud, tenant and app, with its tokens.</summary>
    public sealed class Client : Handle
    {
        private Client(ulong number) : base(number) { }
        internal override void Free(ulong held) { Native.tca_client_free(held); }

        public static Client Create(string settings)
        {
            byte[] bytes = Text.Utf8(settings);
            try
            {
                ulong client, error;
                int status = Native.tca_client_new(bytes, out client, out error);
                TeamsChatAccessException.Check(status, error);
                return new Client(client);
            }
            finally
            {
                Array.Clear(bytes, 0, bytes.Length);
            }
        }

        public void SetToken(SecureString accessToken)
        {
            byte[] bytes = Text.Utf8(accessToken);
            try
            {
                ulong error;
                int status = Native.tca_client_set_token(Number, bytes, out error);
                Check(status, error);
            }
            finally
            {
                Array.Clear(bytes, 0, bytes.Length);
            }
        }

        public Operation SignIn(string options)
        {
            ulong operation, error;
            int status = Native.tca_client_sign_in(Number, Text.Utf8(options), out operation, out error);
            Check(status, error);
            return new Operation(operation);
        }

        public void SignOut()
        {
            ulong error;
            int status = Native.tca_client_sign_out(Number, out error);
            Check(status, error);
        }

        public string Context()
        {
            ulong json, error;
            int status = Native.tca_client_context(Number, out json, out error);
            Check(status, error);
            return Text.Take(json);
        }

        public Operation FindApp(string options)
        {
            ulong operation, error;
            int status = Native.tca_app_find(Number, Text.Utf8(options), out operation, out error);
            Check(status, error);
            return new Operation(operation);
        }

        public Operation RegisterApp(string options)
        {
            ulong operation, error;
            int status = Native.tca_app_register(Number, Text.Utf8(options), out operation, out error);
            Check(status, error);
            return new Operation(operation);
        }

        public Operation UnregisterApp(string options)
        {
            ulong operation, error;
            int status = Native.tca_app_unregister(Number, Text.Utf8(options), out operation, out error);
            Check(status, error);
            return new Operation(operation);
        }

        /// <summary>The three ids as they will be used.</summary>
        public static string CheckIds(string tenantId, string userId, string threadId)
        {
            ulong ids, error;
            int status = Native.tca_removal_check(
                Text.Utf8(tenantId), Text.Utf8(userId), Text.Utf8(threadId), out ids, out error);
            TeamsChatAccessException.Check(status, error);
            return Text.Take(ids);
        }

        public Operation Remove(string tenantId, string userId, string threadId)
        {
            ulong operation, error;
            int status = Native.tca_removal_start(
                Number, Text.Utf8(tenantId), Text.Utf8(userId), Text.Utf8(threadId), null, out operation, out error);
            Check(status, error);
            return new Operation(operation);
        }
    }

    /// <summary>What <see cref="Operation.Wait"/> hands over.</summary>
    public enum EventKind { None = 0, Progress = 1, Prompt = 2, Log = 3, End = 4 }

    /// <summary>One event, with its JSON document.</summary>
    public sealed class Event
    {
        public EventKind Kind { get; }
        /// <summary>Null with <see cref="EventKind.None"/>.</summary>
        public string Json { get; }
        internal Event(EventKind kind, string json) { Kind = kind; Json = json; }
    }

    /// <summary>Something that takes time, running on the library's threads.</summary>
    public sealed class Operation : Handle
    {
        internal Operation(ulong number) : base(number) { }
        internal override void Free(ulong held) { Native.tca_operation_free(held); }

        public Event Wait(int milliseconds)
        {
            int kind;
            ulong json, error;
            int status = Native.tca_operation_wait(Number, (uint)milliseconds, out kind, out json, out error);
            Check(status, error);
            return new Event((EventKind)kind, Text.Take(json));
        }

        public string Prompt()
        {
            ulong json, error;
            int status = Native.tca_operation_prompt(Number, out json, out error);
            Check(status, error);
            return Text.Take(json);
        }

        /// <summary>The findings of a scan that has ended, once.</summary>
        public Findings TakeFindings()
        {
            ulong findings, error;
            int status = Native.tca_operation_take_findings(Number, out findings, out error);
            Check(status, error);
            return new Findings(findings);
        }

        public void Cancel()
        {
            ulong error;
            int status = Native.tca_operation_cancel(Number, out error);
            Check(status, error);
        }
    }

    /// <summary>Verdicts on the users of chats, from audit records.</summary>
    public sealed class Findings : Handle
    {
        internal Findings(ulong number) : base(number) { }
        internal override void Free(ulong held) { Native.tca_findings_free(held); }

        public static Findings Read(string records, string options)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(records);
            ulong findings, error;
            int status = Native.tca_findings_read(
                bytes, (UIntPtr)(uint)bytes.Length, Text.Utf8(options), out findings, out error);
            TeamsChatAccessException.Check(status, error);
            return new Findings(findings);
        }

        public string Page(long offset, int count)
        {
            ulong json, error;
            int status = Native.tca_findings_page(Number, (ulong)offset, (uint)count, out json, out error);
            Check(status, error);
            return Text.Take(json);
        }

        public string Summary()
        {
            ulong json, error;
            int status = Native.tca_findings_summary(Number, out json, out error);
            Check(status, error);
            return Text.Take(json);
        }
    }

    /// <summary>A search in exports of the audit log: files, folders, and text that is pushed.</summary>
    public sealed class Scan : Handle
    {
        private Scan(ulong number) : base(number) { }
        internal override void Free(ulong held) { Native.tca_scan_free(held); }

        public static Scan Create(string options)
        {
            ulong scan, error;
            int status = Native.tca_scan_new(Text.Utf8(options), out scan, out error);
            TeamsChatAccessException.Check(status, error);
            return new Scan(scan);
        }

        /// <summary>An absolute path: the process's directory is not the session's.</summary>
        public void AddPath(string path)
        {
            ulong error;
            int status = Native.tca_scan_add_path(Number, Text.Utf8(path), out error);
            Check(status, error);
        }

        /// <summary>A piece of the stream; NUL characters may be in it.</summary>
        public void Push(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            ulong error;
            int status = Native.tca_scan_push(Number, bytes, (UIntPtr)(uint)bytes.Length, out error);
            Check(status, error);
        }

        public Operation Start()
        {
            ulong operation, error;
            int status = Native.tca_scan_start(Number, out operation, out error);
            Check(status, error);
            return new Operation(operation);
        }
    }
}
