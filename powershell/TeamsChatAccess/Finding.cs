// A finding as PowerShell shows it. A class rather than a script's object: a search gives thousands of them.
// Nothing of it can be set: what it says decides about a removal.

using System;
using System.Collections;

namespace TeamsChatAccess
{
    /// <summary>The verdict on one user in one chat.</summary>
    public sealed class Finding
    {
        public string Class { get; }
        public string Reason { get; }
        public string OpenedBy { get; }
        public string TenantId { get; }
        /// <summary>Null unless the class is Certain.</summary>
        public string UserId { get; }
        /// <summary>One id is a text, so that a CSV keeps it; several are an array.</summary>
        public object CandidateUserId { get; }
        public string UserPrincipalName { get; }
        public string ThreadId { get; }
        public string Initiator { get; }
        public string InitiatorTenantId { get; }
        public string Operation { get; }
        public string RecordId { get; }
        /// <summary>UTC.</summary>
        public DateTime? CreationTime { get; }
        public string SourceFile { get; }
        public object SourceRow { get; }
        public RecordIds Evidence { get; }
        public bool Left { get; }

        /// <summary>From the library's document.</summary>
        internal Finding(Hashtable document)
        {
            Class = Words.PascalCase(document["class"] as string);
            Reason = Words.PascalCase(document["reason"] as string);
            OpenedBy = Words.PascalCase(document["openedBy"] as string);
            TenantId = document["tenantId"] as string;
            UserId = document["userId"] as string;
            string[] candidates = Texts(document["candidateUserIds"]);
            CandidateUserId = candidates.Length > 1 ? (object)candidates : candidates.Length == 1 ? candidates[0] : null;
            UserPrincipalName = document["userPrincipalName"] as string;
            ThreadId = document["threadId"] as string;
            Hashtable initiator = document["initiator"] as Hashtable ?? new Hashtable();
            Initiator = initiator["userPrincipalName"] as string;
            InitiatorTenantId = initiator["tenantId"] as string;
            Operation = document["operation"] as string;
            RecordId = document["recordId"] as string;
            CreationTime = Words.Time(document["creationTime"] as string);
            Hashtable source = document["source"] as Hashtable ?? new Hashtable();
            SourceFile = source["file"] as string;
            SourceRow = source["row"];
            Evidence = new RecordIds(Texts(document["evidence"]));
            Left = Equals(document["left"], true);
        }

        private static string[] Texts(object list)
        {
            return Array.ConvertAll(list as object[] ?? new object[0], item => item as string);
        }
    }
}
