using System.Globalization;
using System.Text;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void The_catalogue_lists_each_destination_with_what_it_does()
    {
        var list = new StringBuilder();
        foreach (var type in BuiltIn.Catalogue.All)
        {
            list.Append(CultureInfo.InvariantCulture, $"{string.Join(" = ", type.Identity.Aliases.Prepend(type.Name))} \"{type.DisplayName}\"");
            list.Append(CultureInfo.InvariantCulture, $": {(type.EventTypes.Count == 0 ? "any" : string.Join(", ", type.EventTypes))}");
            list.Append(type.IsBatching ? "; batches" : "").Append(type.Deletes ? "; deletes" : "").Append(type.Identity.AtRouter ? "; at the router" : "").Append(type.Settings.SecretKeys.Any() ? $"; secret: {string.Join(", ", type.Settings.SecretKeys)}" : "").Append($"; {type.Identity.Category}").Append('\n');
        }

        Snapshot.Matches(list.ToString());
    }
}
