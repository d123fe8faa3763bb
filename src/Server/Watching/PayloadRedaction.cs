using System.Buffers;
using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Server.Watching;

/// <summary>
/// Hides members of JSON by rule before people see it. A rule with dots is a path from the top, <c>context.traits.email</c>, each part
/// with <c>*</c> for anything; one without is the name of a member anywhere, <c>*password*</c>. Items of a list have the path of the list.
/// Case doesn't matter.
/// </summary>
internal sealed class PayloadRedaction
{
    private const string Mask = "[redacted]";
    private const int MostText = 4_096;

    private readonly string[] _names;
    private readonly string[][] _paths;

    private PayloadRedaction(string[] names, string[][] paths) => (_names, _paths) = (names, paths);

    /// <summary>Hides nothing.</summary>
    public static PayloadRedaction None { get; } = Of([]);

    public static PayloadRedaction Of(IReadOnlyList<string> rules) => new(
        [.. rules.Where(r => !r.Contains('.', StringComparison.Ordinal))],
        [.. rules.Where(r => r.Contains('.', StringComparison.Ordinal)).Select(r => r.TrimStart('.').Split('.'))]);

    /// <summary>Does a rule hide a member at the top?</summary>
    public bool Hides(string member) => Hides([member]);

    /// <summary>The JSON without what is hidden.</summary>
    /// <param name="json">An event.</param>
    /// <param name="mostBytes">Beyond that members are left out.</param>
    /// <returns>What is shown, and whether something is missing for its size; null when it isn't JSON.</returns>
    public (JsonElement Shown, bool IsCut)? Apply(ReadOnlyMemory<byte> json, int mostBytes)
    {
        try
        {
            using var document = JsonDocument.Parse(json, JsonPolicy.Document);
            var buffer = new ArrayBufferWriter<byte>();
            using var writer = new Utf8JsonWriter(buffer, JsonPolicy.Writer);
            var run = new Run(this, writer, mostBytes);
            run.Write(document.RootElement);
            writer.Flush();
            return (JsonElement.Parse(buffer.WrittenSpan, JsonPolicy.Document), run.IsCut);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same as text; what isn't JSON is shown as it is, for rules say nothing of it.</summary>
    public string ApplyToText(ReadOnlyMemory<byte> json) =>
        _names.Length + _paths.Length > 0 && Apply(json, int.MaxValue) is { } applied ? applied.Shown.GetRawText() : Encoding.UTF8.GetString(json.Span);

    /// <summary>A request as it is shown: in a JSON body the members that rules without dots name are hidden. Paths are an event's.</summary>
    public string ApplyToRequest(string request)
    {
        var body = request.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        return _names.Length == 0 || body < 2 || body == request.Length ? request
            : string.Concat(request.AsSpan(0, body), new PayloadRedaction(_names, []).ApplyToText(Encoding.UTF8.GetBytes(request[body..])));
    }

    private bool Hides(List<string> path) =>
        Array.Exists(_names, n => Matches(n, path[^1])) || Array.Exists(_paths, p => p.Length == path.Count && Enumerable.Range(0, p.Length).All(i => Matches(p[i], path[i])));

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    private sealed class Run(PayloadRedaction rules, Utf8JsonWriter writer, int mostBytes)
    {
        private readonly List<string> _path = [];

        public bool IsCut { get; private set; }

        private bool IsFull => writer.BytesCommitted + writer.BytesPending > mostBytes;

        public void Write(JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var member in value.EnumerateObject().TakeWhile(_ => MayGoOn()))
                    {
                        WriteMember(member);
                    }

                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in value.EnumerateArray().TakeWhile(_ => MayGoOn()))
                    {
                        Write(item);
                    }

                    writer.WriteEndArray();
                    break;
                case JsonValueKind.String when value.GetString() is { Length: > MostText } text:
                    IsCut = true;
                    writer.WriteStringValue(string.Concat(text.AsSpan(0, MostText), "…"));
                    break;
                default:
                    value.WriteTo(writer);
                    break;
            }
        }

        private void WriteMember(JsonProperty member)
        {
            _path.Add(member.Name);
            writer.WritePropertyName(member.Name);
            if (rules.Hides(_path))
            {
                writer.WriteStringValue(Mask);
            }
            else
            {
                Write(member.Value);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        private bool MayGoOn()
        {
            IsCut |= IsFull;
            return !IsFull;
        }
    }
}
