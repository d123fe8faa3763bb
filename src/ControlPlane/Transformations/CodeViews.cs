using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Transformations;

/// <summary>Shows transformations and libraries with what is around them.</summary>
internal sealed class CodeViews(CodeQueries queries, LibraryUse use)
{
    public async Task<FullCodeView> FullAsync(StoredTransformation item, CancellationToken ct)
    {
        var newest = await queries.NewestAsync(item, ct);
        var published = item.PublishedVersionId is not { } id ? null : id == newest.Id ? newest : await queries.VersionAsync(item, id, ct);
        return new FullCodeView
        {
            Id = item.Id,
            Name = item.Name,
            Description = item.Description,
            ImportName = item.IsLibrary ? item.ImportName : null,
            PublishedVersionId = item.PublishedVersionId,
            NewestVersionId = newest.Id,
            Language = newest.Language,
            Destinations = [.. (await queries.DestinationsAsync([item.Id], ct))[item.Id]],
            ImportedBy = [.. (await use.ImportersAsync([item], ct))[item.Id]],
            CreatedBy = item.CreatedBy,
            CreatedAt = item.CreatedAt,
            UpdatedAt = item.UpdatedAt,
            DeletedAt = item.DeletedAt,
            Version = item.Version,
            Published = published is null ? null : CodeVersionView.Of(item, published),
            Newest = CodeVersionView.Of(item, newest),
        };
    }

    public async Task<Page<CodeView>> ListAsync(Page<StoredTransformation> page, CancellationToken ct)
    {
        List<string> ids = [.. page.Items.Select(t => t.Id)];
        var (newest, destinations) = (await queries.NewestAsync(ids, ct), await queries.DestinationsAsync(ids, ct));
        var importers = await use.ImportersAsync(page.Items, ct);
        return new Page<CodeView>([.. page.Items.Select(item => new CodeView
        {
            Id = item.Id,
            Name = item.Name,
            Description = item.Description,
            ImportName = item.IsLibrary ? item.ImportName : null,
            PublishedVersionId = item.PublishedVersionId,
            NewestVersionId = newest[item.Id].Id,
            Language = newest[item.Id].Language,
            Destinations = [.. destinations[item.Id]],
            ImportedBy = [.. importers[item.Id]],
            CreatedBy = item.CreatedBy,
            CreatedAt = item.CreatedAt,
            UpdatedAt = item.UpdatedAt,
            DeletedAt = item.DeletedAt,
            Version = item.Version,
        })], page.Next);
    }
}
