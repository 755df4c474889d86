// The parameters of a command as the library's documents: other names, the same values. One call for a script, because
// each kind of access that it makes itself is compiled when it is made first.

using System;
using System.Collections;
using System.Globalization;

namespace TeamsChatAccess
{
    /// <summary>What was not given is left out, and so is an empty text.</summary>
    internal static class Parameters
    {
        // Pairs: the parameter and the member.
        private static readonly string[] OfSettings =
        {
            "TenantId", "tenant", "ClientId", "clientId", "LoginHint", "loginHint", "AzureADEndpoint", "authorityHost",
            "GraphEndpoint", "graphEndpoint", "Proxy", "proxy"
        };

        // What the session makes of parameters, under the same names.
        private static readonly string[] OfSession =
        {
            "CertificateAuthorityPath", "caFile", "ProxyCredential", "proxyUser", "Directory", "directory",
            "Directory", "directoryCsv"
        };

        private static readonly string[] OfClouds = { "Global", "global", "USGov", "usgov_l4", "USGovDoD", "usgov_l5" };

        private static readonly string[] OfSearch =
        {
            "HomeTenantId", "homeTenant", "Messages", "messages", "LearnIds", "learnIds", "All", "all",
            "Strict", "strict"
        };

        private static readonly string[] ListsOfSearch =
        {
            "AcceptedDomain", "acceptedDomains", "TrustedDomain", "trustedDomains", "TrustedTenantId", "trustedTenants"
        };

        private static readonly string[] OfFilter = { "Since", "since", "Until", "until" };

        private static readonly string[] ListsOfFilter =
        {
            "Sender", "sender", "SenderDomain", "senderDomain", "UserPrincipalName", "userPrincipalName",
            "ThreadId", "threadId"
        };

        /// <summary>The settings of a client: the members in <paramref name="more"/> and those of the parameters.</summary>
        internal static string Settings(IDictionary given, Hashtable more)
        {
            foreach (string endpoint in new[] { "AzureADEndpoint", "GraphEndpoint" })
            {
                // Meant for another place than Microsoft's, and never sent there for want of its name.
                if (given.Contains(endpoint) && string.IsNullOrEmpty(Convert.ToString(given[endpoint])))
                {
                    throw new ArgumentException("-" + endpoint + " was given and is empty. Give its address, or leave it out.");
                }
            }
            Rename(given, OfSettings, more);
            if (more.Contains("authorityHost") != more.Contains("graphEndpoint"))
            {
                throw new ArgumentException("-AzureADEndpoint and -GraphEndpoint go together. Give both, or neither.");
            }
            bool custom = more.Contains("authorityHost") || more.Contains("graphEndpoint");
            string environment = given.Contains("Environment") ? Convert.ToString(given["Environment"]) : null;
            if (custom && environment != null)
            {
                throw new ArgumentException("-Environment and endpoints of your own exclude each other. Leave out the one or the others.");
            }
            if (custom) { more["cloud"] = "custom"; }
            int at = Array.FindIndex(OfClouds, name => name.Equals(environment, StringComparison.OrdinalIgnoreCase));
            if (at >= 0) { more["cloud"] = OfClouds[at + 1]; }
            return Document(more);
        }

        /// <summary>The options of a search.</summary>
        internal static string Options(IDictionary given, Hashtable more)
        {
            Hashtable filter = new Hashtable();
            Rename(given, OfSearch, more);
            RenameLists(given, ListsOfSearch, more);
            Rename(given, OfFilter, filter);
            RenameLists(given, ListsOfFilter, filter);
            if (filter.Count > 0) { more["filter"] = filter; }
            return Document(more);
        }

        /// <summary>
        /// What the library says about its members, about the parameters that they came from. A member that is a word of
        /// its own is one where it stands at the beginning, or in quotes where options are spoken of.
        /// </summary>
        internal static string InWords(string message)
        {
            foreach (string[] names in new[] { OfFilter, ListsOfFilter })
            {
                for (int index = 0; index < names.Length; index += 2)
                {
                    message = message.Replace("'filter." + names[index + 1] + "'", "-" + names[index]);
                }
            }
            foreach (string[] names in new[] { OfSettings, OfSession, OfSearch, ListsOfSearch })
            {
                for (int index = 0; index < names.Length; index += 2)
                {
                    message = Name(message, "-" + names[index], names[index + 1]);
                }
            }
            foreach (string id in new[] { "TenantId", "UserId", "ThreadId" })
            {
                string start = char.ToLowerInvariant(id[0]) + id.Substring(1) + ": ";
                if (message.StartsWith(start, StringComparison.Ordinal))
                {
                    message = "-" + id + message.Substring(id.Length);
                }
            }
            if (message.StartsWith(Having, StringComparison.Ordinal))
            {
                message = "there is " + message.Substring(Having.Length);
            }
            return message.Replace(" of the options: ", ": ");
        }

        private const string Having = "the options have ";

        private static string Name(string message, string parameter, string member)
        {
            if (member.ToLowerInvariant() != member)
            {
                return message.Replace("'" + member + "'", parameter).Replace("the setting " + member, parameter)
                    .Replace(member, parameter);
            }
            foreach (string before in new[] { " in ", " a ", " after " })
            {
                message = message.Replace(before + "'" + member + "'", before + parameter);
            }
            foreach (string start in new[] { "'" + member + "'", member + " '", member + " is ", member + " must " })
            {
                if (message.StartsWith(start, StringComparison.Ordinal))
                {
                    return parameter + message.Substring(start[0] == '\'' ? start.Length : member.Length);
                }
            }
            return message;
        }

        private static string Document(Hashtable members)
        {
            members["schema"] = 1;
            return Json.Write(members);
        }

        private static void Rename(IDictionary given, string[] names, Hashtable into)
        {
            for (int index = 0; index < names.Length; index += 2)
            {
                if (!given.Contains(names[index])) { continue; }
                object value = Plain(given[names[index]]);
                if (value != null && !value.Equals("")) { into[names[index + 1]] = value; }
            }
        }

        // What was given and holds nothing, such as a variable with a slip in its name, must not ask for everything: the
        // library refuses the empty text.
        private static void RenameLists(IDictionary given, string[] names, Hashtable into)
        {
            for (int index = 0; index < names.Length; index += 2)
            {
                if (given.Contains(names[index])) { into[names[index + 1]] = given[names[index]] ?? new[] { "" }; }
            }
        }

        private static object Plain(object value)
        {
            if (value == null || value is string || value is Array) { return value; }
            if (value is DateTime)
            {
                return ((DateTime)value).ToUniversalTime().ToString("o", CultureInfo.InvariantCulture);
            }
            // A switch is of PowerShell's own type, and says True or False.
            bool yes;
            string text = value.ToString();
            return bool.TryParse(text, out yes) ? (object)yes : text;
        }
    }
}
