// The calls for PowerShell: a failure comes back instead of being thrown, because an exception that a script catches
// still stands in $Error and -ErrorVariable, beside the error that the person is meant to see.

using System;
using System.Collections;
using System.IO;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Security;

namespace TeamsChatAccess
{
    /// <summary>
    /// Each call gives its value, or the exception why there is none. An object rather than a static class: scripts reach
    /// it through a variable.
    /// </summary>
    public sealed class Attempt
    {
        private Attempt() { }

        /// <summary>Loads the library beside this assembly for scripts of this version, and gives the calls.</summary>
        public static object Load(string version)
        {
            return Call(() =>
            {
                Library.RequireAssembly(version);
                Library.Load(Path.GetDirectoryName(typeof(Attempt).Assembly.Location));
                return new Attempt();
            });
        }

        /// <summary>A client's settings, from the parameters of a command and these members.</summary>
        public object Settings(IDictionary parameters, Hashtable more)
        {
            return Call(() => Parameters.Settings(parameters, more));
        }

        /// <summary>A search's options, from the parameters of a command and these members.</summary>
        public object Options(IDictionary parameters, Hashtable more)
        {
            return Call(() => Parameters.Options(parameters, more));
        }

        /// <summary>Gives settings and options of a failure's message their parameters' names.</summary>
        public void NameParameters(TeamsChatAccessException failure) { failure.Translate(Parameters.InWords); }

        /// <summary>A text of the library's with the names of parameters in place of its members'.</summary>
        public string InWords(string text) { return Parameters.InWords(text ?? ""); }

        public object CreateClient(string settings) { return Call(() => Client.Create(settings)); }

        /// <summary>A client that has a token.</summary>
        public object CreateClient(string settings, SecureString accessToken)
        {
            return Call(() =>
            {
                Client client = Client.Create(settings);
                try
                {
                    client.SetToken(accessToken);
                    return client;
                }
                catch
                {
                    client.Dispose();
                    throw;
                }
            });
        }

        /// <summary>The same, for every runspace of the process that makes no connection of its own.</summary>
        public object Connect(string settings, SecureString accessToken)
        {
            object client = CreateClient(settings, accessToken);
            if (client is Client) { Library.Share((Client)client); }
            return client;
        }

        public object SignIn(Client client, string options) { return Call(() => client.SignIn(options)); }

        public object SignOut(Client client) { return Call(() => { client.SignOut(); return null; }); }

        public object Context(Client client) { return Call(() => Json.Read(client.Context())); }

        public object RegisterApp(Client client, string options)
        {
            return Call(() => client.RegisterApp(options));
        }

        public object UnregisterApp(Client client, string options)
        {
            return Call(() => client.UnregisterApp(options));
        }

        /// <summary>What a registration made; nothing stays nothing.</summary>
        public Created Created(Hashtable document) { return document == null ? null : new Created(document); }

        /// <summary>The same, from its text.</summary>
        public object ReadCreated(string text) { return Call(() => (Hashtable)Json.Read(text)); }

        public object CheckIds(string tenantId, string userId, string threadId)
        {
            return Call(() => Json.Read(Client.CheckIds(tenantId, userId, threadId)));
        }

        public object Remove(Client client, string tenantId, string userId, string threadId)
        {
            return Call(() => client.Remove(tenantId, userId, threadId));
        }

        public object Wait(Operation operation, int milliseconds)
        {
            return Call(() => operation.Wait(milliseconds));
        }

        public object NewScan(string options) { return Call(() => Scan.Create(options)); }

        public object AddPath(Scan scan, string path) { return Call(() => { scan.AddPath(path); return null; }); }

        /// <summary>A text that ends its line.</summary>
        public object PushLine(Scan scan, string text)
        {
            return Call(() => { scan.Push(text + "\n"); return null; });
        }

        public object Start(Scan scan) { return Call(() => scan.Start()); }

        public object TakeFindings(Operation operation) { return Call(() => operation.TakeFindings()); }

        /// <summary>Findings from this one on; none when there are no more.</summary>
        public object Page(Findings findings, long offset, int count)
        {
            return Call(() =>
            {
                object[] page = (object[])((Hashtable)Json.Read(findings.Page(offset, count)))["findings"];
                return Array.ConvertAll(page, found => new Finding((Hashtable)found));
            });
        }

        public object Summary(Findings findings) { return Call(() => Json.Read(findings.Summary())); }

        /// <summary>The last connection of this process that still is one.</summary>
        public Client SharedClient { get { return Library.SharedClient; } }

        public void Share(Client client) { Library.Share(client); }

        /// <summary>
        /// Asks with a command's own ShouldProcess or ShouldContinue, which are reached by name: this assembly knows nothing
        /// of PowerShell's. A pipeline that is being stopped stops.
        /// </summary>
        public object Ask(object cmdlet, string question, string[] texts)
        {
            try
            {
                Type[] kinds = Array.ConvertAll(texts, text => typeof(string));
                return cmdlet.GetType().GetMethod(question, kinds).Invoke(cmdlet, texts);
            }
            catch (TargetInvocationException failure)
            {
                Exception why = failure.InnerException;
                if (why.GetType().Name == "PipelineStoppedException") { ExceptionDispatchInfo.Capture(why).Throw(); }
                return why;
            }
        }

        /// <summary>A file's text, in UTF-8 or with a byte order mark.</summary>
        public object ReadText(string path) { return Call(() => File.ReadAllText(path)); }

        public object ReadJson(string json) { return Json.Read(json); }

        public string WriteJson(object value) { return Json.Write(value); }

        /// <summary>A word of the library's as PowerShell writes it: not_found becomes NotFound.</summary>
        public string PascalCase(string word) { return Words.PascalCase(word); }

        /// <summary>A moment of the library's as UTC; nothing stays nothing.</summary>
        public object Time(string moment) { return Words.Time(moment); }

        private static object Call(Func<object> call)
        {
            try { return call(); }
            catch (Exception failure) { return failure; }
        }
    }
}
