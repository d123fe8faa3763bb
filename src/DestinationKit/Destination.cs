using System.Reflection;
using System.Text.Json;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit;

/// <summary>
/// Base of every destination: declares what it does with each kind of event. Its identity is in <see cref="DestinationAttribute"/>.
/// </summary>
public abstract class Destination<TSettings> : DestinationType
{
    private readonly DestinationAttribute _identity;
    private readonly Handlers<TSettings> _handlers = new();

    protected Destination()
    {
        _identity = GetType().GetCustomAttribute<DestinationAttribute>()
            ?? throw new InvalidOperationException($"{GetType().Name} has no [Destination] attribute.");
        Handle(_handlers);
    }

    public sealed override string Name => _identity.Name;

    public sealed override string DisplayName => _identity.DisplayName;

    public sealed override ConfiguredDestination Configure(JsonElement config) => DynamicSettings.AreIn(config)
        ? new DynamicDestination<TSettings>(config, _handlers)
        : new FixedDestination<TSettings>(SettingsBinder.Bind<TSettings>(config), _handlers);

    /// <summary>Registers the handlers, once.</summary>
    protected abstract void Handle(Handlers<TSettings> on);
}

/// <summary>Settings that are the same for every event.</summary>
internal sealed class FixedDestination<TSettings>(TSettings settings, Handlers<TSettings> handlers) : ConfiguredDestination
{
    public override Outcome Transform(EventInput input) => handlers.Run(input.Message, settings);

    public override Verdict Read(VendorResponse response) => handlers.Read(response);
}

/// <summary>Settings that take values from each event.</summary>
internal sealed class DynamicDestination<TSettings>(JsonElement config, Handlers<TSettings> handlers) : ConfiguredDestination
{
    public override Outcome Transform(EventInput input)
    {
        if (input.DynamicConfig == false)
        {
            return Run(config, input.Message);
        }

        var (resolved, message) = DynamicSettings.Resolve(config, input.Message);
        return Run(resolved, message);
    }

    public override Verdict Read(VendorResponse response) => handlers.Read(response);

    private Outcome Run(JsonElement resolved, JsonElement message)
    {
        try
        {
            return handlers.Run(message, SettingsBinder.Bind<TSettings>(resolved));
        }
        catch (SettingsException wrong)
        {
            return new Outcome.Reject(RejectKind.Configuration, 400, wrong.Message);
        }
    }
}
