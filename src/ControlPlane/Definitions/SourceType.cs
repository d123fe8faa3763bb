namespace Pintle.ControlPlane.Definitions;

/// <summary>A kind of source.</summary>
/// <param name="Name">Its definition's name: <c>Javascript</c>.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Type">The platform: <c>web</c>, <c>cloud</c>, <c>android</c>, …</param>
/// <param name="Category"><c>webhook</c>, or empty: an event stream.</param>
/// <param name="Docs">Address of the documentation of what sends from there; may be empty.</param>
internal sealed record SourceType(string Name, string DisplayName, string Type, string Category, string Docs = "")
{
    private const string Sdks = "https://www.rudderstack.com/docs/sources/event-streams/sdks/";

    /// <summary>All that events can come from.</summary>
    public static IReadOnlyList<SourceType> All { get; } =
    [
        new("Javascript", "JavaScript", "web", "", Sdks),
        new("AMP", "AMP Analytics", "amp", "", Sdks),
        new("Android", "Android", "android", "", Sdks),
        new("iOS", "iOS", "ios", "", Sdks),
        new("ReactNative", "React Native", "reactnative", "", Sdks),
        new("Flutter", "Flutter", "flutter", "", Sdks),
        new("Cordova", "Cordova", "cordova", "", Sdks),
        new("Unity", "Unity", "unity", "", Sdks),
        new("HTTP", "HTTP", "cloud", "", "https://www.rudderstack.com/docs/api/http-api/"),
        new("Node", "Node.js", "cloud", "", Sdks),
        new("Python", "Python", "cloud", "", Sdks),
        new("Go", "Go", "cloud", "", Sdks),
        new("Java", "Java", "cloud", "", Sdks),
        new("DotNet", ".NET", "cloud", "", Sdks),
        new("PHP", "PHP", "cloud", "", Sdks),
        new("Ruby", "Ruby", "cloud", "", Sdks),
        new("Rust", "Rust", "cloud", "", Sdks),
    ];

    /// <summary>Address of its icon, an SVG image.</summary>
    public string Icon => IconRoutes.AddressOf("sources", Name);

    /// <summary>A kind by its definition's name, in any case; null: there is none.</summary>
    public static SourceType? Find(string name) => All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
