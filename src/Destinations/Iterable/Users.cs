using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;

namespace Pintle.Destinations.Iterable;

/// <summary>People, their devices, and rows of catalogs.</summary>
/// <remarks>https://api.iterable.com/api/docs#users_updateUser</remarks>
internal static class Users
{
    /// <summary>A person, and their device or browser; a row of a catalog when reverse ETL says so.</summary>
    public static IReadOnlyList<VendorRequest> OfIdentify(Event e, IterableSettings settings)
    {
        if (e.IsMapped && e.MappedObject("ITERABLE") is { Type: not "users" } row)
        {
            return [Row(e, settings, row)];
        }

        var user = Of(e, settings);
        var update = IterableApi.Post(settings, IterableApi.UpdateUser, user);
        if (settings.RegisterDeviceOrBrowserApiKey.Trim().Length == 0)
        {
            return [update];
        }

        List<VendorRequest> requests = [update];
        if (Token(e, "context.device.token") is { } device)
        {
            requests.Add(IterableApi.Register(settings, IterableApi.RegisterDevice, Device(e, settings, user, device)));
        }

        if (Token(e, "context.os.token") is { } browser)
        {
            requests.Add(IterableApi.Register(settings, IterableApi.RegisterBrowser, new JsObject
            {
                { "email", user["email"] },
                { "userId", user["userId"] },
                { "browserToken", browser },
            }));
        }

        return requests;
    }

    /// <summary>A person, with what is known of them.</summary>
    /// <exception cref="EventRejectedException">Neither an email nor a user ID.</exception>
    public static JsObject Of(Event e, IterableSettings settings)
    {
        var traits = Standard.Traits.Of(e).ToObject();
        if (e.IsMapped && e.MappedObject("ITERABLE") is { IdentifierType: { Length: > 0 } field } mapped)
        {
            traits[field] = mapped.Id;
        }

        var email = traits["email"] is { IsTruthy: true } own ? own : Standard.EmailOnly.Of(e);
        var user = new JsObject
        {
            { "email", email.ToText() },
            { "userId", UserId(e) },
            { "dataFields", traits },
            { "preferUserId", settings.PreferUserId is { } preferred ? preferred : default(JsValue) },
            { "mergeNestedObjects", settings.MergeNestedObjects },
        };
        return user.Has("email") || user.Has("userId")
            ? user
            : throw EventRejectedException.Instrumentation("An email or \"userId\" is required.");
    }

    /// <summary>The user ID, else the anonymous ID, as text.</summary>
    private static JsValue UserId(Event e) => Standard.UserId.Of(e).ToText();

    /// <summary>An alias event gives a person another email.</summary>
    /// <remarks>https://api.iterable.com/api/docs#users_updateEmail</remarks>
    public static VendorRequest OfAlias(Event e, IterableSettings settings) => IterableApi.Post(settings, IterableApi.UpdateEmail, new JsObject
    {
        { "currentEmail", Required(e, "previousId") },
        { "newEmail", Required(e, "userId") },
    });

    // https://api.iterable.com/api/docs#catalogs_bulkUpdateCatalogItems
    private static VendorRequest Row(Event e, IterableSettings settings, MappedObject row)
    {
        var id = row.Id.ToText();
        if (string.IsNullOrEmpty(id))
        {
            throw EventRejectedException.Instrumentation("\"context.externalId\" has no id: it is the item's.");
        }

        var fields = Standard.Traits.Of(e).ToObject();
        fields.Remove(row.IdentifierType);
        return IterableApi.PostItems(settings, row.Type, new JsObject
        {
            { "documents", new JsObject { { id, fields } } },
            { "replaceUploadedFieldsOnly", true },
        });
    }

    // https://api.iterable.com/api/docs#users_registerDeviceToken
    private static JsObject Device(Event e, IterableSettings settings, JsObject user, string token) => new()
    {
        { "email", user["email"] },
        { "userId", user["userId"] },
        { "preferUserId", user["preferUserId"] },
        {
            "device", new JsObject
            {
                { "token", token },
                { "platform", IsApple(e["context.device.type"].AsText()) ? "APNS" : "GCM" },
                { "applicationName", settings.PackageName.Trim() is { Length: > 0 } name ? name : e.First("context.app.namespace", "context.app.name") },
                { "dataFields", e["context.device"].ToObject().Without("token") },
            }
        },
    };

    private static bool IsApple(string? type) => type?.Trim().ToLowerInvariant() is "ios" or "ipados" or "watchos" or "tvos";

    private static string? Token(Event e, string path) =>
        e[path] is { IsTruthy: true, IsObject: false, IsArray: false } token ? token.ToString() : null;

    private static string Required(Event e, string name) => e.Message[name] is { IsTruthy: true, IsObject: false, IsArray: false } value
        ? value.ToString()
        : throw EventRejectedException.Instrumentation($"\"{name}\" is required for alias events.");
}
