using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Sqlite;

/// <summary>A page of a segment file goes bad: what stands on the others is still read, and the file is not deleted.</summary>
public sealed class DamagedPageTests : IDisposable
{
    private const int Segments = 120;
    private const int PageBytes = 1024;
    private const byte TableLeaf = 0x0D;

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-page-{Guid.CreateVersion7():N}");
    private readonly SegmentEncoder _encoder = new();
    private readonly FakeTimeProvider _time = new(Some.Time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _encoder.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public async Task Segments_on_other_pages_are_read_and_the_file_is_kept(double place)
    {
        await FillAsync();
        DamagePage(place);
        await using var store = await OpenAsync();
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        Assert.Equal(Segments, lane.NextOffset);
        await store.AppendAsync(0, Segment(lane, Segments), Ct);

        var (good, bad, from) = (new List<long>(), new List<StoredSegment>(), 0L);
        while (await store.ReadAsync(0, from, 20_000, SegmentParts.All, Ct) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                if (stored.Head.IsEmpty)
                {
                    bad.Add(stored);
                }
                else
                {
                    good.Add(SegmentDecoder.Decode(stored).Events.Single().Offset);
                }
            }

            from = page[^1].Sequence + 1;
        }

        Assert.Equal(good.Order(), good);
        Assert.Equal(Segments, good[^1]);
        Assert.InRange(good.Count, Segments - 20, Segments);
        Assert.InRange(bad.Count, 1, 5);

        foreach (var stored in bad)
        {
            await store.SetAsideAsync(stored, "unreadable", Ct);
        }

        _time.Advance(TimeSpan.FromHours(3));
        await store.TrimAsync(0, long.MaxValue, _time.GetUtcNow(), Ct);
        Assert.True(File.Exists(Path.Combine(_directory, "damaged-segments-000001.db")));
        Assert.Single(await store.WarningsAsync(Ct));
        Assert.Equal(bad.Count + 1, (await store.StatusAsync(0, Ct)).Damaged);
    }

    private async Task FillAsync()
    {
        await using var store = await OpenAsync();
        var lane = (await store.AcquireAsync([0], Ct)).Single();
        for (var i = 0; i < Segments; i++)
        {
            await store.AppendAsync(0, Segment(lane, i), Ct);
        }
    }

    // Of the leaves of the segments' table, the one at this part of the file: the small tables stand in front, and there are no keys.
    private void DamagePage(double place)
    {
        using var file = File.Open(Path.Combine(_directory, "segments-000001.db"), FileMode.Open);
        var leaves = new List<long>();
        for (long at = 20 * PageBytes; at < file.Length; at += PageBytes)
        {
            file.Position = at;
            if (file.ReadByte() == TableLeaf)
            {
                leaves.Add(at);
            }
        }

        file.Position = leaves[(int)(leaves.Count * place)];
        file.Write(new byte[PageBytes]);
    }

    private EncodedSegment Segment(LaneGrant lane, long offset) =>
        _encoder.Encode(Guid.CreateVersion7(Some.Time), _time.GetUtcNow(), [new LaneEvents(0, lane.Epoch, offset, [PowerModel.Event(0, $"m{offset}") with { Key = null }])]);

    private async Task<SqliteStore> OpenAsync() =>
        await SqliteStore.OpenAsync(new SqliteStoreOptions { Directory = _directory }, _time, NullLogger<SqliteStore>.Instance, Ct);
}
