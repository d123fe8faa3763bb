using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Settings;

/// <summary>Settings as they may be shown: a secret that is filled in reads <c>***</c>.</summary>
public static class SettingsRedaction
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Hidden = "***";

    public static JsonElement Redact(SettingsModel model, JsonElement config) => Redact(config, model.Fields).ToElement();

    private static JsValue Redact(JsValue values, IReadOnlyList<SettingsField> fields)
    {
        if (!values.IsObject)
        {
            return values;
        }

        var shown = new JsObject();
        foreach (var (key, value) in values.Members)
        {
            shown[key] = fields.FirstOrDefault(f => f.Key == key) switch
            {
                { IsSecret: true } when value.IsDefined && value.AsText()?.Trim().Length != 0 => Hidden,
                { Columns.Count: > 0 } rows when value.IsArray => JsArray.Of(value.Items.Select(row => Redact(row, rows.Columns))),
                _ => value,
            };
        }

        return shown;
    }
}
