// The calls for PowerShell: a failure comes back instead of being thrown, because an exception that a script catches
// still stands in $Error and -ErrorVariable, beside the error that the person is meant to see.

using System;
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

    public static class Attempt
    {
        /// <summary>Loads the library for scripts that were written for these versions.</summary>
        public static Answer Load(string folder, uint abiVersion, string assemblyVersion)
        {
            return Call(() =>
            {
                Library.RequireAssembly(abiVersion, assemblyVersion);
                Library.Load(folder);
                return Library.Location;
            });
        }

        public static Answer CreateClient(string settings) { return Call(() => Client.Create(settings)); }

        public static Answer SetToken(Client client, SecureString accessToken)
        {
            return Call(() => { client.SetToken(accessToken); return null; });
        }

        public static Answer SignIn(Client client, string options) { return Call(() => client.SignIn(options)); }

        public static Answer SignOut(Client client) { return Call(() => { client.SignOut(); return null; }); }

        public static Answer Context(Client client) { return Call(() => Json.Read(client.Context())); }

        public static Answer RegisterApp(Client client, string options)
        {
            return Call(() => client.RegisterApp(options));
        }

        public static Answer UnregisterApp(Client client, string options)
        {
            return Call(() => client.UnregisterApp(options));
        }

        public static Answer CheckIds(string tenantId, string userId, string threadId)
        {
            return Call(() => Json.Read(Client.CheckIds(tenantId, userId, threadId)));
        }

        public static Answer Remove(Client client, string tenantId, string userId, string threadId)
        {
            return Call(() => client.Remove(tenantId, userId, threadId));
        }

        public static Answer Wait(Operation operation, int milliseconds)
        {
            return Call(() => operation.Wait(milliseconds));
        }

        public static Answer ReadFindings(string records, string options)
        {
            return Call(() => Findings.Read(records, options));
        }

        public static Answer Page(Findings findings, long offset, int count)
        {
            return Call(() => Json.Read(findings.Page(offset, count)));
        }

        public static Answer Summary(Findings findings) { return Call(() => Json.Read(findings.Summary())); }

        private static Answer Call(Func<object> call)
        {
            try { return new Answer(call(), null); }
            catch (Exception failure) { return new Answer(null, failure); }
        }
    }
}
