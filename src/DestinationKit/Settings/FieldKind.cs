namespace Pintle.DestinationKit.Settings;

/// <summary>What a setting holds, and so how a form shows it.</summary>
public enum FieldKind
{
    /// <summary>Text; hidden while it is typed when it is a secret.</summary>
    Text,

    /// <summary>True or false.</summary>
    Switch,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One of a few texts.</summary>
    Choice,

    /// <summary>A list of texts, each an object with the text in it as forms store it, or the text itself.</summary>
    Names,

    /// <summary>A list of objects, each a row of columns.</summary>
    Rows,
}
