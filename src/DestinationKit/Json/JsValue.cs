using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>
/// A JSON value with JavaScript's manners: a piece of the shared, read-only event, or something that a destination has made.
/// What isn't there is undefined, and so is everything below it; nothing is copied until it is changed.
/// </summary>
public readonly partial struct JsValue
{
    private static readonly object NullMark = new();
    private static readonly object TrueMark = true;
    private static readonly object FalseMark = false;

    // Either of the two: a made value (text, boxed double or bool, JsObject, JsArray, NullMark), or an element.
    private readonly object? _made;
    private readonly JsonElement _element;

    private JsValue(object made) => _made = made;

    private JsValue(JsonElement element) => _element = element;

    public static JsValue Undefined => default;

    public static JsValue Null => new(NullMark);

    public JsKind Kind => _made switch
    {
        null => KindOf(_element.ValueKind),
        string => JsKind.Text,
        double => JsKind.Number,
        bool => JsKind.Boolean,
        JsObject => JsKind.Object,
        JsArray => JsKind.Array,
        _ => JsKind.Null,
    };

    public bool IsUndefined => _made is null && _element.ValueKind == JsonValueKind.Undefined;

    /// <summary>Neither undefined nor null.</summary>
    public bool IsDefined => Kind is not (JsKind.Undefined or JsKind.Null);

    /// <summary>JavaScript's truthiness: not undefined, null, false, 0, NaN or "".</summary>
    public bool IsTruthy => _made switch
    {
        null => JsText.IsTruthy(_element),
        string text => text.Length > 0,
        double number => number != 0 && !double.IsNaN(number),
        bool flag => flag,
        _ => _made != NullMark,
    };

    /// <summary>What mapping tables take (transformer API §11.5): truthy, <c>false</c> or <c>0</c>.</summary>
    public bool IsPresent => _made switch
    {
        null => _element.ValueKind switch
        {
            JsonValueKind.String => !_element.ValueEquals(""u8),
            var kind => kind is not (JsonValueKind.Undefined or JsonValueKind.Null),
        },
        string text => text.Length > 0,
        double number => !double.IsNaN(number),
        _ => _made != NullMark,
    };

    public bool IsText => Kind is JsKind.Text;

    public bool IsNumber => Kind is JsKind.Number;

    public bool IsBoolean => Kind is JsKind.Boolean;

    public bool IsObject => Kind is JsKind.Object;

    public bool IsArray => Kind is JsKind.Array;

    /// <summary>Nothing in it: undefined, null, "", {} or [] (lodash's isEmpty, for these kinds; numbers and booleans are empty too).</summary>
    public bool IsEmpty => Kind switch
    {
        JsKind.Text => AsText() is { Length: 0 },
        JsKind.Object => !Members.GetEnumerator().MoveNext(),
        JsKind.Array => Length == 0,
        _ => true,
    };

    public static implicit operator JsValue(string? text) => text is null ? default : new(text);

    public static implicit operator JsValue(double number) => new((object)number);

    public static implicit operator JsValue(bool flag) => new(flag ? TrueMark : FalseMark);

    public static implicit operator JsValue(JsonElement element) => new(element);

    public static implicit operator JsValue(JsObject? value) => value is null ? default : new((object)value);

    public static implicit operator JsValue(JsArray? value) => value is null ? default : new((object)value);

    /// <summary>This, or another when this is not <see cref="IsPresent"/>.</summary>
    public JsValue Or(JsValue other) => IsPresent ? this : other;

    /// <summary>JavaScript's <c>a || b</c>.</summary>
    public JsValue OrFalsy(JsValue other) => IsTruthy ? this : other;

    /// <summary>The text, when it is one; else null.</summary>
    public string? AsText() => _made as string ?? (_made is null && _element.ValueKind == JsonValueKind.String ? _element.GetString() : null);

    /// <summary>Is it this very text?</summary>
    public bool IsTheText(string text) => _made is string made ? made == text : _made is null && _element.ValueKind == JsonValueKind.String && _element.ValueEquals(text);

    /// <summary>The boolean, when it is one; else null.</summary>
    public bool? AsBoolean() => _made is bool flag ? flag
        : _made is null && _element.ValueKind is JsonValueKind.True or JsonValueKind.False ? _element.ValueKind == JsonValueKind.True
        : null;

    /// <summary>The number, when it is one; else null.</summary>
    public double? AsNumber() => _made is double number ? number
        : _made is null && _element.ValueKind == JsonValueKind.Number ? _element.GetDouble()
        : null;

    /// <summary>The text of a value as requests carry it: texts as they are, objects and arrays as JSON, the rest as <c>String(x)</c>.</summary>
    public override string ToString() => _made switch
    {
        null => JsText.Of(_element),
        string text => text,
        double number => JsText.Number(number),
        bool flag => flag ? "true" : "false",
        _ when _made == NullMark => "null",
        _ => ToJson(),
    };

    /// <summary><see cref="ToString"/>, but a number of the event keeps its digits.</summary>
    public string ToDigits() => _made is null && _element.ValueKind == JsonValueKind.Number ? _element.GetRawText() : ToString();

    /// <summary><see cref="ToString"/>, or null when undefined or null.</summary>
    public string? ToText() => IsDefined ? ToString() : null;

    /// <summary>JavaScript's <c>Number(x)</c>: NaN when it is none.</summary>
    public double ToNumber() => Kind switch
    {
        JsKind.Number => AsNumber()!.Value,
        JsKind.Text => JsNumber.Parse(AsText()),
        JsKind.Boolean => AsBoolean()!.Value ? 1 : 0,
        JsKind.Null => 0,
        // By way of the text that an array has.
        JsKind.Array => Length == 0 ? 0 : Length == 1 && !this[0].IsBoolean ? this[0].IsUndefined ? 0 : this[0].ToNumber() : double.NaN,
        _ => double.NaN,
    };

    /// <summary>JSON as <c>JSON.stringify</c> writes it.</summary>
    public string ToJson() => CompactJson.ToText(this);

    /// <summary><see cref="ToJson"/> as UTF-8.</summary>
    public byte[] ToJsonUtf8() => CompactJson.ToUtf8(this);

    /// <summary>The same value?</summary>
    /// <remarks>As in <c>===</c> for texts, numbers and booleans; objects and arrays by their JSON.</remarks>
    public bool Is(JsValue other) => Kind == other.Kind && Kind switch
    {
        JsKind.Number => AsNumber() == other.AsNumber(),
        JsKind.Text => AsText() == other.AsText(),
        JsKind.Boolean => AsBoolean() == other.AsBoolean(),
        JsKind.Object or JsKind.Array => ToJson() == other.ToJson(),
        _ => true,
    };

    /// <summary>An element with the same JSON; undefined stays undefined.</summary>
    public JsonElement ToElement()
    {
        if (_made is null)
        {
            return _element;
        }

        var bytes = ToUtf8();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 1_024 });
        return JsonElement.ParseValue(ref reader);
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (_made)
        {
            case null when _element.ValueKind == JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            case null:
                WriteElement(writer, _element);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case double number:
                WriteNumber(writer, number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case JsObject made:
                made.WriteTo(writer);
                break;
            case JsArray made:
                made.WriteTo(writer);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>UTF-8 JSON, compact.</summary>
    public byte[] ToUtf8() => JsonBytes.Of(this);

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
        {
            // As JSON.stringify does.
            writer.WriteNullValue();
            return;
        }

        if (Math.Abs(number) < 1e15 && number == Math.Floor(number))
        {
            writer.WriteNumberValue((long)number);
            return;
        }

        writer.WriteRawValue(JsText.Number(number), skipInputValidation: true);
    }

    private static void WriteElement(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
        }
        else
        {
            element.WriteTo(writer);
        }
    }
}
