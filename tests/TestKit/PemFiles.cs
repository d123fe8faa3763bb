using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pintle.TestKit;

/// <summary>Certificates for tests, made on the spot, as the PEM files that a server reads.</summary>
public static class PemFiles
{
    /// <summary>Writes a new self-signed certificate for 127.0.0.1 and its key; its SHA-256 hash.</summary>
    public static string Write(string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pintle.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(Some.Time.AddYears(-1), Some.Time.AddYears(100));
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
