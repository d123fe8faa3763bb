using System.Text.Json;

namespace Pintle.Workspace;

/// <summary>What a document says of a source's connection to a destination.</summary>
/// <param name="Id">Of the connection.</param>
/// <param name="Enabled">False: neither SDKs nor the data plane use it.</param>
/// <param name="Raw">The connection as the document has it.</param>
public sealed record Connection(string Id, bool Enabled, JsonElement Raw);
