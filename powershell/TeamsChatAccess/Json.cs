// JSON of the library's documents, the same on every PowerShell: that of 5.1 and that of 7 read dates differently, and
// neither is loaded before something needs it.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TeamsChatAccess
{
    /// <summary>Objects are Hashtables, arrays object[], numbers long or double; what was a text stays one.</summary>
    public static class Json
    {
        public static object Read(string json)
        {
            int at = 0;
            object value = Value(json, ref at, 0);
            Space(json, ref at);
            if (at != json.Length) { throw Bad(at); }
            return value;
        }

        public static string Write(object value)
        {
            StringBuilder json = new StringBuilder();
            Append(json, value);
            return json.ToString();
        }

        private static FormatException Bad(int at) { return new FormatException("not JSON at character " + at); }

        private static void Space(string json, ref int at)
        {
            while (at < json.Length && json[at] <= ' ' && " \t\r\n".IndexOf(json[at]) >= 0) { at++; }
        }

        private static bool Take(string json, ref int at, char wanted)
        {
            Space(json, ref at);
            if (at >= json.Length || json[at] != wanted) { return false; }
            at++;
            return true;
        }

        private static object Value(string json, ref int at, int depth)
        {
            Space(json, ref at);
            if (at >= json.Length || depth > 100) { throw Bad(at); }
            switch (json[at])
            {
                case '{': return Members(json, ref at, depth);
                case '[': return Items(json, ref at, depth);
                case '"': return Characters(json, ref at);
                case 't': return Word(json, ref at, "true", true);
                case 'f': return Word(json, ref at, "false", false);
                case 'n': return Word(json, ref at, "null", null);
                default: return Number(json, ref at);
            }
        }

        private static Hashtable Members(string json, ref int at, int depth)
        {
            Hashtable members = new Hashtable(StringComparer.Ordinal);
            at++;
            if (Take(json, ref at, '}')) { return members; }
            do
            {
                Space(json, ref at);
                string name = Characters(json, ref at);
                if (!Take(json, ref at, ':')) { throw Bad(at); }
                members[name] = Value(json, ref at, depth + 1);
            }
            while (Take(json, ref at, ','));
            if (!Take(json, ref at, '}')) { throw Bad(at); }
            return members;
        }

        private static object[] Items(string json, ref int at, int depth)
        {
            List<object> items = new List<object>();
            at++;
            if (Take(json, ref at, ']')) { return items.ToArray(); }
            do { items.Add(Value(json, ref at, depth + 1)); }
            while (Take(json, ref at, ','));
            if (!Take(json, ref at, ']')) { throw Bad(at); }
            return items.ToArray();
        }

        private static readonly char[] QuoteOrEscape = { '"', '\\' };

        private static string Characters(string json, ref int at)
        {
            if (at >= json.Length || json[at] != '"') { throw Bad(at); }
            int plain = json.IndexOfAny(QuoteOrEscape, at + 1);
            if (plain >= 0 && json[plain] == '"')
            {
                string whole = json.Substring(at + 1, plain - at - 1);
                at = plain + 1;
                return whole;
            }
            StringBuilder text = new StringBuilder();
            for (at++; at < json.Length; at++)
            {
                char next = json[at];
                if (next == '"') { at++; return text.ToString(); }
                if (next != '\\') { text.Append(next); continue; }
                if (++at >= json.Length) { break; }
                int known = "\"\\/bfnrt".IndexOf(json[at]);
                if (known >= 0) { text.Append("\"\\/\b\f\n\r\t"[known]); continue; }
                ushort code;
                if (json[at] != 'u' || at + 4 >= json.Length || !ushort.TryParse(json.Substring(at + 1, 4),
                    NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)) { break; }
                text.Append((char)code);
                at += 4;
            }
            throw Bad(at);
        }

        private static object Word(string json, ref int at, string word, object value)
        {
            if (string.CompareOrdinal(json, at, word, 0, word.Length) != 0) { throw Bad(at); }
            at += word.Length;
            return value;
        }

        private static object Number(string json, ref int at)
        {
            int start = at;
            while (at < json.Length && "+-.0123456789eE".IndexOf(json[at]) >= 0) { at++; }
            string digits = json.Substring(start, at - start);
            long whole;
            double real;
            if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
            {
                return whole;
            }
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out real)) { return real; }
            throw Bad(start);
        }

        private static void Append(StringBuilder json, object value)
        {
            IDictionary members = value as IDictionary;
            IEnumerable items = value as IEnumerable;
            if (value == null) { json.Append("null"); }
            else if (value is bool) { json.Append((bool)value ? "true" : "false"); }
            else if (value is int || value is long) { json.Append(Convert.ToInt64(value)); }
            else if (value is string) { Quote(json, (string)value); }
            else if (members != null)
            {
                string comma = "{";
                foreach (DictionaryEntry member in members)
                {
                    json.Append(comma);
                    Quote(json, member.Key.ToString());
                    json.Append(':');
                    Append(json, member.Value);
                    comma = ",";
                }
                json.Append(members.Count == 0 ? "{}" : "}");
            }
            else if (items != null)
            {
                json.Append('[');
                string comma = "";
                foreach (object item in items)
                {
                    json.Append(comma);
                    Append(json, item);
                    comma = ",";
                }
                json.Append(']');
            }
            else { Quote(json, value.ToString()); }
        }

        private static void Quote(StringBuilder json, string text)
        {
            json.Append('"');
            foreach (char next in text)
            {
                if (next == '"' || next == '\\') { json.Append('\\').Append(next); }
                else if (next < ' ') { json.Append("\\u").Append(((int)next).ToString("x4")); }
                else { json.Append(next); }
            }
            json.Append('"');
        }
    }
}
