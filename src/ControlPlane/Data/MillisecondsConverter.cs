using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pintle.ControlPlane.Data;

/// <summary>Times as milliseconds since 1970.</summary>
internal sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    static time => time.ToUnixTimeMilliseconds(), static milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
