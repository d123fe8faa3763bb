using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.Publishing;
using Pintle.DestinationKit;

namespace Pintle.ControlPlane.Transfer;

/// <summary>Writes a workspace document that may be kept where people see it: of each secret it has the name of an environment variable.</summary>
internal sealed partial class WorkspaceExport(ConfigurationWriter writer, DestinationCatalogue catalogue)
{
    private const string Reference = "env.";

    public JsonNode Write(ConfigurationRows rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        writer.Write(buffer, rows, isWhole: true);
        var document = JsonNode.Parse(buffer.WrittenSpan)!;

        // When it changed is no part of what it says: the same workspace is the same document.
        foreach (var place in document["sources"]!.AsArray().Append(document))
        {
            Forget(place!.AsObject());
            foreach (var destination in place!["destinations"]!.AsArray())
            {
                Hide(destination!.AsObject());
            }
        }

        foreach (var (_, credential) in document["credentials"]!.AsObject())
        {
            if (credential!["isSecret"]!.GetValue<bool>())
            {
                credential["value"] = Reference + NameOf("credential", credential["key"]!.GetValue<string>());
            }
        }

        foreach (var (id, account) in document["accounts"]!.AsObject())
        {
            // When tokens end is another time after each renewal.
            account!["secret"]!.AsObject().Remove("expirationDate");
            foreach (var key in account["secret"]!.AsObject().Select(s => s.Key).ToList())
            {
                account["secret"]![key] = Reference + NameOf("account", id, key);
            }
        }

        return document;
    }

    private static void Forget(JsonObject thing)
    {
        foreach (var member in (string[])["createdAt", "createdBy", "updatedAt", "revisionId"])
        {
            thing.Remove(member);
        }
    }

    private void Hide(JsonObject destination)
    {
        Forget(destination);
        var (type, name) = (destination["destinationDefinition"]!["name"]!.GetValue<string>(), destination["name"]!.GetValue<string>());
        var split = SecretSettings.Split(catalogue.Find(type)?.Settings, JsonSerializer.SerializeToElement(destination["config"]), destination["destinationDefinition"]!.AsObject());
        destination["config"] = JsonSerializer.SerializeToNode(new SecretSettings(split.Shown, Named(split.Secrets, name).AsObject()).Join());
    }

    private static JsonNode Named(JsonNode? secret, params string[] path) => secret switch
    {
        JsonObject parts => new JsonObject(parts.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, Named(p.Value, [.. path, p.Key])))),
        JsonArray rows => new JsonArray([.. rows.Select((row, place) => row is null ? null : Named(row, [.. path, $"{place + 1}"]))]),
        _ => Reference + NameOf(path),
    };

    private static string NameOf(params string[] parts) => $"PINTLE_{string.Join('_', parts.Select(p => Other().Replace(p, "_").Trim('_'))).ToUpperInvariant()}";

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Other();
}
