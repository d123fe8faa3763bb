using System.Text.Json;
using Pintle.UserCode.Publishing;

namespace Pintle.Server.Tests.Transformations;

/// <summary>What every store of versions does. A subclass makes an empty one.</summary>
public abstract class RevisionStoreContract
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A store without any version.</summary>
    protected abstract IRevisionStore Store { get; }

    [Fact]
    public async Task A_new_store_has_nothing()
    {
        Assert.Empty(await Store.ListAsync(CodeKind.Transformation, Ct));
        Assert.Empty(await Store.ListAsync(CodeKind.Library, Ct));
        Assert.Null(await Store.FindAsync(CodeKind.Transformation, "absent", Ct));
    }

    [Fact]
    public async Task What_was_added_is_found_as_it_was()
    {
        var test = new TestCase("masks", Json("[{\"a\":1}]"), Json("[]"), Json("{\"sourceId\":\"s\"}"));
        var added = await AddAsync(Draft("Mask mail", "a\n\"b\" \u00e4") with { Language = "typescript", Description = "hides", Tests = [test] });
        var found = (await Store.FindAsync(CodeKind.Transformation, added.VersionId, Ct))!;
        Assert.Equal(added with { Tests = found.Tests }, found);
        Assert.Equal(("Mask mail", "a\n\"b\" \u00e4", "typescript", "hides", false), (found.Name, found.Code, found.Language, found.Description, found.IsPublished));
        var kept = Assert.Single(found.Tests);
        Assert.Equal(("masks", "[{\"a\":1}]", "[]", "{\"sourceId\":\"s\"}"), (kept.Name, Text(kept.Events), Text(kept.Expected), Text(kept.Metadata)));
        Assert.Null(await Store.FindAsync(CodeKind.Library, added.VersionId, Ct));
    }

    [Fact]
    public async Task Preparing_stores_nothing()
    {
        await Store.PrepareAsync(Draft("Mask", "1"), Ct);
        Assert.Empty(await Store.ListAsync(CodeKind.Transformation, Ct));
    }

    [Fact]
    public async Task A_next_version_keeps_what_the_draft_does_not_say()
    {
        var test = new TestCase("runs", Json("[{}]"), default, default);
        var first = await AddAsync(Draft("Mask", "1") with { Description = "hides", Tests = [test] });
        var next = await AddAsync(new Draft(CodeKind.Transformation, first.Id, "", "2"));
        Assert.Equal((first.Id, "Mask", "hides", "2"), (next.Id, next.Name, next.Description, next.Code));
        Assert.NotEqual(first.VersionId, next.VersionId);
        Assert.Equal("runs", Assert.Single(next.Tests).Name);
        Assert.Equal([first.VersionId, next.VersionId], (await Store.ListAsync(CodeKind.Transformation, Ct)).Select(r => r.VersionId));
    }

    [Fact]
    public async Task A_version_never_changes()
    {
        var added = await AddAsync(Draft("Mask", "1"));
        await Assert.ThrowsAsync<RevisionException>(() => Store.AddAsync(added with { Code = "2" }, Ct));
        Assert.Equal("1", (await Store.FindAsync(CodeKind.Transformation, added.VersionId, Ct))!.Code);
    }

    [Fact]
    public async Task One_version_is_in_force()
    {
        var first = await AddAsync(Draft("Mask", "1"));
        var next = await AddAsync(new Draft(CodeKind.Transformation, first.Id, "", "2"));
        var other = await AddAsync(Draft("Other", "1"));
        await Store.PublishAsync([first.VersionId, other.VersionId], [], Ct);
        Assert.Equal([first.VersionId, other.VersionId], await PublishedAsync(CodeKind.Transformation));
        await Store.PublishAsync([next.VersionId], [], Ct);
        Assert.Equal([next.VersionId, other.VersionId], await PublishedAsync(CodeKind.Transformation));
        await Store.PublishAsync([first.VersionId], [], Ct);
        Assert.Equal([first.VersionId, other.VersionId], await PublishedAsync(CodeKind.Transformation));
    }

    [Fact]
    public async Task A_library_keeps_its_handle_under_another_name()
    {
        var first = await AddAsync(new Draft(CodeKind.Library, "", "Text tools", "1"));
        var next = await AddAsync(new Draft(CodeKind.Library, first.Id, "Tools for text", "2"));
        Assert.Equal(("textTools", "textTools", "Tools for text"), (first.Handle, next.Handle, next.Name));
        await Store.PublishAsync([], [first.VersionId], Ct);
        await Store.PublishAsync([], [next.VersionId], Ct);
        Assert.Equal([next.VersionId], await PublishedAsync(CodeKind.Library));
    }

    [Fact]
    public async Task Publishing_is_whole_or_not_at_all()
    {
        var mask = await AddAsync(Draft("Mask", "1"));
        await Assert.ThrowsAsync<RevisionException>(() => Store.PublishAsync([mask.VersionId], ["absent"], Ct));
        await Assert.ThrowsAsync<RevisionException>(() => Store.PublishAsync([mask.VersionId, "absent"], [], Ct));
        Assert.Empty(await PublishedAsync(CodeKind.Transformation));
    }

    [Fact]
    public async Task A_name_that_is_taken_or_says_nothing_is_refused()
    {
        await AddAsync(Draft("Mask", "1"));
        await Assert.ThrowsAsync<RevisionException>(() => Store.PrepareAsync(Draft("Mask", "2"), Ct));
        await Assert.ThrowsAsync<RevisionException>(() => Store.PrepareAsync(Draft("!", "2"), Ct));
    }

    private static Draft Draft(string name, string code) => new(CodeKind.Transformation, "", name, code);

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static string Text(JsonElement value) => JsonSerializer.Serialize(value);

    private async Task<Revision> AddAsync(Draft draft)
    {
        var revision = await Store.PrepareAsync(draft, Ct);
        await Store.AddAsync(revision, Ct);
        return revision;
    }

    private async Task<IEnumerable<string>> PublishedAsync(CodeKind kind) => (await Store.ListAsync(kind, Ct)).Where(r => r.IsPublished).Select(r => r.VersionId);
}
