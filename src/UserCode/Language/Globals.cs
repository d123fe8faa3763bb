using System.Security.Cryptography;
using System.Text;

namespace Pintle.UserCode.Language;

/// <summary>What people's code finds on <c>globalThis</c> beside ECMAScript: URL, TextEncoder, atob, structuredClone, crypto and their like.</summary>
internal static class Globals
{
    private const string Names = "URL, URLSearchParams, TextEncoder, TextDecoder, atob, btoa, structuredClone, crypto, DOMException";

    private const int KeyBytes = 32;

    // Each sees what those before it declare.
    private static readonly string[] Parts =
    [
        "originals", "domException", "utf8", "textCoding", "base64", "random", "crypto", "structuredClone",
        "url/percent", "url/idna", "url/host", "url/parser", "url/serializer", "url/changes", "url/iterator", "url/searchParams", "url/url",
    ];

    /// <summary>An expression whose value is the function that sets them up in a fresh context. It takes what <see cref="NewKey"/> gives.</summary>
    /// <remarks>One function around it all: nothing leaks, and V8 compiles what is inside it only when it is first called.</remarks>
    public static string Script { get; } =
        $"(function (randomKey) {{\n'use strict';\n{string.Concat(Parts.Select(part => JavaScript.Find($"globals/{part}.js")))}}})";

    /// <summary>The module that takes them from <c>globalThis</c>, so that only who imports it has them: our own libraries, where people's code is to find none.</summary>
    public static string Hidden { get; } =
        $"const {{ {Names} }} = globalThis; for (const name of '{Names}'.split(', ')) delete globalThis[name]; export {{ {Names} }};";

    /// <summary>Gives a library what is hidden. On its first line, so that its lines keep their numbers.</summary>
    public static string WithHidden(string library, string from) => $"import {{ {Names} }} from '{from}'; {library}";

    /// <summary>What random bytes come from, a character for each byte: no other context may have the same.</summary>
    public static string NewKey() => Encoding.Latin1.GetString(RandomNumberGenerator.GetBytes(KeyBytes));
}
