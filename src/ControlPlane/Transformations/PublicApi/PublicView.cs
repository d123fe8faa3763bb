using System.Globalization;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Transformations.PublicApi;

/// <summary>A version of a transformation or library as the public API shows it.</summary>
internal sealed record PublicView(
    string Id, string VersionId, string Name, string Description, string Code, string CodeVersion, string Language, string CreatedAt, string UpdatedAt, string WorkspaceId)
{
    /// <summary>Of a transformation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CodeUser>? Destinations { get; init; }

    /// <summary>Of a library.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ImportName { get; init; }

    /// <summary>Of a stored version of a library.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPublished { get; init; }

    /// <summary>The thing as it is, with the code of a version.</summary>
    public static PublicView Of(EditedCode code, IEnumerable<CodeUser> destinations) => new(
        code.Item.Id, code.Version.Id, code.Item.Name, code.Item.Description, code.Version.Code, code.Version.CodeVersion, code.Version.Language,
        Text(code.Item.CreatedAt), Text(code.Item.UpdatedAt), code.Item.WorkspaceId)
    {
        Destinations = code.Item.IsLibrary ? null : [.. destinations],
        ImportName = code.Item.IsLibrary ? code.Item.ImportName : null,
    };

    /// <summary>A version as it was stored.</summary>
    public static PublicView OfRevision(EditedCode code, IEnumerable<CodeUser> destinations) => Of(code, destinations) with
    {
        Name = code.Version.Name,
        Description = code.Version.Description,
        CreatedAt = Text(code.Version.CreatedAt),
        UpdatedAt = Text(code.Version.CreatedAt),
        IsPublished = code.Item.IsLibrary ? code.Version.Id == code.Item.PublishedVersionId : null,
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
