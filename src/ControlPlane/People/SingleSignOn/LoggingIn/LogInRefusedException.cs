namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Somebody who comes from an issuer is not logged in. It becomes the log-in page with a problem in one place: <see cref="IssuerCallback"/>.</summary>
/// <param name="problem">One of <see cref="LogInProblem"/>.</param>
/// <param name="reason">To the log, without secrets.</param>
internal sealed class LogInRefusedException(string problem, string reason) : Exception(reason)
{
    public string Problem { get; } = problem;
}

/// <summary>Why somebody was not logged in, as the log-in page's address has it.</summary>
internal static class LogInProblem
{
    /// <summary>It was not begun in this browser, was ended before, or took too long.</summary>
    public const string Expired = "expired";

    /// <summary>They did not want to, or the issuer does not let them.</summary>
    public const string Denied = "denied";

    /// <summary>The issuer's answer is not in order: the log says why.</summary>
    public const string Refused = "refused";

    /// <summary>The issuer can't be reached.</summary>
    public const string Away = "away";

    /// <summary>The issuer is not there any more, or not enabled.</summary>
    public const string Gone = "gone";

    /// <summary>The issuer does not say that the e-mail address is theirs.</summary>
    public const string Unverified = "unverified";

    /// <summary>The e-mail address is of a domain that may not log in.</summary>
    public const string Domain = "domain";

    /// <summary>They are no member, and nobody has invited them.</summary>
    public const string NotInvited = "notInvited";

    /// <summary>The issuer has said of somebody else before that the e-mail address is theirs.</summary>
    public const string Linked = "linked";

    /// <summary>There were too many tries.</summary>
    public const string Busy = "busy";

    public static readonly string List = string.Join('|', Expired, Denied, Refused, Away, Gone, Unverified, Domain, NotInvited, Linked, Busy);
}
