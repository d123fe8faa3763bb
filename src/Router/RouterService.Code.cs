using Pintle.Lanes.Processing;
using Pintle.Router.UserCode;
using Pintle.Workspace;

namespace Pintle.Router;

/// <summary>Shows what user code would have been given.</summary>
public sealed partial class RouterService
{
    /// <summary>Events from a time on that are in the log, as they reach the destination's user transformation today.</summary>
    /// <exception cref="Store.StoreUnavailableException">The store can't be read now.</exception>
    public IAsyncEnumerable<CodeSample> SamplesForCodeAsync(Destination destination, TransformationRef transformation, DateTimeOffset from, CancellationToken ct) =>
        new CodeHistory(_setup.Store, _setup.Lanes, _setup.Steps, _workspace.Require(), destination, transformation, _setup.Options.CodeBatch).ReadAsync(from, ct);

    /// <summary>The newest events that are in the log, as destinations see them; the newest first.</summary>
    /// <param name="sourceId">Only of this source; null: of any.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="Store.StoreUnavailableException">The store can't be read now.</exception>
    public Task<IReadOnlyList<ProcessedEvent>> NewestEventsAsync(string? sourceId, int most, CancellationToken ct) =>
        new NewestEvents(_setup.Store, _setup.Lanes, _setup.Steps, _workspace.Require()).ReadAsync(sourceId, most, ct);
}
