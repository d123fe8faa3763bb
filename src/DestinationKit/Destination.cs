using System.Reflection;
using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit;

/// <summary>
/// Base of every destination: declares what it does with each kind of event. Its identity is in <see cref="DestinationAttribute"/>.
/// </summary>
public abstract class Destination<TSettings> : DestinationType
{
    private readonly Handlers<TSettings> _handlers = new();

    protected Destination()
    {
        Identity = GetType().GetCustomAttribute<DestinationAttribute>()
            ?? throw new InvalidOperationException($"{GetType().Name} has no [Destination] attribute.");
        Handle(_handlers);
    }

    public sealed override DestinationAttribute Identity { get; }

    public sealed override SettingsModel Settings => SettingsModel.Of(typeof(TSettings));

    public sealed override bool IsBatching => _handlers.IsBatching;

    public sealed override IReadOnlyList<string> EventTypes => _handlers.EventTypes;

    public sealed override bool Deletes => _handlers.Deletion is not null;

    public sealed override ConfiguredDestination Configure(JsonElement config) => DynamicSettings.AreIn(config)
        ? new DynamicDestination<TSettings>(config, _handlers)
        : new FixedDestination<TSettings>(config, SettingsBinder.Bind<TSettings>(config), _handlers);

    public sealed override IReadOnlyList<RouterItem> Combine(IReadOnlyList<SentEvent> sent) => _handlers.Combine(sent);

    public sealed override DeliveryResult ReadAnswer(Delivered delivered) => _handlers.Read(delivered);

    public sealed override async ValueTask<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken ct)
    {
        if (_handlers.Deletion is not { } delete)
        {
            return new DeletionResult(404, $"{Name} doesn't support the deletion of users.");
        }

        try
        {
            return await delete(request, ct);
        }
        catch (EventRejectedException rejected)
        {
            return new DeletionResult(rejected.StatusCode, rejected.Message);
        }
        catch (EventRetryException away)
        {
            return new DeletionResult(away.StatusCode, away.Message, away.Auth);
        }
    }

    /// <summary>Registers the handlers, once.</summary>
    protected abstract void Handle(Handlers<TSettings> on);

    /// <summary>Sends these, in order.</summary>
    protected static Outcome Send(params VendorRequest[] requests) => new Outcome.Send(requests);

    /// <summary>Leaves the event out, on purpose.</summary>
    protected static Outcome Skip(string reason) => new Outcome.Skip(reason);
}
