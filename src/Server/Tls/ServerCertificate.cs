using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pintle.Server.Configuration;

namespace Pintle.Server.Tls;

/// <summary>The certificate of every listener, read from PEM files and taken again when they change. A broken renewal leaves the old one.</summary>
internal sealed partial class ServerCertificate
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly TlsSection _files;
    private (string Certificate, string Key) _seen;
    private string _problem = "";
    private volatile SslServerAuthenticationOptions _options;

    private ServerCertificate(TlsSection files)
    {
        _files = files;
        _seen = Read(files);
        _options = Make(files, _seen);
    }

    /// <summary>What the next handshake uses.</summary>
    public SslServerAuthenticationOptions Options => _options;

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 Leaf => _options.ServerCertificateContext!.TargetCertificate;

    /// <summary>The certificate that the configuration names; null when it names none.</summary>
    /// <exception cref="ConfigurationException">It can't be used.</exception>
    public static ServerCertificate? Load(TlsSection files) => (files.Certificate, files.Key) switch
    {
        ("", "") => null,
        ("", _) => throw new ConfigurationException(["tls.certificate: is needed beside tls.key."]),
        (_, "") => throw new ConfigurationException(["tls.key: is needed beside tls.certificate."]),
        _ => new ServerCertificate(files),
    };

    /// <summary>Looks for renewals until cancelled. Files are read, not dated: links and mounted secrets change without a new time.</summary>
    public async Task WatchAsync(TimeProvider time, ILogger<ServerCertificate> log, CancellationToken ct)
    {
        LogTaken(log, _files.Certificate, Leaf.Subject, Leaf.NotAfter.ToUniversalTime());
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            Look(log);
        }
    }

    private void Look(ILogger log)
    {
        try
        {
            var found = Read(_files);
            if (found == _seen)
            {
                return;
            }

            _options = Make(_files, found);
            (_seen, _problem) = (found, "");
            LogTaken(log, _files.Certificate, Leaf.Subject, Leaf.NotAfter.ToUniversalTime());
        }
        catch (ConfigurationException broken)
        {
            // Reported once, until it is another problem.
            var problem = string.Join(" ", broken.Problems);
            if (_problem != problem)
            {
                _problem = problem;
                LogRefused(log, problem, Leaf.NotAfter.ToUniversalTime());
            }
        }
    }

    private static (string Certificate, string Key) Read(TlsSection files) => (ReadFile("tls.certificate", files.Certificate), ReadFile("tls.key", files.Key));

    private static string ReadFile(string key, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{key}: {file}: {unreadable.Message}"]);
        }
    }

    private static SslServerAuthenticationOptions Make(TlsSection files, (string Certificate, string Key) pem)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(pem.Certificate);
        }
        catch (CryptographicException broken)
        {
            throw new ConfigurationException([$"tls.certificate: {files.Certificate}: {broken.Message}"]);
        }

        if (chain.Count == 0)
        {
            throw new ConfigurationException([$"tls.certificate: {files.Certificate}: there is no certificate of the PEM form in it."]);
        }

        try
        {
            var leaf = X509Certificate2.CreateFromPem(pem.Certificate, pem.Key);
            chain.RemoveAt(0);
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            };
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new ConfigurationException([$"tls.key: {files.Key}: {broken.Message}"]);
        }
    }

    [LoggerMessage(5401, LogLevel.Information, "Certificate {File} is in use: {Subject}, valid until {End:u}.")]
    private static partial void LogTaken(ILogger log, string file, string subject, DateTime end);

    [LoggerMessage(5402, LogLevel.Error, "The new certificate can't be used; the old one stays, valid until {End:u}: {Problem}")]
    private static partial void LogRefused(ILogger log, string problem, DateTime end);
}
