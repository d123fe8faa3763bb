using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit;
using Pintle.Destinations;
using Pintle.Events;
using Pintle.Lanes;
using Pintle.Processor;
using Pintle.Router.Accounts;
using Pintle.Router.Outbound;
using Pintle.Router.Retry;
using Pintle.Router.Sending;
using Pintle.Router.UserCode;
using Pintle.Store.Outcomes;
using Pintle.Store.Sqlite;
using Pintle.TestKit;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Router.Tests.Rig;

/// <summary>
/// The real router and lane owner on a real SQLite store in a directory of its own, under a clock that tests move and vendors
/// without a network. It can crash and start again.
/// </summary>
internal sealed class RouterRig : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly WorkspaceHolder _workspace = new();
    private readonly Dictionary<string, RigVendor> _vendors = [];
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private LaneOwner? _lanes;
    private long _revision;
    private bool _isRunning;
    private string _stopping = "";

    public RouterRig() => _limit.CancelAfter(TimeSpan.FromMinutes(1));

    /// <summary>The store's directory; goes with the rig.</summary>
    public string Directory { get; } = Path.Combine(Path.GetTempPath(), $"pintle-rig-{Guid.CreateVersion7()}");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));

    public RouterOptions Options { get; init; } = new();

    public RetrySchedule Retry { get; init; } = new();

    /// <summary>Whose events the workspace blocks.</summary>
    public Func<string, bool> IsBlocked { get; init; } = _ => false;

    /// <summary>Types of destinations beside the product's.</summary>
    public DestinationCatalogue Catalogue { get; init; } = BuiltIn.Catalogue;

    /// <summary>What answers a destination instead of its <see cref="Vendor"/>.</summary>
    public Func<string, HttpMessageHandler?> HandlerOf { get; init; } = _ => null;

    /// <summary>Hands out tokens of accounts; null: the workspace document holds them.</summary>
    public TokenSource? Tokens { get; init; }

    /// <summary>Runs user transformations.</summary>
    public EventCode? Code { get; init; }

    public RouterService Router { get; private set; } = null!;

    public DyingStore Store { get; private set; } = null!;

    public CancellationToken Ct => _limit.Token;

    public RigVendor Vendor(string destination = "hook")
    {
        lock (_vendors)
        {
            return _vendors.TryGetValue(destination, out var vendor) ? vendor : _vendors[destination] = new RigVendor();
        }
    }

    public void Configure(params Webhook[] webhooks) => Configure(WorkspaceJson.Of(webhooks));

    /// <summary>Swaps in a whole document. User code isn't in it: <see cref="Code"/> is what runs.</summary>
    public void Configure(string workspace) =>
        _workspace.Swap(WorkspaceReader.Read(Encoding.UTF8.GetBytes(workspace), ++_revision, Time.GetUtcNow(), hasBackend: true));

    public static Webhook Hook(string id = "hook") => new(id, $"http://{id}.example/");

    /// <summary>Starts, with one webhook unless configured before.</summary>
    public async Task<RouterRig> StartAsync()
    {
        if (_revision == 0)
        {
            Configure(Hook());
        }

        var steps = new EventProcessor(null).Steps;
        Store = new DyingStore(await SqliteStore.OpenAsync(new SqliteStoreOptions { Directory = Directory }, Time, NullLogger<SqliteStore>.Instance, Ct));
        _isRunning = true;
        _lanes = await LaneOwner.StartAsync(Store, new LanesOptions(), steps, _workspace, Time, NullLoggerFactory.Instance, Ct);
        Router = new RouterService(
            Store, _lanes, steps, _workspace, Catalogue, new OutboundGuard([]), new LiveFeed(),
            Options, Retry, "node", Time, NullLogger<RouterService>.Instance, tokens: Tokens, code: Code)
        { VendorOf = id => new VendorClient(HandlerOf(id) ?? Vendor(id)) };
        var starting = Router.StartAsync(Ct);
        await UntilAsync(() => starting.IsCompleted);
        await starting;
        return this;
    }

    public async Task AppendAsync(IEnumerable<(string User, long Number)> events, string jobRun = "")
    {
        var appended = _lanes!.AppendAsync([.. events.Select(e => Event(e.User, e.Number, jobRun))], Ct).AsTask();
        await UntilAsync(() => appended.IsCompleted);
        Assert.Equal(IntakeResult.Stored, await appended);
    }

    /// <summary>Moves the clock in steps until something holds.</summary>
    public Task UntilAsync(Func<bool> condition, TimeSpan? step = null) => UntilAsync(condition, step ?? TimeSpan.FromMilliseconds(20), Ct);

    /// <summary>The test's time is up, as after a minute.</summary>
    public void EndTime() => _limit.Cancel();

    public DestinationStatus Status(string destination = "hook") => Router.Status().Single(s => s.DestinationId == destination);

    public bool IsIdle() => Router.Status().All(s => s is { Waiting: 0, InFlight: 0, ParkedUsers: 0 });

    /// <summary>Committed counts of a kind, for a destination or (empty) before the fan-out; replays apart.</summary>
    public async Task<long> CountAsync(OutcomeKind kind, string destination = "hook", bool replay = false) =>
        (await Store.Outcomes.CountersAsync(CounterGrain.Minute, DateTimeOffset.UnixEpoch, Time.GetUtcNow().AddDays(1), Ct))
        .Where(row => row.Key.Kind == kind && row.Key.DestinationId == destination && row.Key.Replay == replay).Sum(row => row.Count);

    /// <summary>Moves the clock until a committed count is reached, and beyond: what a test has seen is in the past, as on a real clock.</summary>
    public async Task UntilCountAsync(OutcomeKind kind, long count, string destination = "hook", bool replay = false, TimeSpan? step = null)
    {
        while (await CountAsync(kind, destination, replay) < count)
        {
            Time.Advance(step ?? TimeSpan.FromMilliseconds(60));
            await Task.Delay(5, Ct);
        }

        Assert.Equal(count, await CountAsync(kind, destination, replay));
        // A letter can be committed without a step after its failure; a replay that began now would leave it out, as too new.
        Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Ends without writing anything more, as kill -9 does.</summary>
    public Task CrashAsync()
    {
        Store.IsDead = true;
        return StopAsync();
    }

    public async Task StopAsync()
    {
        _isRunning = false;
        // Not the test's limit: once that has passed, the stop would be given up at once, and its exception would hide the test's own.
        using var limit = new CancellationTokenSource(LongestStop);
        var stopping = StopPartsAsync();
        try
        {
            await UntilAsync(() => stopping.IsCompleted, TimeSpan.FromMilliseconds(500), limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Stopping hangs at: {_stopping}.");
        }

        await stopping;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
        {
            await CrashAsync();
        }

        _limit.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan step, CancellationToken ct)
    {
        while (!condition())
        {
            ct.ThrowIfCancellationRequested();
            Time.Advance(step);
            await Task.Delay(1, ct);
        }
    }

    private async Task StopPartsAsync()
    {
        _stopping = "lanes";
        await _lanes!.StopAsync();
        _stopping = "router";
        await Router.StopAsync();
        await Router.DisposeAsync();
        _stopping = "lanes and store";
        await _lanes.DisposeAsync();
        await Store.DisposeAsync();
    }

    private IncomingEvent Event(string user, long number, string jobRun)
    {
        var now = Time.GetUtcNow();
        var id = $"{user}-{number}";
        var key = MessageKey.Of("ws", "src", id, "");
        var body = $$$"""{"type":"track","event":"E","userId":"{{{user}}}","messageId":"{{{id}}}","recordId":{{{number}}},"rudderId":"r","request_ip":"1.2.3.4","receivedAt":"{{{now:O}}}","properties":{"number":{{{number}}}}}""";
        var header = new EventHeader
        {
            SourceId = "src",
            Type = "track",
            Name = "E",
            MessageHash = key.Low64,
            User = UserKey.Of("ws", user, ""),
            ReceivedAt = now,
            JobRunId = jobRun,
            IsBlocked = IsBlocked(user),
        };
        return new IncomingEvent(header, Encoding.UTF8.GetBytes(body), key);
    }
}
