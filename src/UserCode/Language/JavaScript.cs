using System.Collections.Concurrent;

namespace Pintle.UserCode.Language;

/// <summary>JavaScript of our own that is part of the product, by its name below <c>Language</c>: <c>globals/utf8.js</c>, <c>libraries/hash.v1.js</c>.</summary>
internal static class JavaScript
{
    private static readonly ConcurrentDictionary<string, string?> Known = new();

    /// <summary>Its text; null when there is none of that name.</summary>
    public static string? Find(string name) => Known.GetOrAdd(name, static name =>
    {
        using var file = typeof(JavaScript).Assembly.GetManifestResourceStream($"Language/{name}");
        return file is null ? null : new StreamReader(file).ReadToEnd();
    });
}
