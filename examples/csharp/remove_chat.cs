// Removes one chat from one user's view, in plain steps, on .NET Framework, .NET or Mono.
//
//     mcs -langversion:6 -out:remove_chat.exe remove_chat.cs ../../powershell/TeamsChatAccess/*.cs
//     TCA_LIBRARY=.../libteams_chat_access.so mono remove_chat.exe --tenant ID --client-id ID --user ID --thread ID
//     ... --authority URL --graph URL --ca FILE      for another cloud, such as the sandbox tenant
//     ... --token-from-stdin                         in place of a sign-in; --yes does not ask
//
// It hides the chat from that user's view. It does not block the sender, and there is no undo: keep the evidence first.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Security;
using TeamsChatAccess;

internal static class RemoveChat
{
    private static int Main(string[] arguments)
    {
        Dictionary<string, string> options = Parse(arguments);
        try
        {
            Library.LoadFirst(Environment.GetEnvironmentVariable("TCA_LIBRARY") ?? "libteams_chat_access.so");
            Say("library", Library.Version + " from " + Library.Location);
            return Run(options);
        }
        catch (TeamsChatAccessException error)
        {
            Say("error", error.StatusName + " (" + error.Status + "): " + error.Message);
            Say("next step", error.NextStep ?? "-");
            return 1;
        }
        catch (Exception error) when (error is DllNotFoundException || error is BadImageFormatException)
        {
            Say("error", error.Message);
            return 1;
        }
    }

    private static int Run(Dictionary<string, string> options)
    {
        string tenant = Need(options, "tenant"), user = Need(options, "user"), thread = Need(options, "thread");
        Client.CheckIds(tenant, user, thread);
        Say("removal", thread + " from the view of " + user + "; there is no undo");
        if (!options.ContainsKey("yes"))
        {
            Console.Write("Type yes to go on: ");
            if (Console.ReadLine() != "yes") { return 1; }
        }
        using (Client client = Client.Create(Settings(options)))
        {
            if (options.ContainsKey("token-from-stdin"))
            {
                client.SetToken(ReadSecret());
            }
            else
            {
                using (Operation signIn = client.SignIn("{\"schema\":1,\"method\":\"device_code\"}")) { Finish(signIn); }
            }
            Hashtable context = (Hashtable)Json.Read(client.Context());
            Say("signed in", (string)context["account"]);
            using (Operation removal = client.Remove(tenant, user, thread))
            {
                Hashtable end = Finish(removal);
                Say("outcome", end["outcome"] + " (HTTP " + (end["httpStatus"] ?? "-") + ")");
                if ((string)end["outcome"] == "removed") { return 0; }
                Say("because", (string)end["message"]);
                Say("next step", (string)end["nextStep"]);
                return 1;
            }
        }
    }

    // Waits in short steps and shows what the operation says, until its end.
    private static Hashtable Finish(Operation operation)
    {
        while (true)
        {
            Event next = operation.Wait(200);
            Hashtable said = next.Json == null ? null : (Hashtable)Json.Read(next.Json);
            if (next.Kind == EventKind.End) { return said; }
            if (said != null) { Say(next.Kind.ToString().ToLowerInvariant(), (string)said["message"]); }
        }
    }

    private static string Settings(Dictionary<string, string> options)
    {
        Hashtable settings = new Hashtable { { "schema", 1 } };
        foreach (KeyValuePair<string, string> name in new Dictionary<string, string>
        {
            { "tenant", "tenant" }, { "client-id", "clientId" }, { "authority", "authorityHost" },
            { "graph", "graphEndpoint" }, { "ca", "caFile" },
        })
        {
            if (options.ContainsKey(name.Key)) { settings[name.Value] = options[name.Key]; }
        }
        if (options.ContainsKey("authority")) { settings["cloud"] = "custom"; }
        return Json.Write(settings);
    }

    private static SecureString ReadSecret()
    {
        SecureString secret = new SecureString();
        for (int next = Console.In.Read(); next >= 0 && next != '\n'; next = Console.In.Read())
        {
            if (next != '\r') { secret.AppendChar((char)next); }
        }
        return secret;
    }

    private static Dictionary<string, string> Parse(string[] arguments)
    {
        Dictionary<string, string> options = new Dictionary<string, string>();
        for (int at = 0; at < arguments.Length; at++)
        {
            string name = arguments[at].TrimStart('-');
            bool alone = name == "yes" || name == "token-from-stdin";
            options[name] = alone ? "" : at + 1 < arguments.Length ? arguments[++at] : "";
        }
        return options;
    }

    private static string Need(Dictionary<string, string> options, string name)
    {
        string value;
        if (options.TryGetValue(name, out value)) { return value; }
        Console.Error.WriteLine("remove_chat: --" + name + " is missing; see the top of remove_chat.cs");
        Environment.Exit(2);
        return null;
    }

    private static void Say(string what, string text)
    {
        Console.WriteLine("{0,-12} {1}", what + ":", text);
        Console.Out.Flush();
    }
}
