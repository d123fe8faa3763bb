namespace Pintle.Workspace;

/// <summary>What a document says of a source's connection to a destination.</summary>
/// <param name="Id">Of the connection.</param>
/// <param name="Enabled">False: neither SDKs nor the data plane use it.</param>
/// <param name="CreatedAt">As the document has it; null: it doesn't say.</param>
/// <param name="UpdatedAt">As the document has it; null: it doesn't say.</param>
public sealed record Connection(string Id, bool Enabled, string? CreatedAt, string? UpdatedAt);
