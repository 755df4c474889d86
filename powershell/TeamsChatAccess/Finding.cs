// A finding as PowerShell shows it. A class rather than a script's object: a search gives thousands of them.

using System;
using System.Collections;

namespace TeamsChatAccess
{
    /// <summary>The verdict on one user in one chat.</summary>
    public sealed class Finding
    {
        public string Class { get; set; }
        public string Reason { get; set; }
        public string OpenedBy { get; set; }
        public string TenantId { get; set; }
        /// <summary>Null unless the class is Certain.</summary>
        public string UserId { get; set; }
        /// <summary>One id is a text, so that a CSV keeps it; several are an array.</summary>
        public object CandidateUserId { get; set; }
        public string UserPrincipalName { get; set; }
        public string ThreadId { get; set; }
        public string Initiator { get; set; }
        public string InitiatorTenantId { get; set; }
        public string Operation { get; set; }
        public string RecordId { get; set; }
        /// <summary>UTC.</summary>
        public DateTime? CreationTime { get; set; }
        public string SourceFile { get; set; }
        public object SourceRow { get; set; }
        public string[] Evidence { get; set; }
        public bool Left { get; set; }

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
            Evidence = Texts(document["evidence"]);
            Left = Equals(document["left"], true);
        }

        private static string[] Texts(object list)
        {
            return Array.ConvertAll(list as object[] ?? new object[0], item => item as string);
        }
    }
}
