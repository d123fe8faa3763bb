using Pintle.DestinationKit;

namespace Pintle.Destinations;

/// <summary>The destinations of this project.</summary>
public static class BuiltIn
{
    /// <summary>All of them, scanned once.</summary>
    public static DestinationCatalogue Catalogue { get; } = DestinationCatalogue.Scan(typeof(BuiltIn).Assembly);
}
