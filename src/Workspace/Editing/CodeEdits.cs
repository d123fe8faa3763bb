using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Editing;

/// <summary>What publishing changes in a workspace document's text.</summary>
internal sealed class CodeEdits
{
    private readonly TextEdits _edits;
    private readonly JsonText _workspace;

    public CodeEdits(byte[] document)
    {
        _edits = new TextEdits(document);
        var root = JsonText.Parse(document);
        _workspace = root["sources"] is not null || root["workspaceId"] is not null ? root : root.Members.First(m => m.Value.Kind == JsonTokenType.StartObject).Value;
    }

    public byte[] Apply() => _edits.Apply();

    public void Add(IReadOnlyList<TransformationVersion> transformations, IReadOnlyList<LibraryVersion> libraries)
    {
        Append(CarriedCode.TransformationList, transformations.Select(Json));
        Append(CarriedCode.LibraryList, libraries.Select(Json));
    }

    /// <summary>Destinations that have other versions of the transformations get these, and <c>libraries</c> has these in place of others of the same libraries.</summary>
    public void Publish(IReadOnlyList<TransformationVersion> transformations, IReadOnlyList<LibraryVersion> libraries)
    {
        foreach (var version in transformations)
        {
            Publish(version);
        }

        var owners = _workspace.Items(CarriedCode.LibraryList).ToDictionary(l => l.TextOf("versionId"), l => l.TextOf("id"));
        var left = libraries.ToList();
        foreach (var inForce in _workspace.Items("libraries"))
        {
            if (inForce["versionId"] is { } id && left.Find(v => v.Id == owners.GetValueOrDefault(id.Text)) is { } version)
            {
                _edits.Replace(id, version.VersionId);
                left.Remove(version);
            }
        }

        Append("libraries", left.Select(v => new JsonObject { ["versionId"] = v.VersionId }));
    }

    private void Publish(TransformationVersion version)
    {
        foreach (var used in _workspace.Items("sources").SelectMany(s => s.Items("destinations")).SelectMany(d => d.Items("transformations")))
        {
            if (used.TextOf("id") == version.Id && used["versionId"] is { } id)
            {
                _edits.Replace(id, version.VersionId);
            }
        }

        foreach (var carried in _workspace.Items(CarriedCode.TransformationList).Where(v => v.TextOf("id") == version.Id))
        {
            Mark(carried, carried.TextOf("versionId") == version.VersionId);
        }
    }

    private void Mark(JsonText carried, bool isPublished)
    {
        if (carried["isPublished"] is { } mark)
        {
            _edits.Replace(mark, isPublished);
        }
        else if (isPublished)
        {
            _edits.Append(carried, "isPublished", isPublished);
        }
    }

    private void Append(string list, IEnumerable<JsonNode> added)
    {
        JsonNode[] items = [.. added];
        if (items.Length == 0)
        {
            return;
        }

        if (_workspace[list] is { Kind: JsonTokenType.StartArray } known)
        {
            _edits.Append(known, items);
        }
        else if (_workspace[list] is { } nothing)
        {
            _edits.Replace(nothing, new JsonArray(items));
        }
        else
        {
            _edits.Append(_workspace, list, new JsonArray(items));
        }
    }

    private static JsonObject Json(TransformationVersion version)
    {
        var json = Described(version.Id, version.VersionId, version.Name, version.Language, version.Description, version.CreatedAt);
        json["codeVersion"] = version.CodeVersion;
        json["code"] = version.Code;
        if (version.Tests.Count > 0)
        {
            json["tests"] = new JsonArray([.. version.Tests.Select(Json)]);
        }

        return json;
    }

    private static JsonObject Json(LibraryVersion version)
    {
        var json = Described(version.Id, version.VersionId, version.Name, version.Language, version.Description, version.CreatedAt);
        json["handleName"] = version.Handle;
        json["code"] = version.Code;
        return json;
    }

    private static JsonObject Described(string id, string versionId, string name, string language, string description, DateTimeOffset? createdAt)
    {
        var json = new JsonObject { ["id"] = id, ["versionId"] = versionId, ["name"] = name, ["language"] = language };
        if (description.Length > 0)
        {
            json["description"] = description;
        }

        if (createdAt is { } at)
        {
            json["createdAt"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        }

        return json;
    }

    private static JsonNode Json(CodeTest test)
    {
        var json = new JsonObject { ["name"] = test.Name, ["events"] = JsonArray.Create(test.Events) };
        if (test.Expected.ValueKind == JsonValueKind.Array)
        {
            json["expected"] = JsonArray.Create(test.Expected);
        }

        if (test.Metadata.ValueKind == JsonValueKind.Object)
        {
            json["metadata"] = JsonObject.Create(test.Metadata);
        }

        return json;
    }
}
