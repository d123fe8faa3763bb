using System.Text.Json;
using Pintle.ControlPlane.Transformations;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Writes the user code of a configuration: which libraries are in force, and the code itself.</summary>
internal static class CarriedCodeWriter
{
    /// <param name="isWhole">With the tests.</param>
    public static void Write(Utf8JsonWriter json, ConfigurationRows rows, bool isWhole)
    {
        json.WriteStartArray("libraries");
        foreach (var library in rows.Code.Where(c => c.IsLibrary && c.PublishedVersionId is not null))
        {
            json.WriteStartObject();
            json.WriteString("versionId", library.PublishedVersionId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteVersions(json, "transformationVersions", rows, isLibrary: false, isWhole);
        WriteVersions(json, "libraryVersions", rows, isLibrary: true, isWhole);
    }

    // Ours: a data plane of Pintle then needs nothing more. Others fetch code by version.
    private static void WriteVersions(Utf8JsonWriter json, string list, ConfigurationRows rows, bool isLibrary, bool isWhole)
    {
        json.WriteStartArray(list);
        foreach (var one in rows.Code.Where(c => c.IsLibrary == isLibrary))
        {
            if (one.PublishedVersionId is { } published)
            {
                WriteVersion(json, one, rows.PublishedVersions[published], (IsPublished: true, isWhole));
            }

            if (rows.Drafts.TryGetValue(one.Id, out var draft))
            {
                WriteVersion(json, one, draft, (IsPublished: false, isWhole));
            }
        }

        json.WriteEndArray();
    }

    private static void WriteVersion(Utf8JsonWriter json, StoredTransformation of, StoredCodeVersion version, (bool IsPublished, bool WithTests) how)
    {
        json.WriteStartObject();
        json.WriteString("id", of.Id);
        json.WriteString("versionId", version.Id);
        json.WriteString("name", of.Name);
        if (of.IsLibrary)
        {
            json.WriteString("handleName", of.ImportName);
        }
        else
        {
            json.WriteString("codeVersion", version.CodeVersion);
            json.WriteBoolean("isPublished", how.IsPublished);
        }

        json.WriteString("code", version.Code);
        json.WriteString("language", version.Language);
        json.WriteString("description", of.Description);
        json.WriteTime("createdAt", version.CreatedAt);
        if (how.WithTests && version.Tests != "[]")
        {
            json.WriteRaw("tests", version.Tests);
        }

        json.WriteEndObject();
    }
}
