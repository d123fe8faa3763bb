using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Settings;

/// <summary>
/// How a form asks for settings: <c>[{key, label, help?, example?, kind, secret?, required?, needed?, when?: {key, values},
/// choices?: [{value, label}], default?, item?, columns?}]</c>, in order. <c>kind</c> is <c>text, switch, number, choice, names</c>
/// (a list of texts, each stored as an object with the text in the member <c>item</c>) or <c>rows</c> (a list of objects with <c>columns</c>).
/// </summary>
public static class SettingsForm
{
    public static JsonElement Write(SettingsModel model) => Fields(model.Fields).ToElement();

    private static JsValue Fields(IEnumerable<SettingsField> fields) => JsArray.Of(fields.Select(Field));

    private static JsValue Field(SettingsField field) => new JsObject
    {
        { "key", field.Key },
        { "label", field.Label },
        { "help", Text(field.Help) },
        { "example", Text(field.Example) },
        { "kind", field.Kind.ToString().ToLowerInvariant() },
        { "secret", Flag(field.IsSecret) },
        { "required", Flag(field.IsRequired) },
        { "needed", Flag(field.IsNeeded) },
        { "pattern", Text(field.Pattern?.ToString() ?? "") },
        { "when", field.When is { } when ? new JsObject { { "key", when.Key }, { "values", JsArray.Of(when.Values.Select(v => (JsValue)v)) } } : default(JsValue) },
        { "choices", field.Choices.Count == 0 ? default(JsValue) : JsArray.Of(field.Choices.Select(c => (JsValue)new JsObject { { "value", c.Value }, { "label", c.Label } })) },
        { "default", field.Default },
        { "item", Text(field.Item) },
        { "columns", field.Columns.Count == 0 ? default : Fields(field.Columns) },
    };

    private static JsValue Text(string text) => text.Length == 0 ? default(JsValue) : text;

    private static JsValue Flag(bool flag) => flag ? true : default(JsValue);
}
