using Pintle.Destinations;
using Pintle.Events;
using Pintle.Lanes;
using Pintle.Lanes.Processing;
using Pintle.Processor;
using Pintle.Processor.Geo;
using Pintle.Router;
using Pintle.Router.Accounts;
using Pintle.Router.Poison;
using Pintle.Router.Retry;
using Pintle.Router.UserCode;
using Pintle.Server.Configuration;
using Pintle.Server.Tls;
using Pintle.Store;
using Pintle.Workspace;

namespace Pintle.Server.Hosting;

/// <summary>The data plane of one node, wired: store, lanes, processor, router. Starts and stops them in order.</summary>
internal sealed class DataPlane : IAsyncDisposable
{
    private const string NotesFile = "in-hand.notes";

    private readonly GeoLookup? _geo;

    private DataPlane(IEventStore store, LaneOwner lanes, RouterService router, LiveFeed live, GeoLookup? geo, ProcessingSteps steps, DiskGuard disk, Retention retention, StoreWarnings warnings, Readings readings)
    {
        (Store, Lanes, Router, Live, _geo, Steps, Disk, Retention, Warnings, Readings) = (store, lanes, router, live, geo, steps, disk, retention, warnings, readings);
    }

    public IEventStore Store { get; }

    public LaneOwner Lanes { get; }

    public RouterService Router { get; }

    public LiveFeed Live { get; }

    public ProcessingSteps Steps { get; }

    public DiskGuard Disk { get; }

    public Retention Retention { get; }

    public StoreWarnings Warnings { get; }

    public Readings Readings { get; }

    /// <summary>Ends when the node has lost its lanes or can't go on; the process must then stop.</summary>
    public Task Failure => Task.WhenAny(Lanes.Completion, Router.Completion);

    public static async Task<DataPlane> StartAsync(
        PintleOptions options, ServerCertificate? certificate, WorkspaceHolder workspace, EventCode code, TokenSource? tokens, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        var geo = OpenGeo(options.Geo.Database, time);
        var steps = FaultPoints.In(new EventProcessor(geo).Steps);
        var (store, lanes) = await new WaitingRoom(options, certificate, time, logs.CreateLogger<WaitingRoom>()).StartAsync(
            stop => OpenAsync(options, steps, workspace, time, logs, stop), ct);
        var live = new LiveFeed();
        var guard = options.Outbound.NewGuard();
        var router = new RouterService(
            store, lanes, steps, workspace, BuiltIn.Catalogue, guard, live, RouterOf(options),
            RetryOf(options), Environment.MachineName, time, logs.CreateLogger<RouterService>(),
            InHandNotes.Open(Path.Combine(options.DataDirectory, NotesFile)), tokens, code);
        await router.StartAsync(ct);
        var disk = new DiskGuard(options.DataDirectory, options.Store.MinFree, time, logs.CreateLogger<DiskGuard>());
        var retention = new Retention(store, router, options.Store, options.Lanes.DuplicateWindow, time, logs.CreateLogger<Retention>());
        var warnings = new StoreWarnings(store, time, logs.CreateLogger<StoreWarnings>());
        return new DataPlane(store, lanes, router, live, geo, steps, disk, retention, warnings, new Readings(store, lanes, router, disk, time));
    }

    /// <summary>The gateway's way in: refuses while the disk is low.</summary>
    public ValueTask<IntakeResult> AppendAsync(IReadOnlyList<IncomingEvent> events, CancellationToken ct) =>
        Disk.IsLow ? ValueTask.FromResult(IntakeResult.Unavailable) : Lanes.AppendAsync(events, ct);

    /// <summary>Commits what was accepted, lets requests in flight end, commits their outcomes.</summary>
    public async Task StopAsync()
    {
        await Lanes.StopAsync();
        await Router.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Readings.Dispose();
        await Router.DisposeAsync();
        await Lanes.DisposeAsync();
        await Store.DisposeAsync();
        _geo?.Dispose();
    }

    private static async Task<(IEventStore Store, LaneOwner Lanes)> OpenAsync(
        PintleOptions options, ProcessingSteps steps, WorkspaceHolder workspace, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        var store = await StoreFactory.OpenAsync(options, time, logs, ct);
        try
        {
            return (store, await LaneOwner.StartAsync(store, LanesOf(options), steps, workspace, time, logs, ct));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static GeoLookup? OpenGeo(string file, TimeProvider time)
    {
        try
        {
            return file.Length == 0 ? null : new GeoLookup(file, time);
        }
        catch (Exception unusable) when (unusable is MaxMind.Db.InvalidDatabaseException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"geo.database: {file}: {unusable.Message}"]);
        }
    }

    private static LanesOptions LanesOf(PintleOptions options) => new()
    {
        TailBytes = options.Lanes.TailBytes,
        DuplicateWindow = options.Lanes.DuplicateWindow,
        DuplicateEntries = options.Lanes.DuplicateEntries,
    };

    private static RouterOptions RouterOf(PintleOptions options) => new()
    {
        MaxInFlight = options.Router.MaxInFlight,
        Throttles = [.. options.Router.Throttles.Select(t => ThrottleRule.Parse(t).Rule!)],
        RequestTimeout = options.Router.RequestTimeout,
        DisabledGrace = options.Router.DisabledGrace,
        ExpireAfter = options.Router.ExpireAfter,
    };

    private static RetrySchedule RetryOf(PintleOptions options) => new()
    {
        FirstRetry = options.Router.FirstRetry,
        LongestRetry = options.Router.LongestRetry,
        Window = options.Router.RetryWindow,
        FewestAttempts = options.Router.FewestAttempts,
    };
}
