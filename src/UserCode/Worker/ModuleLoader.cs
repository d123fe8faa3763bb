using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Pintle.UserCode.Code;
using Pintle.UserCode.Language;

namespace Pintle.UserCode.Worker;

/// <summary>What a transformation may import: its libraries by their handles and our own as <c>@rs/name/v1</c>. Nothing is read from elsewhere.</summary>
internal sealed class ModuleLoader : DocumentLoader
{
    /// <summary>What the entry imports the transformation by; nobody can import it by that.</summary>
    public const string User = "pintle:user";

    /// <summary>What our own libraries import the globals by when nobody else is to find them.</summary>
    public const string HiddenGlobals = "pintle:globals";

    private const string BuiltIn = "@rs/";

    private readonly Dictionary<string, Document> _known = [];
    private readonly bool _isStrict;

    /// <param name="strictTail">Put behind the transformation's source where only what the established product has is to be found; null elsewhere.</param>
    public ModuleLoader(TransformationCode code, string? strictTail)
    {
        _isStrict = strictTail is not null;
        _known[User] = Module(code.Name, code.Source + strictTail);
        if (_isStrict)
        {
            _known[HiddenGlobals] = Module(HiddenGlobals, Globals.Hidden);
        }

        foreach (var library in code.Libraries)
        {
            _known[library.Handle] = Module($"library {library.Handle}", library.Source);
        }
    }

    public override Task<Document> LoadDocumentAsync(
        DocumentSettings settings, DocumentInfo? sourceInfo, string specifier, DocumentCategory category, DocumentContextCallback contextCallback) =>
        Task.FromResult(Find(specifier) ?? throw new FileNotFoundException($"import from {specifier} failed. Module not found."));

    private Document? Find(string specifier)
    {
        if (_known.TryGetValue(specifier, out var known))
        {
            return known;
        }

        return specifier.StartsWith(BuiltIn, StringComparison.Ordinal) && JavaScript.Find($"libraries/{specifier[BuiltIn.Length..].Replace('/', '.')}.js") is { } own
            ? _known[specifier] = Module($"library {specifier}", _isStrict ? Globals.WithHidden(own, HiddenGlobals) : own)
            : null;
    }

    private static StringDocument Module(string name, string source) => new(new DocumentInfo(name) { Category = ModuleCategory.Standard }, source);
}
