using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Workspace.Editing;

/// <summary>Changes of a JSON text that leave everything else as somebody wrote it: order, layout and comments.</summary>
internal sealed class TextEdits(byte[] text)
{
    private const string Step = "  ";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(int Start, int End, string Text)> _edits = [];

    public void Replace(JsonText value, JsonNode with) => _edits.Add((value.Start, value.End, with.ToJsonString(Indented)));

    /// <summary>Adds to the end of a list.</summary>
    public void Append(JsonText list, params IEnumerable<JsonNode> items) => Insert(list, items.Select(i => ("", i)));

    /// <summary>Adds to the end of an object.</summary>
    public void Append(JsonText to, string name, JsonNode value) => Insert(to, [($"\"{name}\": ", value)]);

    public byte[] Apply()
    {
        var (made, at) = (new MemoryStream(), 0);
        foreach (var (start, end, with) in _edits.OrderBy(e => e.Start))
        {
            made.Write(text, at, start - at);
            made.Write(Encoding.UTF8.GetBytes(with));
            at = end;
        }

        made.Write(text, at, text.Length - at);
        return made.ToArray();
    }

    // Behind the last one and laid out as that is: in its line when all is in one line. A trailing comma is then behind the new one.
    private void Insert(JsonText into, IEnumerable<(string Name, JsonNode Value)> members)
    {
        var isEmpty = into.Members.Count == 0;
        var outer = IndentAt(into.Start);
        var inner = isEmpty ? outer + Step : IndentAt(into.Members[^1].Value.Start);
        var added = string.Join(",", members.Select(m => $"\n{inner}{m.Name}{m.Value.ToJsonString(Indented).ReplaceLineEndings($"\n{inner}")}"));
        var at = isEmpty ? into.Start + 1 : into.Members[^1].Value.End;
        _edits.Add((at, at, isEmpty ? $"{added}\n{outer}" : $",{added}"));
    }

    private string IndentAt(int place)
    {
        var start = text.AsSpan(0, place).LastIndexOf((byte)'\n') + 1;
        var length = text.AsSpan(start, place - start).IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.UTF8.GetString(text, start, length < 0 ? place - start : length);
    }
}
