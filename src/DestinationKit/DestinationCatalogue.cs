using System.Reflection;

namespace Pintle.DestinationKit;

/// <summary>Every destination of the product, found by its <see cref="DestinationAttribute"/>: adding one edits no list.</summary>
public sealed class DestinationCatalogue
{
    private readonly Dictionary<string, DestinationType> _types;

    private DestinationCatalogue(IEnumerable<DestinationType> types)
    {
        All = [.. types.OrderBy(t => t.Name, StringComparer.Ordinal)];
        _types = All.SelectMany(t => t.Identity.Aliases.Prepend(t.Name), (type, name) => (type, name))
            .ToDictionary(t => t.name, t => t.type, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<DestinationType> All { get; }

    /// <summary>Scans assemblies once, at start.</summary>
    public static DestinationCatalogue Scan(params IEnumerable<Assembly> assemblies) => new(
        from assembly in assemblies
        from type in assembly.GetTypes()
        where type.GetCustomAttribute<DestinationAttribute>() is not null
        select (DestinationType)Activator.CreateInstance(type, nonPublic: true)!);

    /// <summary>A destination by its definition name, in any case; null when there is none.</summary>
    public DestinationType? Find(string name) => _types.GetValueOrDefault(name.Trim());
}
