using System.Globalization;
using Pintle.Events;

namespace Pintle.Store.Tests.Contract;

/// <summary>Random operations of two owners, with crashes, stale epochs, lost answers and trims, against a model in memory.</summary>
public abstract partial class EventStoreContract
{
    private const int Operations = 10_000;
    private const int ModelLanes = 4;

    [Fact]
    public async Task Behaves_like_the_model_under_random_operations()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PINTLE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 20261124;
        var run = new ModelRun(this, new Random(seed));
        try
        {
            await run.StartAsync();
            for (var i = 0; i < Operations; i++)
            {
                await run.StepAsync();
            }

            await run.CheckAsync();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Failed with PINTLE_SEED={seed} after {run.Steps} operations.", failure);
        }
        finally
        {
            await run.DisposeAsync();
        }
    }

    private sealed class ModelRun(EventStoreContract contract, Random random) : IAsyncDisposable
    {
        private readonly IEventStore?[] _stores = new IEventStore?[2];
        private readonly LaneGrant[][] _grants = [new LaneGrant[Lane.Count], new LaneGrant[Lane.Count]];
        private readonly long[] _epochs = new long[Lane.Count];
        private readonly List<(int Lane, long Offset, string Id)> _log = [];
        private readonly long[] _next = new long[Lane.Count];
        private readonly Dictionary<(string Consumer, string Node), byte> _consumers = [];
        private int[] _lanes = [];
        private long _trimmedBelow;
        private int _made;

        public int Steps { get; private set; }

        public async Task StartAsync()
        {
            for (var owner = 0; owner < 2; owner++)
            {
                var store = _stores[owner] = await contract.OpenAsync();
                _lanes = [.. LanesOf(store).Take(ModelLanes)];
                await AcquireAsync(owner, _lanes);
            }
        }

        public Task StepAsync()
        {
            Steps++;
            contract.Time.Advance(TimeSpan.FromMilliseconds(random.Next(5)));
            var owner = random.Next(2);
            return random.Next(200) switch
            {
                0 => CrashAsync(owner),
                1 => CheckAsync(),
                2 => TrimAsync(owner),
                < 12 => AcquireAsync(owner, [_lanes[random.Next(ModelLanes)]]),
                < 80 => CommitAsync(owner),
                _ => AppendAsync(owner),
            };
        }

        public async Task CheckAsync()
        {
            foreach (var store in _stores)
            {
                var stored = (await ReadAllAsync(store!)).SelectMany(s => s.Events).Select(e => (e.Lane, e.Offset, e.Header.MessageHash)).Order().ToList();
                var expected = _log.Select(e => (e.Lane, e.Offset, MessageKey.Of("ws", "src", e.Id, "").Low64)).Order().ToList();
                Assert.Equal(expected.Where(e => stored.Count > 0 && e.Offset >= stored.Where(s => s.Lane == e.Lane).Select(s => s.Offset).DefaultIfEmpty(long.MaxValue).Min()), stored);
                var consumers = await store!.Outcomes.ConsumersAsync(0, null, Ct);
                Assert.Equal(_consumers.OrderBy(c => c.Key).Select(c => (c.Key.Consumer, c.Key.Node, c.Value)), consumers.Select(c => (c.Consumer, c.Node, c.State[0])).Order());
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var store in _stores.OfType<IEventStore>())
            {
                await store.DisposeAsync();
            }
        }

        private async Task AcquireAsync(int owner, int[] lanes)
        {
            foreach (var grant in await _stores[owner]!.AcquireAsync(lanes, Ct))
            {
                Assert.True(grant.Epoch > _epochs[grant.Lane]);
                Assert.Equal(_next[grant.Lane], grant.NextOffset);
                _grants[owner][grant.Lane] = grant;
                _epochs[grant.Lane] = grant.Epoch;
            }
        }

        private async Task AppendAsync(int owner)
        {
            var lanes = _lanes.Where(_ => random.Next(2) == 0).DefaultIfEmpty(_lanes[0]).ToList();
            var ids = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"e{_made++}").ToArray();
            var isStale = lanes.Exists(l => _grants[owner][l].Epoch != _epochs[l]);
            var segment = contract.Segment(lanes.Select(l => (_grants[owner][l], isStale ? _grants[owner][l].NextOffset : _next[l])), ids);
            if (isStale)
            {
                await Assert.ThrowsAsync<StaleEpochException>(() => _stores[owner]!.AppendAsync(0, segment, Ct));
                return;
            }

            var sequence = await _stores[owner]!.AppendAsync(0, segment, Ct);
            if (random.Next(10) == 0)
            {
                // The answer was lost: the owner sends the same segment again.
                Assert.Equal(sequence, await _stores[owner]!.AppendAsync(0, segment, Ct));
            }

            foreach (var lane in lanes)
            {
                _log.AddRange(ids.Select((id, i) => (lane, _next[lane] + i, $"{id}-{lane}")));
                _next[lane] += ids.Length;
            }
        }

        private async Task CommitAsync(int owner)
        {
            var lanes = _lanes.Where(_ => random.Next(2) == 0).ToList();
            var consumer = $"c{random.Next(3)}";
            var value = (byte)random.Next(256);
            var commit = contract.Commit(lanes.Select(l => _grants[owner][l])) with { Node = $"n{owner}", Consumers = [new(consumer, [value])] };
            if (lanes.Exists(l => _grants[owner][l].Epoch != _epochs[l]))
            {
                await Assert.ThrowsAsync<StaleEpochException>(() => _stores[owner]!.CommitAsync(0, commit, Ct));
                return;
            }

            await _stores[owner]!.CommitAsync(0, commit, Ct);
            _consumers[(consumer, $"n{owner}")] = value;
        }

        // A crashed owner is abandoned, not closed; what it owned it has lost.
        private async Task CrashAsync(int owner)
        {
            _stores[owner] = await contract.OpenAsync();
            await AcquireAsync(owner, _lanes);
        }

        private async Task TrimAsync(int owner)
        {
            _trimmedBelow = Math.Max(_trimmedBelow, (await _stores[owner]!.StatusAsync(0, Ct)).NextSequence - random.Next(50));
            await _stores[owner]!.TrimAsync(0, _trimmedBelow, contract.Time.GetUtcNow(), Ct);
        }
    }
}
