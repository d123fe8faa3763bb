namespace Pintle.Server.Configuration;

/// <summary>A value as it was given.</summary>
/// <param name="Place">Where, for messages: a file and line, a variable, a flag.</param>
internal sealed record GivenValue(string Key, IReadOnlyList<string> Values, string Place);
