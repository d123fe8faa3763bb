using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pintle.Server.Configuration;
using Pintle.Server.Tls;
using Pintle.TestKit;

namespace Pintle.Server.Tests.Tls;

/// <summary>The certificate's files: refused with key, file and reason at the start, taken again when they change.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-tls-").FullName;
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly LogLines _log = new();

    private TlsSection Files => new() { Certificate = Path.Combine(_directory, "cert.pem"), Key = Path.Combine(_directory, "key.pem") };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Without_files_there_is_no_certificate() => Assert.Null(ServerCertificate.Load(new TlsSection()));

    [Fact]
    public void One_file_without_the_other_is_refused()
    {
        Assert.Equal("tls.key: is needed beside tls.certificate.", Refusal(Files with { Key = "" }));
        Assert.Equal("tls.certificate: is needed beside tls.key.", Refusal(Files with { Certificate = "" }));
    }

    [Theory]
    [InlineData(null, "key", "tls.certificate", "cert.pem")]
    [InlineData("cert", null, "tls.key", "key.pem")]
    [InlineData("", "key", "tls.certificate", "cert.pem")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "key", "tls.certificate", "cert.pem")]
    [InlineData("cert", "nonsense", "tls.key", "key.pem")]
    [InlineData("cert", "another", "tls.key", "key.pem")]
    public void Files_that_can_not_be_used_are_refused_by_key_and_name(string? certificate, string? key, string refusedKey, string file)
    {
        PemFiles.Write(Files.Certificate, Files.Key);
        switch (key)
        {
            case null:
                File.Delete(Files.Key);
                break;
            case "another":
                PemFiles.Write(Path.Combine(_directory, "other.pem"), Files.Key);
                break;
            case "nonsense":
                File.WriteAllText(Files.Key, key);
                break;
        }

        switch (certificate)
        {
            case null:
                File.Delete(Files.Certificate);
                break;
            case not "cert":
                File.WriteAllText(Files.Certificate, certificate);
                break;
        }

        var refusal = Refusal(Files);
        Assert.StartsWith($"{refusedKey}: {Path.Combine(_directory, file)}: ", refusal, StringComparison.Ordinal);
        Assert.InRange(refusal.Length, refusedKey.Length + Path.Combine(_directory, file).Length + 10, 1_000);
    }

    [Fact]
    public async Task A_renewal_is_taken_and_a_broken_one_keeps_the_old_and_says_so_once()
    {
        var first = PemFiles.Write(Files.Certificate, Files.Key);
        var certificate = ServerCertificate.Load(Files)!;
        using var stop = new CancellationTokenSource();
        var watching = certificate.WatchAsync(_time, _log, stop.Token);
        Assert.Equal(first, Hash(certificate));

        // The certificate is new already and the key isn't yet.
        var key = File.ReadAllText(Files.Key);
        var second = PemFiles.Write(Files.Certificate, Path.Combine(_directory, "next.pem"));
        await _log.NextAsync(LogLevel.Error, () => _time.Advance(TimeSpan.FromSeconds(5)));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((first, key), (Hash(certificate), File.ReadAllText(Files.Key)));

        File.Move(Path.Combine(_directory, "next.pem"), Files.Key, overwrite: true);
        await _log.NextAsync(LogLevel.Information, () => _time.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal(second, Hash(certificate));
        Assert.Single(_log.Lines, l => l.Level == LogLevel.Error && l.Text.Contains(Files.Key, StringComparison.Ordinal));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private static string Hash(ServerCertificate certificate) => certificate.Leaf.GetCertHashString(HashAlgorithmName.SHA256);

    private static string Refusal(TlsSection files) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() => ServerCertificate.Load(files)).Problems);

    /// <summary>Remembers what is logged and tells when it is.</summary>
    private sealed class LogLines : ILogger<ServerCertificate>
    {
        private readonly List<(LogLevel Level, string Text)> _lines = [];
        private TaskCompletionSource<LogLevel> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<(LogLevel Level, string Text)> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        /// <summary>Does something and waits for the line that it causes.</summary>
        public async Task NextAsync(LogLevel level, Action cause)
        {
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            cause();
            Assert.Equal(level, await _next.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add((logLevel, formatter(state, exception)));
            }

            _next.TrySetResult(logLevel);
        }
    }
}
