// What a registration made, as PowerShell shows it. Its text is the library's document, so that a CSV file keeps it, and so
// does JSON that is not deep enough.

using System;
using System.Collections;

namespace TeamsChatAccess
{
    /// <summary>The ids that Unregister-TeamsChatAccessApp takes.</summary>
    public sealed class Created
    {
        private readonly Hashtable document;

        public string ClientId { get; }
        /// <summary>Null when the app was there before.</summary>
        public string ObjectId { get; }
        public string ServicePrincipalId { get; }
        public CreatedGrant[] Grants { get; }

        /// <summary>From the library's document.</summary>
        internal Created(Hashtable document)
        {
            this.document = document;
            ClientId = document["clientId"] as string;
            ObjectId = document["objectId"] as string;
            ServicePrincipalId = document["servicePrincipalId"] as string;
            Grants = Array.ConvertAll(document["grants"] as object[] ?? new object[0],
                grant => new CreatedGrant((Hashtable)grant));
        }

        public override string ToString() { return Json.Write(document); }
    }

    /// <summary>Consent that was written.</summary>
    public sealed class CreatedGrant
    {
        private readonly Hashtable document;

        public string Id { get; }
        public string[] AddedScopes { get; }

        internal CreatedGrant(Hashtable document)
        {
            this.document = document;
            Id = document["id"] as string;
            AddedScopes = Array.ConvertAll(document["addedScopes"] as object[] ?? new object[0], scope => scope as string);
        }

        public override string ToString() { return Json.Write(document); }
    }
}
