using Pintle.ControlPlane.Transformations;

namespace Pintle.ControlPlane.Transfer;

/// <summary>A transformation or library, as an import compares it.</summary>
/// <param name="Code">What is in force; null: nothing.</param>
/// <param name="Draft">What is newer and not in force; null: nothing.</param>
internal sealed record CodeState(string Name, string Description, string? ImportName, string? PublishedVersionId, string? DraftVersionId, string? Code, string? Draft)
{
    public static CodeState Of(StoredTransformation item, IReadOnlyList<StoredCodeVersion> versions)
    {
        var published = versions.FirstOrDefault(v => v.Id == item.PublishedVersionId);
        var draft = versions.Count > 0 && Newest(versions) is var newest && newest != published ? newest : null;
        return new CodeState(item.Name, item.Description, item.IsLibrary ? item.ImportName : null, published?.Id, draft?.Id, published?.Code, draft?.Code);
    }

    /// <summary>The version that was made last.</summary>
    public static StoredCodeVersion Newest(IEnumerable<StoredCodeVersion> versions) => versions.OrderBy(v => v.CreatedAt).ThenBy(v => v.Id, StringComparer.Ordinal).Last();
}
