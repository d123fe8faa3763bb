namespace Pintle.ControlPlane.Addresses;

/// <summary>What an SDK is told besides its write key.</summary>
/// <param name="DataPlaneUrl">Where events go.</param>
/// <param name="ControlPlaneUrl">Where SDKs of browsers and apps learn their configuration.</param>
internal sealed record AddressView(string DataPlaneUrl, string ControlPlaneUrl);
