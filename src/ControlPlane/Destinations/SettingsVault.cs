using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Definitions;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Destinations;

/// <summary>Keeps the settings of destinations, the secrets among them encrypted, and shows them without.</summary>
internal sealed class SettingsVault(DestinationCatalogue catalogue, SecretBox box)
{
    /// <summary>The whole settings. Secrets whose key is lost are as good as not there: people must be able to see what they have to fill in again.</summary>
    public JsonElement Read(StoredDestination destination)
    {
        try
        {
            return SecretSettings.Join(destination, box);
        }
        catch (CryptographicException lost) when (!ProblemAnswers.IsAway(lost))
        {
            return KeptDefinition.Without(destination.Settings);
        }
    }

    /// <summary>Keeps other settings; they are a new revision of the destination.</summary>
    public void Write(StoredDestination destination, JsonElement whole) => Write(destination, whole, KeptDefinition.Of(destination.Settings));

    /// <summary>Keeps other settings, and what a document says of a kind that is not known here.</summary>
    public void Write(StoredDestination destination, JsonElement whole, JsonObject? definition)
    {
        var split = SecretSettings.Split(ModelOf(destination), whole, definition);
        destination.Settings = KeptDefinition.With(split.Shown, definition);
        destination.ProtectedSecrets = split.Secrets.Count == 0 ? null : box.Destinations.Protect(split.Secrets.ToJsonString());
        destination.RevisionId = Ids.New("rev");
    }

    /// <summary>A destination as the API shows it. It is split anew: which settings are secret may have changed since they were kept.</summary>
    public DestinationView Show(StoredDestination destination)
    {
        var split = SecretSettings.Split(ModelOf(destination), Read(destination), KeptDefinition.Of(destination.Settings));
        return new DestinationView(
            destination.Id, destination.Name, destination.Type, destination.Enabled, destination.Paused,
            JsonSerializer.SerializeToElement(split.Shown), split.Paths().ToDictionary(path => path, _ => true), destination.RevisionId,
            destination.TransformationId, destination.AccountId, destination.CreatedBy,
            destination.CreatedAt, destination.UpdatedAt, destination.DeletedAt, destination.Version);
    }

    private SettingsModel? ModelOf(StoredDestination destination) => catalogue.Find(destination.Type)?.Settings;
}
