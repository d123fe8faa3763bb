using Pintle.DestinationKit.Json;
using static Pintle.DestinationKit.Mappings.TextConverters;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>
/// What of an event's properties may go out. Meta forbids personal data in <c>custom_data</c>, so names that are personal by
/// themselves stay behind unless a person has allowed them.
/// </summary>
internal sealed class PersonalData
{
    private static readonly HashSet<string> Personal =
    [
        "email", "firstName", "lastName", "firstname", "lastname", "first_name", "last_name",
        "gender", "city", "country", "phone", "state", "zip", "birthday",
    ];

    // Members of the event itself, not of its data.
    private static readonly HashSet<string> Steering = ["opt_out", "event_id", "action_source"];

    private readonly Dictionary<string, bool> _hashedByBlocked = [];
    private readonly HashSet<string> _allowed;

    public PersonalData(FacebookPixelSettings settings)
    {
        foreach (var blocked in settings.BlacklistPiiProperties)
        {
            if (blocked?.BlacklistPiiProperties is { Length: > 0 } name)
            {
                _hashedByBlocked[name] = blocked.BlacklistPiiHash;
            }
        }

        _allowed = [.. settings.WhitelistPiiProperties];
    }

    /// <summary>The properties in one level, as far as they may be sent.</summary>
    /// <param name="properties">An event's properties.</param>
    /// <param name="areHashed">The event says that its values are hashed already.</param>
    public JsObject Sendable(JsValue properties, bool areHashed)
    {
        var data = JsonFlatten.Flat(properties);
        data.Keep((name, value) => value.IsDefined && IsSendable(name, areHashed));
        if (!areHashed)
        {
            foreach (var (name, isHashed) in _hashedByBlocked)
            {
                if (isHashed && data[name] is { IsUndefined: false } value)
                {
                    data[name] = HashOf(value.ToString());
                }
            }
        }

        return data;
    }

    private bool IsSendable(string name, bool areHashed)
    {
        if (Steering.Contains(name))
        {
            return false;
        }

        var isBlocked = _hashedByBlocked.TryGetValue(name, out var isHashed);
        return (isBlocked && isHashed) || ((_allowed.Contains(name) || !Personal.Contains(name)) && (!isBlocked || areHashed));
    }
}
