using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit;

/// <summary>An event on its way through a destination's handlers. Of one transformation; the JSON below it is shared and read-only.</summary>
public sealed class Event(EventInput input, JsValue message, JsonElement config, TransformEnvironment environment)
{
    private static readonly string[] UsualTypes = ["identify", "track", "page", "screen", "group", "alias", "record"];

    // Most paths begin with one of these, so each is looked up once.
    private JsValue _context;
    private JsValue _traits;
    private JsValue _properties;
    private bool _knowsContext;
    private bool _knowsTraits;
    private bool _knowsProperties;

    /// <summary>The event itself.</summary>
    public JsValue Message { get; } = message;

    /// <summary>Its type, trimmed and lower case; "" when it has none.</summary>
    public string Type { get; } = TypeOf(message["type"]);

    /// <summary>The destination's settings as they are stored; handlers mostly use their record instead.</summary>
    public JsValue Config { get; } = config;

    /// <summary>The connection, with its settings in <c>config</c>; undefined when there is none.</summary>
    public JsValue Connection { get; } = input.Connection;

    /// <summary>Its place among the events that were given to the transformation together.</summary>
    public int Place { get; init; }

    /// <summary>What a destination that transforms events together has found out for this one beforehand; null when it stands alone.</summary>
    public object? Prepared { get; set; }

    /// <summary>The destination with this event's own settings, when they differ from those of its group.</summary>
    internal ConfiguredDestination? Own { get; } = input.Own;

    /// <summary>Id of the destination; "" when it is not known.</summary>
    public string DestinationId { get; } = input.DestinationId ?? "";

    /// <summary>The definition's name as the caller knows it, which may be one of the destination's aliases; "" when it is not known.</summary>
    public string DefinitionName { get; } = input.DefinitionName ?? "";

    /// <summary>Metadata of the transformer API; callers get it back with what a handler adds.</summary>
    public JsValue Metadata { get; set; } = input.Metadata;

    /// <summary>OAuth tokens and the like, by the account of the destination; undefined when there are none.</summary>
    public JsValue Secret => Metadata["secret"];

    public TransformEnvironment Environment { get; } = environment;

    public DateTimeOffset Now => Environment.Clock.GetUtcNow();

    /// <summary>What lies at a dotted path of the event.</summary>
    public JsValue this[string path] => path switch
    {
        ['c', 'o', 'n', 't', 'e', 'x', 't', '.', ..] => Context.Find(path.AsSpan(8)),
        ['t', 'r', 'a', 'i', 't', 's', '.', ..] => Traits.Find(path.AsSpan(7)),
        ['p', 'r', 'o', 'p', 'e', 'r', 't', 'i', 'e', 's', '.', ..] => Properties.Find(path.AsSpan(11)),
        _ => Message.Find(path),
    };

    /// <summary>The first of several paths at which something is present.</summary>
    public JsValue First(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (this[path] is { IsPresent: true } found)
            {
                return found;
            }
        }

        return default;
    }

    /// <summary>What lies at a path of the event.</summary>
    internal JsValue Find(JsPath path) => path.Root switch
    {
        "context" => path.Below(Context),
        "traits" => path.Below(Traits),
        "properties" => path.Below(Properties),
        _ => path.In(Message),
    };

    /// <summary>A new id, as text.</summary>
    public string NewId() => Environment.NewId().ToString();

    /// <summary>The event's options for a destination: the first of these spellings that its <c>integrations</c> has, when it is an object.</summary>
    public JsValue Integrations(params ReadOnlySpan<string> names)
    {
        var all = Message["integrations"];
        foreach (var name in names)
        {
            if (all[name] is { IsObject: true } options)
            {
                return options;
            }
        }

        return default;
    }

    /// <summary>The id of a type in <c>context.externalId</c>; undefined when there is none.</summary>
    public JsValue ExternalId(string type)
    {
        foreach (var entry in this["context.externalId"].Items)
        {
            if (entry["type"].AsText() == type)
            {
                return entry["id"];
            }
        }

        return default;
    }

    /// <summary>Where a reverse-ETL event goes: the first external id of a type that begins with the destination's name (transformer API §11.3).</summary>
    /// <param name="destination">Definition name, as in <c>HS-contacts</c>.</param>
    public MappedObject? MappedObject(string destination)
    {
        foreach (var entry in this["context.externalId"].Items)
        {
            var type = entry["type"].AsText() ?? "";
            if (type.StartsWith(destination, StringComparison.OrdinalIgnoreCase) && type.Length > destination.Length && type[destination.Length] == '-')
            {
                return new MappedObject(type[(destination.Length + 1)..], entry["id"], entry["identifierType"].AsText() ?? "");
            }
        }

        return null;
    }

    /// <summary>Are traits or properties in the vendor's own names already (<c>context.mappedToDestination</c>)?</summary>
    public bool IsMapped => this["context.mappedToDestination"].IsTruthy;

    /// <summary>Asks a vendor something that the transformation needs to know.</summary>
    /// <exception cref="EventRetryException">No answer; the event is tried again.</exception>
    public async ValueTask<VendorResponse> AskAsync(VendorRequest request, CancellationToken ct = default) =>
        await Environment.Http.AskAsync(request, ct);

    private JsValue Context => Part(ref _context, ref _knowsContext, "context");

    private JsValue Traits => Part(ref _traits, ref _knowsTraits, "traits");

    private JsValue Properties => Part(ref _properties, ref _knowsProperties, "properties");

    private JsValue Part(ref JsValue part, ref bool isKnown, string name)
    {
        if (!isKnown)
        {
            (part, isKnown) = (Message[name], true);
        }

        return part;
    }

    // As it is mostly written, it needs no text of its own.
    private static string TypeOf(JsValue type)
    {
        foreach (var usual in UsualTypes)
        {
            if (type.IsTheText(usual))
            {
                return usual;
            }
        }

        return type.AsText()?.Trim().ToLowerInvariant() ?? "";
    }
}

/// <summary>A vendor's object that a mapped event is about.</summary>
/// <param name="Type">Kind of object, such as <c>contacts</c>.</param>
/// <param name="Id">Value of the field that identifies it.</param>
/// <param name="IdentifierType">Name of that field.</param>
public readonly record struct MappedObject(string Type, JsValue Id, string IdentifierType);
