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
}
