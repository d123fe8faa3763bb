using System.Globalization;
using System.Net;
using MaxMind.Db;

namespace Pintle.Processor.Geo;

/// <summary>
/// Looks addresses up in a database of the MaxMind City format that the user names. Opened anew when the file is replaced.
/// Thread-safe.
/// </summary>
/// <remarks>https://maxmind.github.io/MaxMind-DB/</remarks>
public sealed class GeoLookup : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private volatile Reader _reader;
    private DateTime _version;
    private long _lookedAt;

    /// <exception cref="InvalidDatabaseException">The file is not of the format.</exception>
    public GeoLookup(string file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _version = File.GetLastWriteTimeUtc(file);
        _lookedAt = time.GetTimestamp();
        _reader = new Reader(file, FileAccessMode.Memory);
    }

    public void Dispose() => _reader.Dispose();

    internal GeoPlace Find(string ip)
    {
        ReopenWhenReplaced();
        var found = Record(ip);
        return new GeoPlace(
            ip, Name(found, "city"), Text(found, "country", "iso_code"), Region(found), Text(found, "postal", "code"), Location(found),
            Text(found, "location", "time_zone"));
    }

    private Dictionary<string, object>? Record(string ip)
    {
        if (!IPAddress.TryParse(ip.Trim('[', ']'), out var address))
        {
            return null;
        }

        try
        {
            return _reader.Find<Dictionary<string, object>>(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }
        catch (InvalidDatabaseException)
        {
            // A damaged record costs its place, not the event.
            return null;
        }
    }

    // The former reader is left to the garbage collector: a look-up may be using it.
    private void ReopenWhenReplaced()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookAgain)
        {
            return;
        }

        lock (_gate)
        {
            Volatile.Write(ref _lookedAt, _time.GetTimestamp());
            var version = File.GetLastWriteTimeUtc(_file);
            if (version != _version && File.Exists(_file))
            {
                try
                {
                    _reader = new Reader(_file, FileAccessMode.Memory);
                    _version = version;
                }
                catch (Exception broken) when (broken is InvalidDatabaseException or IOException)
                {
                    // Being written: the next look takes it.
                }
            }
        }
    }

    private static string Name(Dictionary<string, object>? record, string part) => English(Child(record, part));

    private static string English(Dictionary<string, object>? part) => Child(part, "names")?.GetValueOrDefault("en") as string ?? "";

    private static string Text(Dictionary<string, object>? record, string part, string member) =>
        Child(record, part)?.GetValueOrDefault(member) as string ?? "";

    private static string Region(Dictionary<string, object>? record) =>
        record?.GetValueOrDefault("subdivisions") is List<object> { Count: > 0 } parts ? English(parts[0] as Dictionary<string, object>) : "";

    private static string Location(Dictionary<string, object>? record) =>
        Child(record, "location") is { } location && location.GetValueOrDefault("latitude") is double latitude
            && location.GetValueOrDefault("longitude") is double longitude
            ? string.Create(CultureInfo.InvariantCulture, $"{latitude:F6},{longitude:F6}")
            : "";

    private static Dictionary<string, object>? Child(Dictionary<string, object>? parent, string name) =>
        parent?.GetValueOrDefault(name) as Dictionary<string, object>;
}
