using System.Net;
using Pintle.Router.Outbound;

namespace Pintle.Server.Configuration;

/// <summary>Everything that can be configured. A key is the path of property names in camelCase: <c>gateway.port</c>.</summary>
internal sealed record PintleOptions
{
    [Setting("Directory for everything that is kept: the embedded store, the last good workspace.", Needed = true)]
    public string DataDirectory { get; init; } = "./data";

    [Setting("What this process does. gateway, pipeline and control go together; transformer, its HTTP API for others, can be added or run alone.", OneOf = "gateway|pipeline|control|transformer", Needed = true)]
    public IReadOnlyList<string> Roles { get; init; } = Configuration.Roles.DataPlane;

    public GatewaySection Gateway { get; init; } = new();

    public ControlSection Control { get; init; } = new();

    public TransformerSection Transformer { get; init; } = new();

    public TlsSection Tls { get; init; } = new();

    public StoreSection Store { get; init; } = new();

    public LanesSection Lanes { get; init; } = new();

    public RouterSection Router { get; init; } = new();

    public OutboundSection Outbound { get; init; } = new();

    public WorkspaceSection Workspace { get; init; } = new();

    public LiveSection Live { get; init; } = new();

    public GeoSection Geo { get; init; } = new();

    public UserCodeSection UserCode { get; init; } = new();

    public LogSection Log { get; init; } = new();
}

internal sealed record GatewaySection
{
    [Setting("Address that the gateway listens on.", Address = true)]
    public string Host { get; init; } = "0.0.0.0";

    [Setting("Port for events.", Min = 0, Max = 65535)]
    public int Port { get; init; } = 8080;

    [Setting("Address under which SDKs reach it, https://events.shop.example, as the web app tells people; empty = the name by which their browser reaches the web app, with this port.", Url = true)]
    public string PublicUrl { get; init; } = "";

    [Setting("Largest request body, compressed or not; audience lists may have eight times as much.", Min = 1024, Max = 100 << 20)]
    public long MaxRequestSize { get; init; } = 4_096_000;

    [Setting("Bodies in memory at a time; over it the answer is 503.", Min = 1 << 20)]
    public long InFlightBytes { get; init; } = 256L << 20;

    [Setting("Requests at a time; over it the answer is 503. 0 = no limit.", Min = 0)]
    public int MaxConcurrentRequests { get; init; } = 50_000;

    [Setting("How long a request waits for the disk before the answer is 503.", Min = 0.1)]
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("Accept events with neither userId nor anonymousId.")]
    public bool AllowEventsWithoutIds { get; init; }

    [Setting("Serve the routes under /internal. They have no authentication of their own.")]
    public bool InternalEndpoints { get; init; }

    [Setting("Reverse-ETL requests must name their destination.")]
    public bool RequireDestinationIdHeader { get; init; }

    [Setting("Limit events per workspace.")]
    public bool RateLimit { get; init; }

    [Setting("Events of a workspace in one window.", Min = 1)]
    public int RateLimitEvents { get; init; } = 1_000;

    [Setting("Window of the limit.", Min = 0.001)]
    public TimeSpan RateLimitWindow { get; init; } = TimeSpan.FromSeconds(60);

    [Setting("Events that /internal/v1/batch takes in one window, as its clients announce them with X-Batch-Size. 0 = no limit.", Min = 0)]
    public int InternalBatchLimitEvents { get; init; }

    [Setting("Window of that limit.", Min = 0.001)]
    public TimeSpan InternalBatchLimitWindow { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("How long a client may take to send the head of a request. This and the times below hold for the control listener too.", Min = 1)]
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("How long a connection without a request stays open.", Min = 1)]
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(720);

    [Setting("Bytes a second below which a body that comes in, or an answer that goes out, ends its connection. 0 = never.", Min = 0)]
    public int MinDataRate { get; init; } = 240;

    [Setting("How long they may be slower at first.", Min = 2)]
    public TimeSpan DataRateGrace { get; init; } = TimeSpan.FromSeconds(5);
}

internal sealed record ControlSection
{
    [Setting("Address that the control listener (its API, metrics, health, SDK configuration, administration) uses.", Address = true)]
    public string Host { get; init; } = "127.0.0.1";

    [Setting("Its port.", Min = 0, Max = 65535)]
    public int Port { get; init; } = 8081;

    [Setting("Address under which people's browsers reach it, https://pintle.shop.example, for vendors and others that send them back; empty = as the browser names it.", Url = true)]
    public string PublicUrl { get; init; } = "";

    [Setting("Networks of the proxies before the control listener: who the request is from, by which scheme and under which name is believed from X-Forwarded-For, -Proto and -Host of these only. Empty = of nobody.", Networks = true)]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    [Setting("Requests of the API a second that each token, each person with a browser and each address that nobody has logged in from may make on average; ten seconds' worth at once. More are answered with 429. 0 = any number.", Min = 0)]
    public int ApiRate { get; init; } = 100;

    [Setting("Connection string of the PostgreSQL database for what people configure; empty = a SQLite file, control.db in the data directory.", Secret = true)]
    public string Database { get; init; } = "";

    [Setting("Directory of the keys that encrypt secrets; empty = keys in the data directory with SQLite, and in the database, for all nodes, with PostgreSQL.")]
    public string Keys { get; init; } = "";

    [Setting("Name under which data planes that serve all workspaces ask for their configuration.")]
    public string Namespace { get; init; } = "default";

    [Setting("What they show then; empty = there are none.", Secret = true)]
    public string NamespaceSecret { get; init; } = "";
}

internal sealed record TransformerSection
{
    [Setting("Address that the transformer's HTTP API listens on. It has no authentication.", Address = true)]
    public string Host { get; init; } = "127.0.0.1";

    [Setting("Its port.", Min = 0, Max = 65535)]
    public int Port { get; init; } = 9090;
}

internal sealed record TlsSection
{
    [Setting("PEM file of the certificate and those between it and its root, for every listener; empty = plain HTTP. Watched: a renewal applies to the next connection.")]
    public string Certificate { get; init; } = "";

    [Setting("PEM file of its private key.")]
    public string Key { get; init; } = "";
}

internal sealed record StoreSection
{
    [Setting("Where the log is kept.", OneOf = "sqlite|postgres")]
    public string Kind { get; init; } = "sqlite";

    [Setting("Connection strings of the PostgreSQL shards, in their order for good. In a variable or flag a vertical bar separates them, for hosts are listed with commas.", Secret = true, Separator = '|')]
    public IReadOnlyList<string> Shards { get; init; } = [];

    [Setting("How long delivered events stay for replay. 0 = until delivered.", Min = 0)]
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(24);

    [Setting("Most bytes of delivered events that stay.", Min = 0)]
    public long MaxBytes { get; init; } = 20L << 30;

    [Setting("Below this much free disk the gateway answers 503 while deliveries go on.", Min = 0)]
    public long MinFree { get; init; } = 1L << 30;

    [Setting("A segment file or bucket is closed at this size.", Min = 1 << 20)]
    public long FileBytes { get; init; } = 256L << 20;

    [Setting("How often it is looked for segments and dead letters that can go.", Min = 0.1)]
    public TimeSpan TrimEvery { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("How long dead letters are kept.", Min = 60)]
    public TimeSpan KeepDeadLetters { get; init; } = TimeSpan.FromDays(30);

    [Setting("Most bytes of dead letters.", Min = 1 << 20)]
    public long MaxDeadLetterBytes { get; init; } = 10L << 30;
}

internal sealed record LanesSection
{
    [Setting("Memory for recent events with their processed form.", Min = 1 << 20)]
    public long TailBytes { get; init; } = 64L << 20;

    [Setting("How long message ids are remembered to leave out duplicates.", Min = 0)]
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromHours(1);

    [Setting("Most message ids remembered.", Min = 1024, Max = 100_000_000)]
    public int DuplicateEntries { get; init; } = 4_000_000;
}

internal sealed record RouterSection
{
    [Setting("Requests of one destination on their way at a time.", Min = 1, Max = 10_000)]
    public int MaxInFlight { get; init; } = 100;

    [Setting("Most requests to a destination in a time, by destination type or id: WEBHOOK=100/1s. Its own entry wins over its type's. What is over it waits.", Throttles = true)]
    public IReadOnlyList<string> Throttles { get; init; } = [];

    [Setting("Longest wait for a destination's answer.", Min = 0.1)]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("Pause before the first retry of an event; doubles from then on.", Min = 0.001)]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("Longest pause between retries.", Min = 0.001)]
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    [Setting("How long a failing event is tried, from its first attempt.", Min = 0)]
    public TimeSpan RetryWindow { get; init; } = TimeSpan.FromHours(3);

    [Setting("Attempts made even when the window has passed.", Min = 1)]
    public int FewestAttempts { get; init; } = 3;

    [Setting("Waiting events of a disabled destination become dead letters after this long.", Min = 0)]
    public TimeSpan DisabledGrace { get; init; } = TimeSpan.FromMinutes(5);

    [Setting("Events that still wait for their destination at this age become dead letters.", Min = 60)]
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromHours(720);
}

internal sealed record OutboundSection
{
    [Setting("Private, loopback or otherwise special networks that destinations may be in, as CIDR: 10.0.0.0/8.", Networks = true)]
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>What lets connections out by this.</summary>
    public OutboundGuard NewGuard() => new([.. Allow.Select(IPNetwork.Parse)]);
}

internal sealed record WorkspaceSection
{
    [Setting("The workspace document (RudderStack's workspaceConfig.json). Watched: edits apply at once. Empty = the configuration comes from a control plane: that of workspace.backend, or the one in the box.")]
    public string File { get; init; } = "";

    [Setting("Which workspace of the control plane in the box the data plane in the box serves; empty = the first.")]
    public string Id { get; init; } = "";

    [Setting("Address of a control plane elsewhere: it hands out the configuration, unless there is a workspace.file, OAuth tokens and, to the transformer, user code.", Url = true)]
    public string Backend { get; init; } = "";

    [Setting("The workspace token, by which the control plane knows this data plane.", Secret = true)]
    public string Token { get; init; } = "";
}

internal sealed record UserCodeSection
{
    [Setting("Processes that run user code, at most.", Min = 1, Max = 64)]
    public int Workers { get; init; } = 2;

    [Setting("How long user code may run without waiting, and a batch of events with it.", Min = 0.05, Max = 60)]
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(4);

    [Setting("How long a batch may take with what its code waits for.", Min = 1, Max = 3600)]
    public TimeSpan BatchLimit { get; init; } = TimeSpan.FromSeconds(600);

    [Setting("Memory of a version of user code, in megabytes.", Min = 16, Max = 1024)]
    public int HeapMegabytes { get; init; } = 128;

    [Setting("User code finds only what the established product has: no URL, no atob, no crypto.")]
    public bool StrictPeer { get; init; }

    [Setting("Service that answers geolocation(ip) of user code, at /geoip/{ip}; empty = off.", Url = true)]
    public string Geolocation { get; init; } = "";

    [Setting("How long an answer of it may take.", Min = 0.05)]
    public TimeSpan GeolocationTimeout { get; init; } = TimeSpan.FromSeconds(1);
}

internal sealed record LiveSection
{
    [Setting("What people don't see of events, live ones and dead letters. With dots a path from the top: context.traits.email, properties.*.card; without, the name of a member anywhere: *password*. Case doesn't matter.")]
    public IReadOnlyList<string> Redact { get; init; } = ["*password*", "*passwd*", "*secret*", "*token*", "*apikey*", "*api_key*", "authorization", "*cardnumber*", "*card_number*", "cvv", "cvc", "*iban*", "ssn"];
}

internal sealed record GeoSection
{
    [Setting("Database of the MaxMind City format for geo enrichment; empty = off.")]
    public string Database { get; init; } = "";
}

internal sealed record LogSection
{
    [Setting("Least severe messages that are written.", OneOf = "trace|debug|information|warning|error")]
    public string Level { get; init; } = "information";

    [Setting("Form of the log on the console.", OneOf = "text|json")]
    public string Format { get; init; } = "text";
}
