using System.Text.Json;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Settings;

/// <summary>
/// The JSON schema of a destination's settings (draft 2020-12): what a client may save. Every setting that is not free text may
/// also take its value from the event, as <c>{{ path || default }}</c>.
/// </summary>
public static class SettingsSchema
{
    private const string FromEvent = "fromEvent";

    public static JsonElement Write(string title, SettingsModel model)
    {
        var properties = new JsObject();
        foreach (var field in model.Fields)
        {
            properties[field.Key] = Property(field);
        }

        var schema = new JsObject
        {
            { "$schema", "https://json-schema.org/draft/2020-12/schema" },
            { "title", title },
            { "type", "object" },
            { "properties", properties },
            { "required", Texts(model.Fields.Where(f => f.IsRequired).Select(f => f.Key)) },
            { "$defs", new JsObject { { FromEvent, new JsObject { { "type", "string" }, { "pattern", DynamicSettings.Pattern } } } } },
        };
        var conditions = model.Fields.Where(f => f.IsNeeded && f.When is not null).Select(f => Condition(f, model.Field(f.When!.Key)!)).ToList();
        schema["allOf"] = conditions.Count > 0 ? JsArray.Of(conditions) : default(JsValue);
        return ((JsValue)schema).ToElement();
    }

    private static JsValue Property(SettingsField field)
    {
        var value = Value(field);
        var property = field.Kind == FieldKind.Text && field.Pattern is null ? value
            : new JsObject { { "anyOf", new JsArray { value, new JsObject { { "$ref", $"#/$defs/{FromEvent}" } } } } };
        property["title"] = field.Label;
        property["description"] = TextOrNothing(field.Help);
        property["default"] = field.Default;
        property["examples"] = field.Example.Length == 0 ? default(JsValue) : new JsArray { field.Example };
        property["writeOnly"] = field.IsSecret ? true : default(JsValue);
        return property;
    }

    private static JsObject Value(SettingsField field) => field.Kind switch
    {
        FieldKind.Switch => new JsObject { { "enum", new JsArray { true, false, "true", "false" } } },
        FieldKind.Number => new JsObject { { "anyOf", new JsArray { new JsObject { { "type", "number" } }, new JsObject { { "type", "string" }, { "pattern", @"^-?\d+(\.\d+)?$" } } } } },
        FieldKind.Choice => OneOf(field),
        FieldKind.Names => new JsObject { { "anyOf", new JsArray { new JsObject { { "type", "array" }, { "items", Name(field) } }, PlainName(field) } } },
        FieldKind.Rows => new JsObject { { "type", "array" }, { "items", Row(field) } },
        _ when field.TakesAnything => [],
        _ => new JsObject
        {
            { "type", "string" },
            // A blank is as good as nothing, where nothing is allowed.
            { "pattern", field.Pattern is null ? field.IsRequired ? @"\S" : default(JsValue) : field.IsRequired ? field.Pattern.ToString() : $"^\\s*$|{field.Pattern}" },
        },
    };

    private static JsObject OneOf(SettingsField field) =>
        new() { { "oneOf", JsArray.Of(field.Choices.Select(c => (JsValue)new JsObject { { "const", c.Value }, { "title", c.Label } }).Concat(Blank(field))) } };

    // A choice need not be made.
    private static IEnumerable<JsValue> Blank(SettingsField field) =>
        field.IsRequired || field.Kind != FieldKind.Choice || field.Choices.Any(c => c.Value.Length == 0) ? [] : [new JsObject { { "const", "" }, { "title", "" } }];

    // As forms store it, or plain.
    private static JsObject Name(SettingsField field)
    {
        var text = PlainName(field);
        return field.Item.Length == 0 ? text : new JsObject
        {
            { "anyOf", new JsArray { new JsObject { { "type", new JsArray { "object", "null" } }, { "properties", new JsObject { { field.Item, text } } } }, text } },
        };
    }

    private static JsObject PlainName(SettingsField field) => field.Choices.Count > 0 ? OneOf(field) : new JsObject { { "type", "string" } };

    private static JsObject Row(SettingsField field)
    {
        var columns = new JsObject();
        foreach (var column in field.Columns)
        {
            columns[column.Key] = Property(column);
        }

        return new JsObject { { "type", new JsArray { "object", "null" } }, { "properties", columns } };
    }

    private static JsValue Condition(SettingsField field, SettingsField of)
    {
        // Absent or blank is the default.
        var isDefault = field.When!.Values.Contains(((JsValue)of.Default).ToText() ?? "");
        var values = JsArray.Of(field.When.Values.SelectMany(v => Typed(of, v)).Concat(isDefault ? [""] : []));
        var holds = new JsObject { { "properties", new JsObject { { of.Key, new JsObject { { "enum", values } } } } } };
        if (!isDefault)
        {
            holds["required"] = new JsArray { of.Key };
        }

        var then = new JsObject { { "required", new JsArray { field.Key } } };
        if (field.Kind is FieldKind.Text or FieldKind.Choice)
        {
            then["properties"] = new JsObject { { field.Key, new JsObject { { "pattern", @"\S" } } } };
        }

        return new JsObject { { "if", holds }, { "then", then } };
    }

    private static IEnumerable<JsValue> Typed(SettingsField of, string value) => of.Kind == FieldKind.Switch ? [value == "true", value] : [value];

    private static JsValue Texts(IEnumerable<string> texts) => JsArray.Of(texts.Select(t => (JsValue)t));

    private static JsValue TextOrNothing(string text) => text.Length == 0 ? default(JsValue) : text;
}
