using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.Events;
using Pintle.Store.Outcomes;
using Pintle.Store.Segments;
using Pintle.Store.Sqlite;
using Pintle.TestKit;

namespace Pintle.Store.Tests.Formats;

/// <summary>Everything in a data directory of a former version reads back as it always did: see <c>fixtures/README.md</c>.</summary>
public sealed class FormerFormatTests : IDisposable
{
    private static readonly string[] Consumers = ["dst:down", "dst:picky", "dst:steady"];

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"pintle-former-{Guid.CreateVersion7():N}");
    private readonly StringBuilder _contents = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Version_1()
    {
        await ReadAsync("v1");
        Snapshot.Matches(_contents.ToString());
    }

    [Fact]
    public async Task Version_2()
    {
        await ReadAsync("v2");
        Snapshot.Matches(_contents.ToString());
    }

    [Fact]
    public async Task Version_3()
    {
        await ReadAsync("v3");
        Snapshot.Matches(_contents.ToString());
    }

    [Fact]
    public async Task Version_4()
    {
        await ReadAsync("v4");
        Snapshot.Matches(_contents.ToString());
    }

    private async Task ReadAsync(string version)
    {
        Directory.CreateDirectory(_directory);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fixtures", version)))
        {
            File.Copy(file, Path.Combine(_directory, Path.GetFileName(file)));
        }

        await using var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Directory = _directory }, new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero)), NullLogger<SqliteStore>.Instance, Ct);
        foreach (var grant in await store.AcquireAsync([.. Enumerable.Range(0, Lane.Count)], Ct))
        {
            if (grant.NextOffset > 0)
            {
                Line($"lane {grant.Lane} goes on at {grant.NextOffset} under epoch {grant.Epoch}");
            }
        }

        await ReadLogAsync(store);
        await ReadOutcomesAsync(store);
        await ReadDeadLettersAsync(store);
    }

    private async Task ReadLogAsync(SqliteStore store)
    {
        foreach (var stored in await store.ReadAsync(0, 0, int.MaxValue, SegmentParts.All, Ct))
        {
            Line($"segment {stored.Sequence} of {stored.AppendedAt:O}");
            Write(SegmentDecoder.Decode(stored));
        }

        await foreach (var keys in store.ReadMessageKeysAsync(0, DateTimeOffset.UnixEpoch, Ct))
        {
            Line($"keys {keys.Sequence} of {keys.AppendedAt:O}: {string.Join(' ', MessageKeyBlock.Read(keys).Take(3).Select(k => $"{k.Hash:x32}"))} …");
        }
    }

    private async Task ReadOutcomesAsync(SqliteStore store)
    {
        foreach (var row in (await store.Outcomes.ConsumersAsync(0, null, Ct)).OrderBy(r => r.Consumer, StringComparer.Ordinal))
        {
            Line($"consumer {row.Consumer} of {row.Node}: {Convert.ToHexStringLower(row.State)}");
        }

        foreach (var consumer in Consumers)
        {
            await foreach (var parked in store.Outcomes.ParkedAsync(0, consumer, Ct))
            {
                Line($"parked {parked.Key.Lane}/{parked.Key.User} of {consumer} until {parked.NextTry:O}: {Convert.ToHexStringLower(parked.State)}");
                foreach (var range in await store.Outcomes.ParkedRangesAsync(0, parked.Key, 0, int.MaxValue, Ct))
                {
                    Line($"  behind from {range.Key.FirstOffset}: {Convert.ToHexStringLower(range.Events)}");
                }
            }

            foreach (var spill in await store.Outcomes.SpillsAsync(0, consumer, 0, int.MaxValue, Ct))
            {
                Line($"spill {spill.Key.Sequence} of {consumer} of {spill.AppendedAt:O}");
                Write(SegmentDecoder.Decode(new StoredSegment(0, spill.Key.Sequence, spill.AppendedAt, spill.Head, spill.Body)));
            }
        }

        foreach (var grain in Enum.GetValues<CounterGrain>())
        {
            var rows = await store.Outcomes.CountersAsync(grain, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Ct);
            foreach (var row in rows.Select(r => $"{grain} {r.Bucket:O} {r.Key.SourceId}/{r.Key.DestinationId}/{r.Key.EventName} {r.Key.Kind} {r.Key.Detail}: {r.Count}").Order(StringComparer.Ordinal))
            {
                Line($"{row}");
            }
        }
    }

    private async Task ReadDeadLettersAsync(SqliteStore store)
    {
        foreach (var group in await store.DeadLetters.GroupsAsync(new(), Ct))
        {
            Line($"dead {group.DestinationId} {group.Reason}: {group.Count} from {group.First:O} to {group.Last:O}");
        }

        foreach (var (place, letter) in (await store.DeadLetters.PageAsync(new(), null, int.MaxValue, Ct)).Letters)
        {
            Line($"dead {place.Batch}/{place.Index} {letter.DestinationId} {letter.SourceId} {letter.Reason} {letter.StatusCode} after {letter.Attempts} at {letter.FailedAt:O}, request {Hash(Encoding.UTF8.GetBytes(letter.Request))}");
            Write(letter.Lane, letter.Offset, PackedHeader.Unpack(letter.Header.Span), letter.Event.Span);
        }
    }

    private void Write(Segment segment)
    {
        foreach (var e in segment.Events)
        {
            Write(e.Lane, e.Offset, e.Header, e.Body.Span);
        }
    }

    private void Write(int lane, long offset, EventHeader header, ReadOnlySpan<byte> body) =>
        Line($"  {lane}/{offset} {header.SourceId} {header.Type} {header.Name} message {header.MessageHash:x16} user {header.User} at {header.ReceivedAt:O}, body {body.Length} {Hash(body)}");

    private static string Hash(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture);

    private void Line(FormattableString line) => _contents.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
