using System.Text.Json;
using Pintle.UserCode.Publishing;

namespace Pintle.UserCode.Tests.Publishing;

/// <summary>What is put in force, and what stands in the way.</summary>
public sealed class PublisherTests : IAsyncDisposable
{
    private const string Passes = "export function transformEvent(event) { return event }";
    private const string Uses = "import { twice } from 'tools'; export function transformEvent(event) { event.n = twice(event.n); return event }";
    private const string Twice = "export function twice(n) { return n * 2 }";

    private readonly Running _running = new();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static TestCase Doubles => new("doubles", JsonElement.Parse("""[{"n":2}]"""), JsonElement.Parse("""[{"n":4}]"""), default);

    [Fact]
    public async Task A_draft_that_passes_is_stored_and_in_force()
    {
        var store = new MemoryRevisions();
        var report = await PublisherOf(store).PublishAsync(new Draft(CodeKind.Transformation, "t", "T", Passes), Ct);
        Assert.True(report.IsGood);
        Assert.Equal("sample event", report.Tested[0].Results[0].Name);
        Assert.Equal("t-next", Assert.Single(store.All).VersionId);
        Assert.Equal(["t-next"], store.Published);
    }

    [Theory]
    [InlineData("export function transformEvent(event) { return event.absent.member }", TestVerdict.Error)]
    [InlineData("export function transformEvent(event) { return event", TestVerdict.Error)]
    [InlineData(Passes, TestVerdict.Failed)]
    public async Task A_draft_that_does_not_is_not_stored(string code, TestVerdict verdict)
    {
        var store = new MemoryRevisions();
        var report = await PublisherOf(store).PublishAsync(new Draft(CodeKind.Transformation, "t", "T", code) { Tests = [Doubles] }, Ct);
        Assert.Equal(verdict, report.Tested[0].Results[0].Verdict);
        Assert.Empty(store.All);
        Assert.Empty(store.Published);
    }

    [Fact]
    public async Task Another_draft_under_the_same_version_is_another_code()
    {
        var publisher = PublisherOf(new MemoryRevisions());
        Assert.False((await publisher.PublishAsync(new Draft(CodeKind.Transformation, "t", "T", "export function transformEvent() { throw 1 }"), Ct)).IsGood);
        Assert.True((await publisher.PublishAsync(new Draft(CodeKind.Transformation, "t", "T", Passes), Ct)).IsGood);
    }

    [Fact]
    public async Task A_library_is_tested_by_the_published_transformations_that_import_it()
    {
        var store = new MemoryRevisions(
            MemoryRevisions.Library("tools", "tools-1", Twice, isPublished: true),
            MemoryRevisions.Transformation("uses", Uses, isPublished: true, Doubles),
            MemoryRevisions.Transformation("draft", Uses, isPublished: false, Doubles),
            MemoryRevisions.Transformation("apart", Passes, isPublished: true, Doubles));
        var broken = await PublisherOf(store).PublishAsync(new Draft(CodeKind.Library, "tools", "tools", "export function twice(n) { return n * 3 }"), Ct);
        Assert.Equal(["tools", "uses"], broken.Tested.Select(t => t.Revision.Id));
        Assert.Equal("[0].n: expected 4, but it is 6", broken.Tested[1].Results[0].Reason);
        Assert.Empty(store.Published);

        Assert.True((await PublisherOf(store).PublishAsync(new Draft(CodeKind.Library, "tools", "tools", "export const twice = (n) => n + n"), Ct)).IsGood);
        Assert.Equal(["tools-next"], store.Published);
    }

    [Theory]
    [InlineData("export function twice(", "SyntaxError")]
    [InlineData("export const a = absent", "ReferenceError")]
    [InlineData("import { a } from 'other'; export const b = a", "Error: import from other failed. Module not found.")]
    public async Task A_library_that_does_not_load_is_refused(string code, string error)
    {
        var store = new MemoryRevisions();
        var report = await PublisherOf(store).PublishAsync(new Draft(CodeKind.Library, "tools", "tools", code), Ct);
        Assert.StartsWith(error, report.Tested[0].Results[0].Reason, StringComparison.Ordinal);
        Assert.Empty(store.Published);
    }

    [Fact]
    public async Task Versions_are_published_together_and_tested_together()
    {
        var tools = MemoryRevisions.Library("tools", "tools-2", Twice);
        var uses = MemoryRevisions.Transformation("uses", Uses, isPublished: false, Doubles);
        var store = new MemoryRevisions(tools, uses, MemoryRevisions.Library("tools", "tools-1", "export const other = 1", isPublished: true));
        Assert.False((await PublisherOf(store).PublishAsync([uses], Ct)).IsGood);
        Assert.Empty(store.Published);
        Assert.True((await PublisherOf(store).PublishAsync([uses, tools], Ct)).IsGood);
        Assert.Equal(["uses-1", "tools-2"], store.Published);
    }

    private Publisher PublisherOf(IRevisionStore store) => new(store, _running.Runner, new Dictionary<string, string>());
}
