using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Deletion;

/// <summary>People whose data a vendor must delete.</summary>
/// <param name="Users">Their attributes: <c>userId</c> and what else is known (<c>email</c>, <c>phone</c> …), all texts.</param>
/// <param name="Config">The destination's settings as they are stored: deletion often needs others than delivery.</param>
/// <param name="Secret">OAuth tokens of the account; undefined when there are none.</param>
/// <param name="Environment">Clock and the way out.</param>
public sealed record DeletionRequest(IReadOnlyList<JsValue> Users, JsValue Config, JsValue Secret, TransformEnvironment Environment)
{
    /// <summary>A setting that deletion needs, as text.</summary>
    /// <exception cref="EventRejectedException">It is missing.</exception>
    public string Setting(string key) => Config[key] is { IsTruthy: true } value
        ? value.ToString()
        : throw EventRejectedException.Configuration($"\"{key}\" is required for user deletion.");

    /// <summary>Sends one request; any status is an answer.</summary>
    /// <exception cref="EventRetryException">No answer.</exception>
    public ValueTask<VendorResponse> SendAsync(VendorRequest request, CancellationToken ct) => Environment.Http.AskAsync(request, ct);

    /// <summary>A member of each user that has it, as text.</summary>
    public IEnumerable<string> Each(string attribute) => Users.Select(u => u[attribute]).Where(v => v.IsTruthy).Select(v => v.ToString());
}

/// <summary>What became of a deletion.</summary>
/// <param name="StatusCode">200 when the vendor has taken it.</param>
/// <param name="Error">Why not; empty when it has.</param>
/// <param name="Auth">What is wrong with the account's tokens.</param>
public sealed record DeletionResult(int StatusCode, string Error = "", AuthProblem Auth = AuthProblem.None)
{
    public static readonly DeletionResult Successful = new(200);

    /// <summary>By a vendor's answer: its status and what it said.</summary>
    public static DeletionResult Failed(VendorResponse response) => new(response.Status, $"The vendor answered {response.Status}: {response.Body}");
}
