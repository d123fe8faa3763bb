using System.Globalization;
using Pintle.UserCode.Code;

namespace Pintle.UserCode;

/// <summary>A version has ended so many workers that it does not run for a while. Its events are to wait.</summary>
public sealed class UserCodeSuspendedException(TransformationCode code, DateTimeOffset until, string reason) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"The transformation \"{code.Name}\" (version {code.VersionId}) is suspended until {until:HH:mm:ss} UTC, for it has ended three workers in five minutes: {reason}"))
{
    public DateTimeOffset Until { get; } = until;
}
