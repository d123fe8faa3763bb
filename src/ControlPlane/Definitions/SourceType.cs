namespace Pintle.ControlPlane.Definitions;

/// <summary>A kind of source.</summary>
/// <param name="Name">Its definition's name: <c>Javascript</c>.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Type">The platform: <c>web</c>, <c>cloud</c>, <c>android</c>, …</param>
/// <param name="Category"><c>webhook</c>, or empty: an event stream.</param>
internal sealed record SourceType(string Name, string DisplayName, string Type, string Category)
{
    /// <summary>All that events can come from.</summary>
    public static IReadOnlyList<SourceType> All { get; } =
    [
        new("Javascript", "JavaScript", "web", ""),
        new("AMP", "AMP Analytics", "amp", ""),
        new("Android", "Android", "android", ""),
        new("iOS", "iOS", "ios", ""),
        new("ReactNative", "React Native", "reactnative", ""),
        new("Flutter", "Flutter", "flutter", ""),
        new("Cordova", "Cordova", "cordova", ""),
        new("Unity", "Unity", "unity", ""),
        new("HTTP", "HTTP", "cloud", ""),
        new("Node", "Node.js", "cloud", ""),
        new("Python", "Python", "cloud", ""),
        new("Go", "Go", "cloud", ""),
        new("Java", "Java", "cloud", ""),
        new("DotNet", ".NET", "cloud", ""),
        new("PHP", "PHP", "cloud", ""),
        new("Ruby", "Ruby", "cloud", ""),
        new("Rust", "Rust", "cloud", ""),
    ];

    /// <summary>A kind by its definition's name, in any case; null: there is none.</summary>
    public static SourceType? Find(string name) => All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
