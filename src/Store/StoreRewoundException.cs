namespace Pintle.Store;

/// <summary>
/// The store has gone back behind what it had confirmed (a fail-over that lost commits, a backup put back). Everything in memory
/// that builds on it is void: the node has to start again from what the store has.
/// </summary>
public sealed class StoreRewoundException(string message, Exception? inner = null) : Exception(message, inner);
