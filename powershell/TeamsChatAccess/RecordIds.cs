// The ids of several records: a list that Export-Csv writes with what is in it, and not as the name of its type.

using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace TeamsChatAccess
{
    public sealed class RecordIds : ReadOnlyCollection<string>
    {
        internal RecordIds(IList<string> ids) : base(ids) { }

        /// <summary>With a space between them.</summary>
        public override string ToString() { return string.Join(" ", this); }
    }
}
