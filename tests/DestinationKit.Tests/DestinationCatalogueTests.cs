using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit.Tests;

public sealed class DestinationCatalogueTests
{
    private static readonly DestinationCatalogue Catalogue = DestinationCatalogue.Scan(typeof(ParcelDestination).Assembly);

    [Theory]
    [InlineData("PARCEL")]
    [InlineData("parcel")]
    [InlineData(" Packet ")]
    public void A_destination_is_found_by_any_of_its_names_in_any_case(string name) => Assert.IsType<ParcelDestination>(Catalogue.Find(name));

    [Fact]
    public void Another_name_finds_nothing() => Assert.Null(Catalogue.Find("PARCELS"));

    [Fact]
    public void All_destinations_of_an_assembly_are_listed_by_name() => Assert.Equal(["CRATE", "PALLET", "PARCEL"], Catalogue.All.Select(t => t.Name));

    [Fact]
    public void A_destination_says_who_it_is()
    {
        var parcel = Catalogue.Find("PARCEL");
        Assert.Equal(("Parcel", SettingsModel.Of(typeof(ParcelSettings))), (parcel?.DisplayName, parcel?.Settings));
    }

    [Fact]
    public void A_destination_without_an_identity_is_a_bug() => Assert.Throws<InvalidOperationException>(static () => new Nameless());

    private sealed class Nameless : Destination<ParcelSettings>
    {
        protected override void Handle(Handlers<ParcelSettings> on) => on.Any(static (_, _) => Skip("nameless"));
    }
}
