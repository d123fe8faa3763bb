using System.Globalization;
using Pintle.Server.Configuration;

namespace Pintle.Server.Cli;

/// <summary>Times as options name them: how long ago, or when.</summary>
internal static class Times
{
    /// <summary>The time of an option, as the server takes it; null when it is not given. One without a zone is UTC, as everything that Pintle prints.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static string? Read(string option, string? text, DateTimeOffset now) => text switch
    {
        null => null,
        _ when ValueParser.ParseDuration(text) is { } ago => (now - ago).ToString("O", CultureInfo.InvariantCulture),
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at.ToString("O", CultureInfo.InvariantCulture),
        _ => throw new RefusedException($"{option} must be a time such as 2026-11-25T08:00:00Z, or how long ago, such as 2h, but is \"{text}\"."),
    };
}
