namespace Pintle.UserCode.Tools;

/// <summary>What a module says about itself.</summary>
/// <param name="Imports">
/// Each module that it imports, in their order, with the names that it takes from it: a default import first, by the name that the code gives it,
/// as a namespace import too; others by the name that the module gives them.
/// </param>
/// <param name="Exports">The names that it exports; not those of <c>export * from</c>, which only the other module knows.</param>
internal sealed record ModuleFacts(IReadOnlyDictionary<string, IReadOnlyList<string>> Imports, IReadOnlyList<string> Exports)
{
    /// <summary>Which of the functions that can be a transformation it exports.</summary>
    public IEnumerable<string> EntryPoints => Exports.Where(name => name is "transformEvent" or "transformBatch");
}
