namespace Pintle.ControlPlane.Transformations;

/// <summary>A version of a transformation or library as the API shows it.</summary>
/// <param name="Name">Name and description of then.</param>
/// <param name="CodeVersion"><c>1</c>; <c>0</c> for the former form.</param>
/// <param name="IsPublished">It is in force.</param>
internal sealed record CodeVersionView(
    string Id, string Name, string Description, string Code, string Language, string CodeVersion, IReadOnlyList<TestInput> Tests, bool IsPublished,
    string? CreatedBy, DateTimeOffset CreatedAt)
{
    public static CodeVersionView Of(StoredTransformation item, StoredCodeVersion version) => new(
        version.Id, version.Name, version.Description, version.Code, version.Language, version.CodeVersion, TestInput.Read(version.Tests),
        version.Id == item.PublishedVersionId, version.CreatedBy, version.CreatedAt);
}
