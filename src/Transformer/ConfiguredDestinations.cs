using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;
using Pintle.DestinationKit.Json;

namespace Pintle.Transformer;

/// <summary>Destinations with the settings of one request: events that bring the same settings share what was made of them.</summary>
internal sealed class ConfiguredDestinations(DestinationType type)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private readonly List<(JsonElement Config, ConfiguredDestination? Destination, SettingsException? Wrong)> _known = [];

    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public ConfiguredDestination Of(JsonElement config)
    {
        if (config.ValueKind == JsonValueKind.Undefined)
        {
            config = Nothing;
        }

        // The newest first: neighbours in a request mostly belong to one destination.
        for (var i = _known.Count - 1; i >= 0; i--)
        {
            var (known, destination, wrong) = _known[i];
            if (RawJsonComparer.Instance.Equals(known, config))
            {
                return destination ?? throw new SettingsException(wrong!.Problems);
            }
        }

        try
        {
            var made = type.Configure(config);
            _known.Add((config, made, null));
            return made;
        }
        catch (SettingsException wrong)
        {
            _known.Add((config, null, wrong));
            throw;
        }
    }
}
