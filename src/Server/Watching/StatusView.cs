using Pintle.Router;
using Pintle.Store;

namespace Pintle.Server.Watching;

/// <summary>Where the data plane in the box stands.</summary>
/// <param name="Revision">Of the configuration in force; null: there is none yet.</param>
internal sealed record StatusView(long? Revision, IReadOnlyList<DestinationStatus> Destinations, IReadOnlyList<ShardStatus> Store);
