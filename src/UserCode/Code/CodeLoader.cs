namespace Pintle.UserCode.Code;

/// <summary>Puts a version together with the libraries that it may import. Thread-safe.</summary>
public sealed class CodeLoader(ICodeStore store)
{
    /// <summary>A version, ready to be run.</summary>
    /// <param name="versionId">Of the transformation.</param>
    /// <param name="libraryVersionIds">Of the workspace's libraries.</param>
    /// <exception cref="CodeMissingException">Some of it isn't there, or can't be had now.</exception>
    public async Task<TransformationCode> LoadAsync(string versionId, IReadOnlyList<string> libraryVersionIds, CancellationToken ct)
    {
        var code = await store.TransformationAsync(versionId, ct);
        var libraries = await LibrariesAsync(libraryVersionIds, ct);

        // The same version with other libraries is another program.
        var name = libraries.Count == 0 ? versionId : $"{versionId} with {string.Join(' ', libraryVersionIds)}";
        return new TransformationCode(name, code.Name, code.Source, libraries) { CodeVersion = code.CodeVersion, Language = code.Language };
    }

    /// <summary>Libraries, ready to be imported.</summary>
    /// <exception cref="CodeMissingException">One isn't there, or can't be had now.</exception>
    public async Task<IReadOnlyList<LibraryCode>> LibrariesAsync(IEnumerable<string> versionIds, CancellationToken ct)
    {
        var libraries = new List<LibraryCode>();
        foreach (var id in versionIds)
        {
            var library = await store.LibraryAsync(id, ct);
            libraries.Add(new LibraryCode(id, library.Handle, library.Source) { Language = library.Language });
        }

        return libraries;
    }
}
