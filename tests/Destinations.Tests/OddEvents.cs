namespace Pintle.Destinations.Tests;

/// <summary>Events of every type in which each member is the same odd value.</summary>
internal static class OddEvents
{
    /// <summary>Values that no sender means.</summary>
    public static TheoryData<string> Values =>
    [
        "[1]", "{}", "1e300", "\"x\"", "null",
        """{"email":{},"products":[[]],"device":{"token":[],"type":1},"createdAt":1e300,"campaignId":1e300,"address":[1]}""",
    ];

    /// <summary>Events of a value.</summary>
    public static IEnumerable<string> Of(string value) =>
        from type in (string[])["identify", "track", "page", "screen", "alias", "group", "record"]
        from name in (string[])["\"Application Opened\"", "\"Order Completed\"", value]
        select $$"""{"type":"{{type}}","event":{{name}},"userId":{{value}},"anonymousId":{{value}},"previousId":{{value}},"groupId":{{value}},"timestamp":{{value}},"identifiers":{{value}},"properties":{{value}},"traits":{{value}},"context":{{value}} }""";
}
