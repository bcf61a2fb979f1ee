using System.Globalization;
using System.Text;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Text and numbers as markup.</summary>
internal static class Markup
{
    /// <summary>A text that a browser shows as it is, in an element or in a quoted attribute.</summary>
    public static string Escape(string text) => new StringBuilder(Labels.OneLine(text))
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString();

    /// <summary>A length with at most one decimal.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
