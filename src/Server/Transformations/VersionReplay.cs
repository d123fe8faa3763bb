using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pintle.Router;
using Pintle.Router.UserCode;
using Pintle.Server.Hosting;
using Pintle.UserCode.Code;
using Pintle.UserCode.Comparing;
using Pintle.UserCode.Running;
using Pintle.Workspace;

namespace Pintle.Server.Transformations;

/// <summary>Runs a version of a transformation on events that are still in the log, beside the one in use, and tells what would change. Delivers nothing.</summary>
internal sealed class VersionReplay(RouterService router, PipelineCode code, Destination destination, TransformationRef transformation)
{
    private const string Draft = "draft";

    /// <summary>Most differences that are told one by one.</summary>
    public required int MostTold { get; init; }

    /// <summary>Most events that are run.</summary>
    public required long MostEvents { get; init; }

    /// <summary>Of text that is tried; null: that of the version in use.</summary>
    public string? Language { get; init; }

    /// <summary>The version that is compared with; null: the one in use.</summary>
    public string? Former { get; init; }

    /// <summary>What came of it; complete when the last line has been told.</summary>
    public ReplaySummary Summary { get; } = new();

    /// <summary>Tells the first differences, as they are found.</summary>
    /// <param name="from">Events appended from this time on.</param>
    /// <param name="version">What is tried; null: the version in use, compared with the events that go in.</param>
    /// <param name="draft">Text that is tried instead of a stored version; null when there is none.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="CodeMissingException">A version isn't there.</exception>
    public async IAsyncEnumerable<ToldDifference> RunAsync(DateTimeOffset from, string? version, string? draft, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = 0;
        await foreach (var sample in router.SamplesForCodeAsync(destination, transformation, from, ct))
        {
            var current = await code.LoadAsync(Former ?? transformation.VersionId, sample.Batch.Snapshot, ct);
            var tried = draft is not null ? AsDraft(current, draft)
                : version is null ? current
                : await code.LoadAsync(version, sample.Batch.Snapshot, ct);
            var before = ReferenceEquals(current, tried) ? Unchanged(sample) : await code.RunAsync(current, sample.Batch, ct);
            var after = await code.RunAsync(tried, sample.Batch, ct);
            foreach (var comparison in BatchComparison.Of(before, after, sample.Batch.Count))
            {
                Summary.Add(comparison.Change);
                if (comparison.Change != Change.None && told++ < MostTold)
                {
                    yield return ToldDifference.Of(comparison, sample.Events[comparison.Input]);
                }
            }

            if (Summary.Events >= MostEvents)
            {
                Summary.IsCut = true;
                yield break;
            }
        }
    }

    private TransformationCode AsDraft(TransformationCode current, string draft)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(draft)))[..16];
        return current with { VersionId = $"{Draft} {hash} of {current.VersionId}", Source = draft, CodeVersion = "1", Language = Language ?? current.Language };
    }

    private static BatchResult Unchanged(CodeSample sample) => new([.. sample.Events.Select((e, i) => new BatchItem(i, e.Message, ""))], []);
}

/// <summary>How many events fare differently.</summary>
internal sealed class ReplaySummary
{
    private readonly long[] _counts = new long[Enum.GetValues<Change>().Length];

    public long Events => _counts.Sum();

    /// <summary>There were more events than are run at a time.</summary>
    public bool IsCut { get; set; }

    /// <summary>Events by what changes.</summary>
    public IReadOnlyDictionary<string, long> Counts => Enum.GetValues<Change>().ToDictionary(c => JsonNamingPolicy.CamelCase.ConvertName(c == Change.None ? "Unchanged" : c.ToString()), c => _counts[(int)c]);

    public void Add(Change change) => _counts[(int)change]++;
}

/// <summary>An event that fares differently.</summary>
/// <param name="Change">How: <c>outputs</c>, <c>leftOut</c>, <c>letIn</c>, <c>fails</c>, <c>mended</c> or <c>error</c>.</param>
/// <param name="Before">Former error; null when there was none.</param>
/// <param name="After">New error; null when there is none.</param>
internal sealed record ToldDifference(string MessageId, string Type, string Name, DateTimeOffset ReceivedAt, string Change, string? Before, string? After, IReadOnlyList<JsonChange> Changes)
{
    public static ToldDifference Of(EventComparison comparison, (Events.EventHeader Header, JsonElement Message) e) => new(
        e.Message.TryGetProperty("messageId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "", e.Header.Type, e.Header.Name, e.Header.ReceivedAt,
        JsonNamingPolicy.CamelCase.ConvertName(comparison.Change.ToString()), Filled(comparison.Before), Filled(comparison.After), comparison.Changes);

    private static string? Filled(string text) => text.Length == 0 ? null : text;
}
