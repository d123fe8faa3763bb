using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
using Pintle.ControlPlane.Addresses;

namespace Pintle.Server.Web;

/// <summary>Serves the web app: its files, and its page at every address that is one of the app's own.</summary>
internal static class WebApp
{
    private const string Page = "index.html";

    private static readonly string[] Screens = ["/", "/setup", "/log-in", "/invitation", "/reset-password", "/account", "/w"];

    /// <summary>Where the app was built to, beside the executable.</summary>
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>What it needs.</summary>
    public static void AddWebApp(this IServiceCollection services)
    {
        // Nothing secret is in the files, so what their length tells is nothing either.
        services.AddResponseCompression(static options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(static options => options.Level = CompressionLevel.Optimal);
    }

    /// <summary>Before the routes: an address of the app is its page whoever asks, and what is not the app's goes on.</summary>
    public static void UseWebApp(this IApplicationBuilder app)
    {
        if (!File.Exists(Path.Combine(Directory, Page)))
        {
            return;
        }

        var files = new PhysicalFileProvider(Directory);
        app.UseWhen(static context => IsOfTheApp(context.Request), branch =>
        {
            branch.Use(static (context, next) =>
            {
                if (IsScreen(context.Request.Path))
                {
                    context.Request.Path = $"/{Page}";
                }

                return next(context);
            });
            branch.Use((context, next) =>
            {
                if (context.Request.Path.Value is { } path && TakesBrotli(context.Request) && files.GetFileInfo(path + CompressedTypes.Ending).Exists)
                {
                    context.Request.Path = path + CompressedTypes.Ending;
                }

                return next(context);
            });
            branch.UseResponseCompression();
            branch.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = new CompressedTypes(), OnPrepareResponse = Prepare });
        });
    }

    private static bool TakesBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(static e => e.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && e.Quality is not 0);

    private static bool IsOfTheApp(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && (IsScreen(request.Path) || request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) || request.Path == "/favicon.svg");

    private static bool IsScreen(PathString path) => Screens.Any(s => s == "/" ? path == s : path.StartsWithSegments(s, StringComparison.Ordinal));

    // Styles are set on elements by the component library; scripts only ever come from files. Test events go to the gateway.
    private static string PolicyWith(string gateway) =>
        $"default-src 'self'; connect-src 'self' {gateway}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static void Prepare(StaticFileResponseContext answer)
    {
        var headers = answer.Context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (answer.File.Name.EndsWith(CompressedTypes.Ending, StringComparison.Ordinal))
        {
            headers.ContentEncoding = "br";
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }

        if (answer.File.Name == Page)
        {
            headers.CacheControl = "no-cache";
            headers.ContentSecurityPolicy = PolicyWith(answer.Context.RequestServices.GetRequiredService<SdkAddresses>().GatewayOrigin(answer.Context.Request));
            headers["Referrer-Policy"] = "same-origin";
        }
        else if (answer.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            // Their names have a hash of what is in them.
            answer.Context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new NameValueHeaderValue("immutable") } };
        }
    }
}
