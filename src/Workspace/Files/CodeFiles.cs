using System.Buffers;
using System.Text.Json;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Files;

/// <summary>Files of code that a workspace document names, relative to itself. What is made of it stands for itself: the code is in it.</summary>
/// <param name="folder">Of the document; no file may be outside.</param>
internal sealed class CodeFiles(string folder)
{
    private static readonly string[] Lists = [CarriedCode.TransformationList, CarriedCode.LibraryList];

    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>Full paths of those that a document names. Empty when it can't be read.</summary>
    public IReadOnlyList<string> NamedBy(ReadOnlyMemory<byte> document)
    {
        try
        {
            return [.. Named(document).Select(PathOf).OfType<string>().Distinct()];
        }
        catch (WorkspaceException)
        {
            return [];
        }
    }

    /// <summary>The document with the files' content; the very same one when it names none.</summary>
    /// <exception cref="WorkspaceException">A file is missing or outside.</exception>
    public byte[] Fill(byte[] document)
    {
        if (Named(document).Count == 0)
        {
            return document;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var root = new JsonNavigator(WorkspaceReader.Parse(document), "workspace");
            if (WorkspaceReader.IsWorkspace(root))
            {
                Write(json, root);
            }
            else
            {
                json.WriteStartObject();
                foreach (var member in root.Element.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, new JsonNavigator(member.Value, member.Name));
                }

                json.WriteEndObject();
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static List<JsonNavigator> Named(ReadOnlyMemory<byte> document)
    {
        var workspace = DocumentParts.Of(document).Rest;
        return [.. Lists.SelectMany(list => workspace.Objects(list)).Where(IsInFile)];
    }

    // With code beside it, the reader says what is wrong.
    private static bool IsInFile(JsonNavigator version) => version.Member("file") is { ValueKind: JsonValueKind.String } && version.Member("code") is null;

    private void Write(Utf8JsonWriter json, JsonNavigator workspace)
    {
        if (workspace.Element.ValueKind != JsonValueKind.Object)
        {
            workspace.Element.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in workspace.Element.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (Lists.Contains(member.Name, StringComparer.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.Array)
            {
                json.WriteStartArray();
                foreach (var (place, version) in member.Value.EnumerateArray().Index())
                {
                    WriteVersion(json, new JsonNavigator(version, $"{workspace.Path}.{member.Name}[{place}]"));
                }

                json.WriteEndArray();
            }
            else
            {
                member.Value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private void WriteVersion(Utf8JsonWriter json, JsonNavigator version)
    {
        if (version.Element.ValueKind != JsonValueKind.Object || !IsInFile(version))
        {
            version.Element.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in version.Element.EnumerateObject().Where(m => !m.Name.Equals("file", StringComparison.OrdinalIgnoreCase)))
        {
            member.WriteTo(json);
        }

        json.WriteString("code", Read(version));
        json.WriteEndObject();
    }

    private string Read(JsonNavigator version)
    {
        var path = PathOf(version) ?? throw new WorkspaceException($"{version.Path}.file: {version.Text("file")} is outside of the folder of the workspace file, {_folder}.");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{version.Path}.file: {unreadable.Message}", unreadable);
        }
    }

    private string? PathOf(JsonNavigator version)
    {
        var path = Path.GetFullPath(version.Text("file"), _folder);
        return path.StartsWith(Path.TrimEndingDirectorySeparator(_folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }
}
