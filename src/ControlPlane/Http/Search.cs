namespace Pintle.ControlPlane.Http;

/// <summary>Text that people look for.</summary>
internal static class Search
{
    /// <summary>Stands before a character that means itself.</summary>
    public const string Escape = "\\";

    /// <summary>A pattern of LIKE, in lower case, that finds the text anywhere.</summary>
    public static string Pattern(string text) => $"%{text.ToLowerInvariant()
        .Replace(Escape, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
