namespace Pintle.Processor.Geo;

/// <summary>Where an address is; members are empty when unknown.</summary>
/// <param name="Country">ISO code.</param>
/// <param name="Location"><c>lat,lon</c> with six decimals.</param>
internal sealed record GeoPlace(string Ip, string City, string Country, string Region, string Postal, string Location, string Timezone);
