namespace Pintle.DestinationKit.Json;

/// <summary>What a <see cref="JsValue"/> is, in JavaScript's words (arrays apart from objects).</summary>
public enum JsKind
{
    /// <summary>Not there at all; never written.</summary>
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    Object,
    Array,
}
