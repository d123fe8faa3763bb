using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.StaticFiles;

namespace Pintle.Server.Web;

/// <summary>A file that was compressed when the app was built is what it was before: <c>app.js.br</c> is a script.</summary>
internal sealed class CompressedTypes : IContentTypeProvider
{
    /// <summary>What such a file's name ends with.</summary>
    public const string Ending = ".br";

    private readonly FileExtensionContentTypeProvider _types = new();

    /// <inheritdoc />
    public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
        _types.TryGetContentType(subpath.EndsWith(Ending, StringComparison.Ordinal) ? subpath[..^Ending.Length] : subpath, out contentType);
}
