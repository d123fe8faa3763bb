using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pintle.Events;

/// <summary>One policy for reading and writing events from gateway to kit, so that what is accepted can be parsed later.</summary>
public static class JsonPolicy
{
    /// <summary>Deepest nesting of an event, the event object itself included.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonReaderOptions Reader = new() { MaxDepth = MaxDepth };

    /// <summary>Depth of the reader plus what processing may wrap around an event.</summary>
    public static readonly JsonDocumentOptions Document = new() { MaxDepth = MaxDepth + 8, AllowDuplicateProperties = true };

    /// <summary>Compact output; escapes only what JSON needs.</summary>
    public static readonly JsonWriterOptions Writer = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth + 8,
        SkipValidation = true,
    };
}
