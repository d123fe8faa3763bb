using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Destinations;

/// <summary>
/// Settings in two parts: what may be shown, and the secrets. Splitting and joining again gives the same settings.
/// Null, switches and empty text are no secrets, and stay where they are: an empty password is shown to be empty.
/// </summary>
/// <param name="Shown">The settings without secrets.</param>
/// <param name="Secrets">Secrets by key. Of a list with secret columns: a list as long, with an object of each row's secrets, or null where a row has none.</param>
internal sealed record SecretSettings(JsonObject Shown, JsonObject Secrets)
{
    /// <summary>Takes the secrets out.</summary>
    /// <param name="model">Says which are secret; null: this version doesn't know the kind of destination, and all may be.</param>
    /// <param name="whole">An object.</param>
    /// <param name="kept">What a document from elsewhere said of the kind; null: nothing.</param>
    public static SecretSettings Split(SettingsModel? model, JsonElement whole, JsonObject? kept = null)
    {
        var split = new SecretSettings([], []);
        foreach (var member in whole.EnumerateObject())
        {
            var field = model?.Field(member.Name);
            var columns = SecretRows.SecretColumns(field);
            if (columns.Count > 0 && SecretRows.AreIn(member.Value))
            {
                split.AddRows(member, columns);
            }
            else
            {
                // A list with secret columns that has not the form of one is secret as a whole.
                split.Add(member, isSecret: model is null ? !KeptDefinition.IsForClients(kept, member.Name)
                    : field?.IsSecret == true || columns.Count > 0 || (field is null && KeptDefinition.IsSecret(kept, member.Name)));
            }
        }

        return split;
    }

    /// <summary>The whole settings of a destination, for those who work with them: they must not be shown.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key of the secrets is lost.</exception>
    public static JsonElement Join(StoredDestination destination, SecretBox box) => new SecretSettings(
        KeptDefinition.Settings(destination.Settings), destination.ProtectedSecrets is { } secrets ? JsonNode.Parse(box.Destinations.Unprotect(secrets))!.AsObject() : []).Join();

    /// <summary>Puts the secrets back.</summary>
    public JsonElement Join()
    {
        var whole = Shown.DeepClone().AsObject();
        foreach (var (key, secret) in Secrets)
        {
            if (RowsOf(key) is { } hidden)
            {
                foreach (var (row, own) in whole[key]!.AsArray().Zip(hidden))
                {
                    Put(own as JsonObject ?? [], row as JsonObject ?? []);
                }
            }
            else
            {
                whole[key] = secret?.DeepClone();
            }
        }

        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>Where there are secrets: <c>apiKey</c>, <c>headers[1].to</c>.</summary>
    public IEnumerable<string> Paths() => Secrets.SelectMany(s => RowsOf(s.Key) is not { } hidden ? [s.Key]
        : hidden.SelectMany((own, place) => (own as JsonObject ?? []).Select(column => $"{s.Key}[{place}].{column.Key}")));

    // Only a list that was split by rows is in both parts.
    private JsonArray? RowsOf(string key) => Shown[key] is JsonArray ? Secrets[key] as JsonArray : null;

    private void AddRows(JsonProperty list, IReadOnlySet<string> columns)
    {
        var rows = list.Value.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Object ? SplitRow(row, columns) : null).ToList();
        Shown[list.Name] = new JsonArray([.. rows.Select(row => row?.Shown)]);
        if (rows.Exists(row => row?.Secrets.Count > 0))
        {
            Secrets[list.Name] = new JsonArray([.. rows.Select(row => row?.Secrets is { Count: > 0 } own ? own : null)]);
        }
    }

    private static SecretSettings SplitRow(JsonElement row, IReadOnlySet<string> columns)
    {
        var split = new SecretSettings([], []);
        foreach (var member in row.EnumerateObject())
        {
            split.Add(member, columns.Contains(member.Name));
        }

        return split;
    }

    private void Add(JsonProperty member, bool isSecret)
    {
        var isEmpty = member.Value.ValueKind is JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False || (member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(""));
        (isSecret && !isEmpty ? Secrets : Shown)[member.Name] = JsonSerializer.SerializeToNode(member.Value);
    }

    private static void Put(JsonObject from, JsonObject to)
    {
        foreach (var (key, value) in from)
        {
            to[key] = value?.DeepClone();
        }
    }
}
