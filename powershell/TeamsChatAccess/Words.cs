// Words and moments of the library's documents as PowerShell writes them.

using System;
using System.Globalization;
using System.Text;

namespace TeamsChatAccess
{
    internal static class Words
    {
        /// <summary>not_found becomes NotFound; nothing becomes an empty text.</summary>
        internal static string PascalCase(string word)
        {
            StringBuilder text = new StringBuilder();
            bool starts = true;
            foreach (char next in word ?? "")
            {
                if (next != '_') { text.Append(starts ? char.ToUpperInvariant(next) : next); }
                starts = next == '_';
            }
            return text.ToString();
        }

        /// <summary>A moment as UTC; nothing stays nothing, and so does a year that .NET has not.</summary>
        internal static DateTime? Time(string moment)
        {
            DateTime time;
            return DateTime.TryParse(moment, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) ? time : (DateTime?)null;
        }
    }
}
