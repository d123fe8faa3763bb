using System.Globalization;
using System.Text;
using Pintle.Server.Admin;

namespace Pintle.Server.Cli;

/// <summary>An event's history as people read it.</summary>
internal static class HistoryText
{
    private const int StateWidth = 15;
    private const int LongestDetail = 300;

    public static string Of(EventHistory e)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Time(e.ReceivedAt)}  {e.SourceName ?? e.SourceId}  {e.Type}");
        text.Append(e.Name.Length > 0 ? $" \"{e.Name}\"" : "");
        text.Append(e.User.Length > 0 ? $"  user {e.User}" : "");
        text.Append(CultureInfo.InvariantCulture, $"  message {e.MessageId}  lane {e.Lane}, offset {e.Offset}{Where(e.In)}\n");
        text.Append(e.IsProcessed ? "  processed" : "  received, not processed yet");
        text.Append(e.Dropped is null ? "\n" : $"; dropped: {e.Dropped} (by today's configuration)\n");
        var width = e.Destinations.Select(d => Name(d).Length).DefaultIfEmpty(0).Max();
        foreach (var destination in e.Destinations)
        {
            text.Append("  ").Append(Name(destination).PadRight(width + 2)).Append($"{State(destination).PadRight(StateWidth)}{Detail(destination)}".TrimEnd()).Append('\n');
        }

        if (e.Destinations.Count == 0)
        {
            text.Append("  no destination is connected to its source\n");
        }

        return text.ToString();
    }

    public static string Of(FindEnd end) => string.Create(
        CultureInfo.InvariantCulture,
        $"{end.Found} event{(end.Found == 1 ? "" : "s")} found; {end.Headers:N0} header{(end.Headers == 1 ? "" : "s")} read in {end.Seconds:0.0} s.{Damage(end.DamagedSegments)}{(end.Next is null ? "" : $" There are more: go on with --after {end.Next}")}");

    private static string Name(DestinationHistory destination) => destination.Name is { } name && name != destination.Id ? $"{name} ({destination.Id})" : destination.Id;

    private static string State(DestinationHistory destination) => destination.State == "dead" ? "dead letter" : destination.State;

    private static string Detail(DestinationHistory destination)
    {
        var parts = new List<string>();
        if (destination.Attempts is { } attempts)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{attempts} attempt{(attempts == 1 ? "" : "s")}"));
        }

        if (destination.NextTry is { } next)
        {
            parts.Add($"next try {Time(next)}");
        }

        if (destination.FailedAt is { } failed)
        {
            parts.Add($"ended {Time(failed)}");
        }

        if (destination.Detail is { } detail)
        {
            parts.Add(detail.ReplaceLineEndings(" ") is { Length: > LongestDetail } lengthy ? lengthy[..LongestDetail] + "…" : detail.ReplaceLineEndings(" "));
        }

        if (destination.DeadLetter is { } letter)
        {
            parts.Add($"id {letter}");
        }

        return string.Join(", ", parts) + (destination.ByTodaysConfiguration == true ? " (by today's configuration)" : "");
    }

    private static string Where(string region) => region switch
    {
        "spill" => "  (the log is past it; a destination has copied it)",
        "aged" => "  (aged out of the log; a dead letter has it)",
        _ => "",
    };

    private static string Damage(int segments) =>
        segments == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {segments} segments are damaged and were passed over.");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
