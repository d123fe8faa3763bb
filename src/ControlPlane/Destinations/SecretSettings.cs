using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Destinations;

internal static class SecretSettings
{
    public static JsonElement Join(StoredDestination destination, SecretBox box)
    {
        var settings = JsonNode.Parse(destination.Settings)!.AsObject();
        foreach (var (key, value) in destination.ProtectedSecrets is { } secrets ? JsonNode.Parse(box.Destinations.Unprotect(secrets))!.AsObject() : [])
        {
            settings[key] = value?.DeepClone();
        }

        return JsonSerializer.SerializeToElement(settings);
    }
}
