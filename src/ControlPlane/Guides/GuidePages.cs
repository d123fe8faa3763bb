using System.Reflection;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Guides;

/// <summary>The pages of <c>docs/guide</c>, and of <c>docs/reference</c> what is not of one destination, as this program was built with them.</summary>
internal static class GuidePages
{
    private const string Folder = "guide/";
    private const string Ending = ".md";

    private static readonly Assembly Home = typeof(GuidePages).Assembly;

    /// <summary>All, by title.</summary>
    public static IReadOnlyList<GuideView> All { get; } =
        [.. Home.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(Read).OrderBy(p => p.Title, StringComparer.Ordinal)];

    /// <exception cref="ApiException">There is no such page.</exception>
    public static GuideView Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw ApiException.NotFound("page of the guide", name);

    private static GuideView Read(string resource)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
        var text = reader.ReadToEnd();
        return new GuideView(resource[Folder.Length..^Ending.Length], text.Split('\n', 2)[0].TrimStart('#').Trim(), text);
    }
}
