using System.Text;
using Pintle.DestinationKit.Settings;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

/// <summary>What the web app asks for of each destination. Its own tests read the snapshot: no form has what it can't show.</summary>
public sealed class FormTests
{
    [Fact]
    public void Every_form_is_as_it_was()
    {
        var list = new StringBuilder();
        foreach (var type in BuiltIn.Catalogue.All)
        {
            list.Append(type.Name).Append(' ').Append(SettingsForm.Write(type.Settings).GetRawText()).Append('\n');
        }

        Snapshot.Matches(list.ToString());
    }
}
