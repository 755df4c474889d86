// The calls for PowerShell: a failure comes back instead of being thrown, because an exception that a script catches
// still stands in $Error and -ErrorVariable, beside the error that the person is meant to see.

using System;
using System.IO;
using System.Security;

namespace TeamsChatAccess
{
    /// <summary>What a call gave, or why it failed.</summary>
    public sealed class Answer
    {
        public object Value { get; }
        public Exception Failure { get; }
        internal Answer(object value, Exception failure) { Value = value; Failure = failure; }
    }

    /// <summary>An object rather than a static class: scripts reach it through a variable.</summary>
    public sealed class Attempt
    {
        /// <summary>Loads the library for scripts that were written for these versions.</summary>
        public Answer Load(string folder, uint abiVersion, string assemblyVersion)
        {
            return Call(() =>
            {
                Library.RequireAssembly(abiVersion, assemblyVersion);
                Library.Load(folder);
                return Library.Location;
            });
        }

        public Answer CreateClient(string settings) { return Call(() => Client.Create(settings)); }

        public Answer SetToken(Client client, SecureString accessToken)
        {
            return Call(() => { client.SetToken(accessToken); return null; });
        }

        public Answer SignIn(Client client, string options) { return Call(() => client.SignIn(options)); }

        public Answer SignOut(Client client) { return Call(() => { client.SignOut(); return null; }); }

        public Answer Context(Client client) { return Call(() => Json.Read(client.Context())); }

        public Answer RegisterApp(Client client, string options)
        {
            return Call(() => client.RegisterApp(options));
        }

        public Answer UnregisterApp(Client client, string options)
        {
            return Call(() => client.UnregisterApp(options));
        }

        public Answer CheckIds(string tenantId, string userId, string threadId)
        {
            return Call(() => Json.Read(Client.CheckIds(tenantId, userId, threadId)));
        }

        public Answer Remove(Client client, string tenantId, string userId, string threadId)
        {
            return Call(() => client.Remove(tenantId, userId, threadId));
        }

        public Answer Wait(Operation operation, int milliseconds)
        {
            return Call(() => operation.Wait(milliseconds));
        }

        public Answer NewScan(string options) { return Call(() => Scan.Create(options)); }

        public Answer AddPath(Scan scan, string path) { return Call(() => { scan.AddPath(path); return null; }); }

        public Answer Push(Scan scan, string text) { return Call(() => { scan.Push(text); return null; }); }

        public Answer Start(Scan scan) { return Call(() => scan.Start()); }

        public Answer TakeFindings(Operation operation) { return Call(() => operation.TakeFindings()); }

        public Answer Page(Findings findings, long offset, int count)
        {
            return Call(() => Json.Read(findings.Page(offset, count)));
        }

        public Answer Summary(Findings findings) { return Call(() => Json.Read(findings.Summary())); }

        /// <summary>The last connection of this process that still is one.</summary>
        public Client SharedClient { get { return Library.SharedClient; } }

        public void Share(Client client) { Library.Share(client); }

        /// <summary>A file's text, in UTF-8 or with a byte order mark.</summary>
        public Answer ReadText(string path) { return Call(() => File.ReadAllText(path)); }

        public object ReadJson(string json) { return Json.Read(json); }

        public string WriteJson(object value) { return Json.Write(value); }

        private static Answer Call(Func<object> call)
        {
            try { return new Answer(call(), null); }
            catch (Exception failure) { return new Answer(null, failure); }
        }
    }
}
