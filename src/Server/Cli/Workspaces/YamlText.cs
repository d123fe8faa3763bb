using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>
/// JSON as YAML and back, by the JSON schema of YAML 1.2: what is a number, a boolean or null in one is that in the other. Text that some reader could take for anything
/// else is quoted; text of several lines, such as code, is a block.
/// </summary>
internal static partial class YamlText
{
    // As deep as the server reads JSON; it also ends an alias that contains itself.
    private const int Deepest = 64;

    private static readonly EmitterSettings Layout = new EmitterSettings().WithBestIndent(2).WithBestWidth(int.MaxValue).WithIndentedSequences().WithNewLine("\n");

    public static string Write(JsonElement json)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Layout);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(emitter, json);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    /// <exception cref="YamlException">It is no YAML, or means something that JSON can't say.</exception>
    public static JsonNode? Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents switch
        {
            [] => null,
            [var one] => Read(one.RootNode, depth: 0),
            [_, var second, ..] => throw Wrong(second.RootNode, "A second document begins; put everything into one."),
        };
    }

    private static void Write(Emitter emitter, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var isEmpty = !value.EnumerateObject().Any();
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, isEmpty ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var member in value.EnumerateObject())
                {
                    emitter.Emit(Text(member.Name, isName: true));
                    Write(emitter, member.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, value.GetArrayLength() == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in value.EnumerateArray())
                {
                    Write(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                emitter.Emit(Text(value.GetString()!, isName: false));
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value.GetRawText(), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    private static Scalar Text(string text, bool isName)
    {
        var style = Plain().IsMatch(text) && !Ambiguous().IsMatch(text) ? ScalarStyle.Plain
            : !isName && IsBlock(text) ? ScalarStyle.Literal
            : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: style == ScalarStyle.Plain, isQuotedImplicit: true);
    }

    // A block keeps only what is printable, and its first line says how far it is indented.
    private static bool IsBlock(string text) => text.Contains('\n', StringComparison.Ordinal) && !char.IsWhiteSpace(text[0]) && text[^1] is not (' ' or '\t')
        && text.All(static c => c is '\n' or '\t' or (>= ' ' and <= '~') or (>= '\u00A0' and not ('\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF') and not (>= '\uD800' and <= '\uDFFF')));

    private static JsonNode? Read(YamlNode node, int depth)
    {
        if (depth > Deepest)
        {
            throw Wrong(node, $"It is nested more than {Deepest} deep.");
        }

        return node switch
        {
            YamlMappingNode mapping => Members(mapping, depth),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => Read(item, depth + 1))]),
            YamlScalarNode scalar => Value(scalar),
            _ => throw Wrong(node, "This can't be said in JSON."),
        };
    }

    private static JsonObject Members(YamlMappingNode mapping, int depth)
    {
        var members = new JsonObject();
        foreach (var (name, value) in mapping.Children)
        {
            if (name is not YamlScalarNode { Value: { } key } scalar)
            {
                throw Wrong(name, "A key must be text.");
            }

            if (key == "<<" && scalar.Style == ScalarStyle.Plain)
            {
                throw Wrong(name, "Merge keys (<<) are not read; write out what they stand for.");
            }

            if (!members.TryAdd(key, Read(value, depth + 1)))
            {
                throw Wrong(name, $"The key \"{key}\" is there twice.");
            }
        }

        return members;
    }

    private static JsonNode? Value(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str")
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when Number().IsMatch(text) => JsonNode.Parse(text),
            _ => JsonValue.Create(text),
        };
    }

    private static YamlException Wrong(YamlNode node, string message) => new(node.Start, node.End, message);

    // As JSON has them, so that 007 and +1 stay the text that they are.
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();

    // What needs no quotes for any reader, and none to the eye.
    [GeneratedRegex(@"^[\p{L}_/$][\p{L}\p{Nd}_/$.@+()-]*( [\p{L}\p{Nd}_/$.@+()→-]+|:(?=[^\s:])[\p{L}\p{Nd}_/$.@+()-]+)*\z")]
    private static partial Regex Plain();

    // What readers of YAML 1.1 take for a boolean or null.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ambiguous();
}
