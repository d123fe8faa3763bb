using System.Text.Json;
using Pintle.ControlPlane.Transformations;

namespace Pintle.ControlPlane.Publishing;

/// <summary>Writes the user code of a configuration: which libraries are in force, and the code itself.</summary>
internal static class CarriedCodeWriter
{
    public static void Write(Utf8JsonWriter json, ConfigurationRows rows)
    {
        json.WriteStartArray("libraries");
        foreach (var library in rows.Code.Where(c => c.IsLibrary))
        {
            json.WriteStartObject();
            json.WriteString("versionId", library.PublishedVersionId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteVersions(json, "transformationVersions", rows, rows.Code.Where(c => !c.IsLibrary));
        WriteVersions(json, "libraryVersions", rows, rows.Code.Where(c => c.IsLibrary));
    }

    // Ours: a data plane of Pintle then needs nothing more. Others fetch code by version.
    private static void WriteVersions(Utf8JsonWriter json, string list, ConfigurationRows rows, IEnumerable<StoredTransformation> code)
    {
        json.WriteStartArray(list);
        foreach (var one in code)
        {
            var version = rows.PublishedVersions[one.PublishedVersionId!];
            json.WriteStartObject();
            json.WriteString("id", one.Id);
            json.WriteString("versionId", version.Id);
            json.WriteString("name", one.Name);
            if (one.IsLibrary)
            {
                json.WriteString("handleName", one.ImportName);
            }
            else
            {
                json.WriteString("codeVersion", version.CodeVersion);
                json.WriteBoolean("isPublished", true);
            }

            json.WriteString("code", version.Code);
            json.WriteString("language", version.Language);
            json.WriteString("description", one.Description);
            json.WriteTime("createdAt", version.CreatedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
